import Glibc

enum ByteComparison {
    static func areEqual<Element: FixedWidthInteger & BitwiseCopyable>(_ one: Span<Element>, _ other: Span<Element>) -> Bool {
        guard one.count == other.count else { return false }
        // Both lend as many whole numbers.
        return unsafe one.withUnsafeBufferPointer { first in
            unsafe other.withUnsafeBufferPointer { second in
                guard let first = first.baseAddress, let second = second.baseAddress else { return true }
                return unsafe memcmp(first, second, one.count * MemoryLayout<Element>.stride) == 0
            }
        }
    }
}
