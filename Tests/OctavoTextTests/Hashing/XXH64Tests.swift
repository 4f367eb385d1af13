import OctavoText
import Testing

@Suite struct XXH64Tests {
    /// The vectors of the reference implementation's own sanity check, and texts whose hashes its users publish.
    @Test(arguments: [
        ("", "ef46db3751d8e999"), ("a", "d24ec4f1a98c6e5b"), ("as", "1c330fb2d66be179"), ("asd", "631c37ce72a97393"),
        ("asdf", "415872f599cea71e"), ("abc", "44bc2cf5ad770999"),
        ("Call me Ishmael. Some years ago--never mind how long precisely-", "02a2e85470d6fd96"),
    ])
    func agreesWithPublishedVectors(text: String, expected: String) {
        #expect(XXH64.hexadecimal(XXH64.hash(text.utf8.span)) == expected)
    }

    @Test func agreesWithTheReferenceSanityBuffer() {
        let prime: UInt32 = 2_654_435_761
        var generator = prime
        var bytes: [UInt8] = []
        for _ in 0..<101 {
            bytes.append(UInt8(generator >> 24))
            generator = generator &* generator
        }
        #expect(XXH64.hash(bytes.span) == 0x0EAB_5433_84F8_78AD)
        #expect(XXH64.hash(bytes.span, seed: UInt64(prime)) == 0xCAA6_5939_306F_1E21)
        let short = Array(bytes.prefix(14))
        #expect(XXH64.hash(short.span) == 0xCFFA_8DB8_81BC_3A3D)
    }

    @Test func doesNotDependOnHowTheBytesArrive() {
        let bytes = (0..<200).map { UInt8(truncatingIfNeeded: $0 &* 37) }
        let whole = XXH64.hash(bytes.span)
        for size in [1, 3, 7, 31, 32, 33, 64, 100] {
            var state = XXH64()
            var start = 0
            while start < bytes.count {
                let part = Array(bytes[start..<min(start + size, bytes.count)])
                state.append(part.span)
                start += size
            }
            #expect(state.finish() == whole, "in parts of \(size)")
        }
    }

    @Test func writesSixteenDigits() {
        #expect(XXH64.hexadecimal(0x2A) == "000000000000002a")
    }
}
