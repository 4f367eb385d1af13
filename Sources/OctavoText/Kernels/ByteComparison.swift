import Glibc

enum ByteComparison {
    static func areEqual(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
        guard one.count == other.count else { return false }
        // Both lend as many bytes.
        return unsafe one.withUnsafeBufferPointer { first in
            unsafe other.withUnsafeBufferPointer { second in
                guard let first = first.baseAddress, let second = second.baseAddress else { return true }
                return unsafe memcmp(first, second, one.count) == 0
            }
        }
    }
}
