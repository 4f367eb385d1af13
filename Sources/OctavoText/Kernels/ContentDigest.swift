import CCrypto

/// SHA-256 of bytes, as 64 lower-case hexadecimal digits.
package enum ContentDigest {
    package static func sha256Hex(_ bytes: [UInt8]) -> String {
        unsafe bytes.withUnsafeBytes { unsafe sha256Hex($0) }
    }

    package static func sha256Hex(_ bytes: UnsafeRawBufferPointer) -> String {
        var digest = [UInt8](repeating: 0, count: Int(OCTAVO_SHA256_BYTES))
        // `digest` has room for the 32 bytes; without memory for libcrypto's state the plain loop, which needs none, does it.
        if unsafe !octavo_sha256_of(bytes.baseAddress, bytes.count, &digest) {
            unsafe octavo_sha256_plain(bytes.baseAddress, bytes.count, &digest)
        }
        return hexadecimal(digest)
    }

    static func hexadecimal(_ bytes: [UInt8]) -> String {
        let digits = Array("0123456789abcdef".utf8)
        var text: [UInt8] = []
        text.reserveCapacity(bytes.count * 2)
        for byte in bytes {
            text.append(digits[Int(byte >> 4)])
            text.append(digits[Int(byte & 15)])
        }
        return String(decoding: text, as: UTF8.self)
    }
}

/// A SHA-256 that is fed piece by piece. A class because it owns libcrypto's state; used by one thread at a time.
@safe package final class StreamingDigest {
    private var state: OpaquePointer?

    /// `nil` when memory is out.
    package init?() {
        guard let state = unsafe octavo_sha256_new() else { return nil }
        unsafe self.state = state
    }

    package func update(_ bytes: UnsafeRawBufferPointer) {
        // The state lives until `finish`, which nobody calls twice with effect.
        if let state = unsafe state { unsafe octavo_sha256_update(state, bytes.baseAddress, bytes.count) }
    }

    /// The digest of all that was fed; later calls give the digest of nothing.
    package func finish() -> String {
        var digest = [UInt8](repeating: 0, count: Int(OCTAVO_SHA256_BYTES))
        guard let state = unsafe state else { return ContentDigest.sha256Hex([]) }
        // `digest` has room for the 32 bytes, and the state is given back exactly once.
        unsafe octavo_sha256_finish(state, &digest)
        unsafe self.state = nil
        return ContentDigest.hexadecimal(digest)
    }

    deinit {
        // Null after `finish`, which the function accepts.
        unsafe octavo_sha256_free(state)
    }
}
