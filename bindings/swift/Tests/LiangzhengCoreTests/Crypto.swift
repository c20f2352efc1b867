import Foundation
import LiangzhengCore

/// The system's OpenSSL, found at run time: an independent maker of P-256 keys and of hashes. Tests alone use it.
struct OpenSSL: @unchecked Sendable {
    typealias Pointer = OpaquePointer

    private typealias NewKey = @convention(c) (Int32) -> Pointer?
    private typealias Generate = @convention(c) (Pointer) -> Int32
    private typealias PublicPoint = @convention(c) (Pointer) -> Pointer?
    private typealias Group = @convention(c) (Pointer) -> Pointer?
    private typealias PointBytes =
        @convention(c) (Pointer, Pointer, Int32, UnsafeMutablePointer<UInt8>?, Int, Pointer?) -> Int
    private typealias Sign =
        @convention(c) (
            Int32, UnsafePointer<UInt8>, Int32, UnsafeMutablePointer<UInt8>, UnsafeMutablePointer<UInt32>, Pointer
        ) -> Int32
    private typealias Digest =
        @convention(c) (UnsafePointer<UInt8>, Int, UnsafeMutablePointer<UInt8>) -> UnsafeMutablePointer<UInt8>?

    static let shared = OpenSSL()

    private let library = dlopen("libcrypto.so.3", RTLD_NOW)

    private func symbol<T>(_ name: String, _ type: T.Type) throws -> T {
        guard let library, let found = dlsym(library, name) else {
            throw Town.Failure(description: "no \(name) in libcrypto.so.3")
        }
        return unsafeBitCast(found, to: T.self)
    }

    func sha256(_ data: Data) throws -> Data {
        var digest = [UInt8](repeating: 0, count: 32)
        _ = try symbol("SHA256", Digest.self)([UInt8](data), data.count, &digest)
        return Data(digest)
    }

    /// A fresh P-256 key; it lives as long as the tests run.
    func newKey() throws -> Pointer {
        guard let key = try symbol("EC_KEY_new_by_curve_name", NewKey.self)(415),
            try symbol("EC_KEY_generate_key", Generate.self)(key) == 1
        else { throw Town.Failure(description: "no P-256 key") }
        return key
    }

    /// Its public half: 04, x, y.
    func publicBytes(_ key: Pointer) throws -> Data {
        guard let point = try symbol("EC_KEY_get0_public_key", PublicPoint.self)(key),
            let group = try symbol("EC_KEY_get0_group", Group.self)(key)
        else { throw Town.Failure(description: "no public key") }
        var bytes = [UInt8](repeating: 0, count: 65)
        let uncompressed: Int32 = 4
        let length = try symbol("EC_POINT_point2oct", PointBytes.self)(group, point, uncompressed, &bytes, 65, nil)
        guard length == 65 else { throw Town.Failure(description: "a public key of \(length) bytes") }
        return Data(bytes)
    }

    /// ECDSA over SHA-256, as DER, with any S.
    func sign(_ message: Data, _ key: Pointer) throws -> Data {
        var signature = [UInt8](repeating: 0, count: 80)
        var length: UInt32 = 0
        guard
            try symbol("ECDSA_sign", Sign.self)(0, [UInt8](try sha256(message)), 32, &signature, &length, key) == 1
        else { throw Town.Failure(description: "no signature") }
        return Data(signature.prefix(Int(length)))
    }
}

/// P-256 keys as the Secure Enclave keeps them: made and used by name, never handed out. Misbehaves when told.
final class ChipKeys: HolderKey, @unchecked Sendable {
    /// What replaces the honest signature of a message.
    typealias Answer = @Sendable (_ honest: Data, _ key: OpenSSL.Pointer) throws -> Data

    private let lock = NSLock()
    private var keys: [String: OpenSSL.Pointer] = [:]
    private var answer: Answer?
    private var signed: [String] = []
    private let refusal: (any Error)?
    private let signsOften: Bool

    init(signsOften: Bool = true, refusal: (any Error)? = nil, answer: Answer? = nil) {
        self.signsOften = signsOften
        self.refusal = refusal
        self.answer = answer
    }

    var names: Set<String> { lock.withLock { Set(keys.keys) } }

    /// Names of the keys that signed since the last look.
    func takeUsed() -> [String] {
        lock.withLock {
            defer { signed = [] }
            return signed
        }
    }

    /// Those of them that are shown, to police or firms: no key of requests.
    func takeSignedCodes() -> [String] { takeUsed().filter { $0.hasPrefix("present-") } }

    func setAnswer(_ answer: Answer?) { lock.withLock { self.answer = answer } }

    func find(name: String) throws -> HardwareKey? {
        guard let key = lock.withLock({ keys[name] }) else { return nil }
        return try facts(key)
    }

    func create(name: String, challenge: Data) throws -> HardwareKey {
        if let refusal { throw refusal }
        let key = try OpenSSL.shared.newKey()
        lock.withLock { keys[name] = key }
        return try facts(key)
    }

    func sign(name: String, message: Data) throws -> Data {
        let (key, answer) = lock.withLock {
            signed.append(name)
            return (keys[name], self.answer)
        }
        guard let key else { throw KeyTrouble.NotFound }
        let honest = try OpenSSL.shared.sign(message, key)
        return try answer?(honest, key) ?? honest
    }

    func remove(name: String) throws { lock.withLock { keys[name] = nil } }

    private func facts(_ key: OpenSSL.Pointer) throws -> HardwareKey {
        HardwareKey(
            curve: .p256, publicBytes: try OpenSSL.shared.publicBytes(key), level: .secureElement, attestation: nil,
            signsOften: signsOften)
    }
}
