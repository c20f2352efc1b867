import Foundation
import LiangzhengCore

/// The set-up of a phone that no authority answers.
func lonePhone(_ folder: URL) -> Setup {
    // The public key of RFC 8032, section 7.1, test 1: a key that nobody here signs with.
    let root = Data(base64Encoded: "11qYAYKxCrfVS/7TyWQHOg7hcvPapiMlrwIaaPcHURo=") ?? Data()
    return Setup(
        folder: folder.appendingPathComponent("phone").path, authority: "http://127.0.0.1:9",
        environment: .development, trustRoots: [root], tlsRoots: nil,
        language: .en, bootId: nil, appVersion: 1, deviceName: "Phone", clock: nil)
}

/// Work in a folder of its own, which goes with it.
func inFolder(_ work: (URL) async throws -> Void) async throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("liangzheng-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try await work(folder)
}

/// A key store as the Keychain would be, with a fault on demand.
final class MapSecrets: Secrets, @unchecked Sendable {
    private let lock = NSLock()
    private var kept: [String: Data] = [:]
    private let trouble: (any Error)?

    init(trouble: (any Error)? = nil) { self.trouble = trouble }

    var entries: [String: Data] { lock.withLock { kept } }

    func get(name: String) throws -> Data? {
        if let trouble { throw trouble }
        return lock.withLock { kept[name] }
    }

    func put(name: String, secret: Data) throws {
        if let trouble { throw trouble }
        lock.withLock { kept[name] = secret }
    }

    func remove(name: String) throws { lock.withLock { kept[name] = nil } }
}
