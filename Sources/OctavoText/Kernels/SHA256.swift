import CCrypto

/// SHA-256 and HMAC-SHA-256 of short runs of bytes.
package enum SHA256 {
    /// The digest's 32 bytes.
    package static func digest(_ bytes: [UInt8]) -> [UInt8] {
        var digest = [UInt8](repeating: 0, count: Int(OCTAVO_SHA256_BYTES))
        // The C side reads the one array and fills the other.
        unsafe octavo_sha256_plain(bytes, bytes.count, &digest)
        return digest
    }

    /// RFC 2104: 32 bytes that nobody without the key can make.
    package static func authenticationCode(_ bytes: [UInt8], key: [UInt8]) -> [UInt8] {
        var block = key.count > 64 ? digest(key) : key
        block += [UInt8](repeating: 0, count: 64 - block.count)
        return digest(block.map { $0 ^ 0x5C } + digest(block.map { $0 ^ 0x36 } + bytes))
    }
}
