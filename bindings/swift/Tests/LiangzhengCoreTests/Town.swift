import Foundation
import LiangzhengCore

#if canImport(FoundationNetworking)
    import FoundationNetworking
#endif

/// A real authority process on the loopback address, and a real terminal: the world that a phone lives in.
final class Town: @unchecked Sendable {
    struct Failure: Error, CustomStringConvertible { let description: String }

    /// What a program printed, and how it ended.
    struct Ran {
        let status: Int32
        let out: String
        let err: String

        func expect(_ wanted: Int32) throws {
            guard status == wanted else { throw Failure(description: "ended with \(status): \(out) \(err)") }
        }
    }

    /// The checkout that this test belongs to.
    static let repository = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
        .deletingLastPathComponent().deletingLastPathComponent().deletingLastPathComponent()
    static let portrait = repository.appendingPathComponent("demo/assets/portrait-specimen.jpg")
    private static let programs = URL(
        fileURLWithPath: ProcessInfo.processInfo.environment["CORE_PROGRAMS"] ?? "\(repository.path)/target/debug")

    private let folder: URL
    private let home: URL
    private let root: String
    private let server: Process
    /// Where phones reach the authority.
    let url: String

    init(_ people: String...) async throws {
        let files = FileManager.default
        folder = files.temporaryDirectory.appendingPathComponent("liangzheng-\(UUID().uuidString)")
        home = folder.appendingPathComponent("authority")
        let register = folder.appendingPathComponent("people")
        try files.createDirectory(at: register, withIntermediateDirectories: true)
        let demo = Self.repository.appendingPathComponent("demo")
        for person in people {
            let file = "\(person).json"
            try files.copyItem(
                at: demo.appendingPathComponent("people/\(file)"), to: register.appendingPathComponent(file))
        }
        try files.copyItem(at: demo.appendingPathComponent("assets"), to: folder.appendingPathComponent("assets"))
        let about = try Self.run("authority", ["init", home.path, "--people", register.path])
        try about.expect(0)
        root = try Self.field("root", of: about.out)
        let output = Pipe()
        server = try Self.start("authority", ["serve", home.path], output: output)
        url = try Self.field(
            "listening", of: String(decoding: output.fileHandleForReading.availableData, as: UTF8.self))
        try terminal("init", "--authority", url, "--root", root, "--development").expect(0)
        let key = try terminal("key").out.trimmingCharacters(in: .whitespacesAndNewlines)
        _ = try await post(
            "/v1/register/terminals", ["key": key, "name": "test", "audience": "police"], bearer: token("register"))
        try terminal("update").expect(0)
    }

    deinit {
        kill(server.processIdentifier, SIGKILL)
        try? FileManager.default.removeItem(at: folder)
    }

    /// The setup of a phone in this town; its folder is empty unless the name was used before.
    func setup(_ phone: String) throws -> Setup {
        Setup(
            folder: folder.appendingPathComponent(phone).path, authority: url, environment: .development,
            // A COSE key ends with the 32 bytes of the public key itself.
            trustRoots: [Data(try Self.decoded(root).suffix(32))], tlsRoots: nil, language: .en, bootId: "boot-1",
            appVersion: 1, deviceName: phone, clock: nil)
    }

    /// A place for a picture.
    func file(_ name: String) -> URL { folder.appendingPathComponent(name) }

    /// The one-time code of the newest message. The outbox stands in for a text message.
    func oneTimeCode() async throws -> String {
        let outbox = home.appendingPathComponent("outbox")
        return try await Self.eventually("a one-time code") {
            let keys: [URLResourceKey] = [.contentModificationDateKey]
            let files =
                (try? FileManager.default.contentsOfDirectory(at: outbox, includingPropertiesForKeys: keys)) ?? []
            let when = { (file: URL) in
                (try? file.resourceValues(forKeys: Set(keys)))?.contentModificationDate ?? .distantPast
            }
            return files.filter { $0.pathExtension == "json" }.sorted { when($0) < when($1) }
                .compactMap { try? String(contentsOf: $0, encoding: .utf8) }
                .last { $0.contains("login-code") }
                .flatMap { $0.range(of: #"\b\d{6}\b"#, options: .regularExpression).map($0.substring) }
        }
    }

    /// An officer claims the application that is due first and approves it.
    func approveNext() async throws {
        try await approve(try await claimNext())
    }

    /// An officer claims the application that is due first; its name.
    func claimNext() async throws -> String {
        try Self.field(
            "id", of: try await post("/v1/review/claim", ["officer": "tester"], bearer: try token("review")))
    }

    func approve(_ task: String) async throws {
        _ = try await post("/v1/review/\(task)/approve", ["officer": "tester"], bearer: try token("review"))
    }

    /// The photo as the authority keeps it for the reviewer.
    func photo(_ task: String) async throws -> Data {
        guard let address = URL(string: "\(url)/v1/review/\(task)/photo") else {
            throw Failure(description: "not an address")
        }
        var request = URLRequest(url: address)
        request.setValue("Bearer \(try token("review"))", forHTTPHeaderField: "authorization")
        let (data, answer) = try await URLSession.shared.data(for: request)
        guard (answer as? HTTPURLResponse)?.statusCode == 200 else { throw Failure(description: "no photo") }
        return data
    }

    /// The command line of the roadside terminal.
    func terminal(_ arguments: String...) throws -> Ran {
        let store = folder.appendingPathComponent("terminal").path
        return try Self.run("terminal", ["--store", store, "--lang", "en"] + arguments)
    }

    /// Ends the authority for good: from now on the town has no network. Not by a signal that can be caught: children of
    /// Swift's worker threads start with those blocked.
    func stopAuthority() async throws {
        kill(server.processIdentifier, SIGKILL)
        try await Self.eventually("end of the authority") { server.isRunning ? nil : true }
    }

    private func token(_ side: String) throws -> String {
        try Self.field(side, of: String(contentsOf: home.appendingPathComponent("tokens.json"), encoding: .utf8))
    }

    private func post(_ path: String, _ body: [String: String], bearer: String) async throws -> String {
        guard let address = URL(string: url + path) else { throw Failure(description: "not an address: \(url)") }
        var request = URLRequest(url: address)
        request.httpMethod = "POST"
        request.httpBody = try JSONEncoder().encode(body)
        request.setValue("application/json", forHTTPHeaderField: "content-type")
        request.setValue("Bearer \(bearer)", forHTTPHeaderField: "authorization")
        let (data, answer) = try await URLSession.shared.data(for: request)
        let text = String(decoding: data, as: UTF8.self)
        guard let status = (answer as? HTTPURLResponse)?.statusCode, 200..<300 ~= status else {
            throw Failure(description: "\(path): \(text)")
        }
        return text
    }

    private static func start(_ program: String, _ arguments: [String], output: Pipe) throws -> Process {
        let process = Process()
        process.executableURL = programs.appendingPathComponent(program)
        process.arguments = arguments
        process.standardOutput = output
        process.standardError = FileHandle.nullDevice
        try process.run()
        return process
    }

    private static func run(_ program: String, _ arguments: [String]) throws -> Ran {
        let process = Process()
        let (out, err) = (Pipe(), Pipe())
        process.executableURL = programs.appendingPathComponent(program)
        process.arguments = arguments
        process.standardOutput = out
        process.standardError = err
        try process.run()
        let printed = String(decoding: out.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        let errors = String(decoding: err.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
        process.waitUntilExit()
        return Ran(status: process.terminationStatus, out: printed, err: errors)
    }

    private static func field(_ name: String, of json: String) throws -> String {
        guard let all = json.range(of: #""\#(name)"\s*:\s*"[^"]+""#, options: .regularExpression) else {
            throw Failure(description: "no \(name)")
        }
        return String(json[all].split(separator: "\"", omittingEmptySubsequences: false)[3])
    }

    private static func decoded(_ base64url: String) throws -> Data {
        let standard = base64url.replacingOccurrences(of: "-", with: "+").replacingOccurrences(of: "_", with: "/")
        let padded = standard.padding(toLength: (standard.count + 3) / 4 * 4, withPad: "=", startingAt: 0)
        guard let data = Data(base64Encoded: padded) else { throw Failure(description: "not base64url") }
        return data
    }

    /// Tries until there is an answer; a minute without one is a failure.
    @discardableResult static func eventually<T>(_ what: String, _ ask: () throws -> T?) async throws -> T {
        for _ in 0..<600 {
            if let answer = try ask() { return answer }
            try await Task.sleep(for: .milliseconds(100))
        }
        throw Failure(description: "no \(what)")
    }
}

extension String {
    fileprivate func substring(_ range: Range<String.Index>) -> String { String(self[range]) }
}
