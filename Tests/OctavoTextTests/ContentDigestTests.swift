import CCrypto
import OctavoText
import Testing

@Suite struct ContentDigestTests {
    /// FIPS 180-4's own examples, and the empty text.
    @Test(arguments: [
        ("", "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855"),
        ("abc", "ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"),
        (
            "abcdbcdecdefdefgefghfghighijhijkijkljklmklmnlmnomnopnopq",
            "248d6a61d20638b8e5c026930c3e6039a33ce45964ff2167f6ecedd419db06c1"
        ),
    ])
    func givesThePublishedDigests(text: String, digest: String) {
        #expect(ContentDigest.sha256Hex(Array(text.utf8)) == digest)
    }

    @Test func givesThePublishedDigestOfAMillionLetters() {
        let bytes = [UInt8](repeating: 0x61, count: 1_000_000)
        #expect(ContentDigest.sha256Hex(bytes) == "cdc76e5c9914fb9281a1c7e284d73e67f1809a48a497200e046d39ccc7112cd0")
    }

    /// 4096 is where libcrypto takes over from the plain loop; 55, 56 and 64 are where the padding changes.
    @Test(arguments: [0, 1, 55, 56, 57, 63, 64, 65, 119, 120, 127, 128, 4095, 4096, 4097, 10_000])
    func givesTheSameByLibcryptoAndByThePlainLoop(count: Int) {
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 31 &+ 7) }
        var plain = [UInt8](repeating: 0, count: 32)
        unsafe octavo_sha256_plain(bytes, bytes.count, &plain)
        var fed = [UInt8](repeating: 0, count: 32)
        let state = unsafe octavo_sha256_new()
        if let state = unsafe state {
            // In pieces of uneven size, so that blocks are split in every way.
            var at = 0
            var size = 1
            while at < count {
                let end = min(at + size, count)
                unsafe bytes[at..<end].withUnsafeBytes { unsafe octavo_sha256_update(state, $0.baseAddress, $0.count) }
                at = end
                size = size % 97 + 13
            }
            unsafe octavo_sha256_finish(state, &fed)
        }
        #expect(fed == plain)
        let hex = plain.map { String($0 >> 4, radix: 16) + String($0 & 15, radix: 16) }.joined()
        #expect(ContentDigest.sha256Hex(bytes) == hex)
    }
}
