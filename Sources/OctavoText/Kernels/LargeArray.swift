import CKernels
import Glibc

/// Arrays that are looked at all over, or filled at once.
package enum LargeArray {
    /// A copy of an array with capacity for `capacity` elements, in pages as large as the system has them: finding each place's page would take as
    /// long as the rest.
    static func make<Element: BitwiseCopyable>(_ capacity: Int, from old: [Element]) -> [Element] {
        unsafe make(capacity: max(capacity, old.count)) { memory in unsafe memory.initialize(fromContentsOf: old) }
    }

    static func make<Element: BitwiseCopyable>(_ count: Int, filling value: Element) -> [Element] {
        var array: [Element] = make(count, from: [])
        array.append(contentsOf: repeatElement(value, count: count))
        return array
    }

    /// `fill` initialises the memory from its beginning and gives how many elements it did.
    package static func make<Element: BitwiseCopyable>(
        capacity: Int, _ fill: (UnsafeMutableBufferPointer<Element>) -> Int
    ) -> [Element] {
        unsafe Array(unsafeUninitializedCapacity: capacity) { memory, filled in
            unsafe useLargePages(for: UnsafeMutableRawBufferPointer(memory))
            filled = unsafe fill(memory)
        }
    }

    /// Asks for large pages: memory that is filled at once is there after a few of them, where small ones are asked for one by one.
    package static func useLargePages(for memory: UnsafeMutableRawBufferPointer) {
        let page = 1 << 21
        // Whole pages between the first byte and the last; a system that does not do it has small pages, which is no error.
        guard let start = memory.baseAddress else { return }
        let first = (Int(bitPattern: start) + page - 1) & -page
        let end = (Int(bitPattern: start) + memory.count) & -page
        if first < end { unsafe madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE) }
    }

    /// Has the processor get an element before it is asked for.
    @inline(__always)
    static func fetch<Element>(_ array: [Element], _ place: Int) {
        guard place < array.count else { return }
        // Nothing is read.
        unsafe array.withUnsafeBufferPointer { unsafe octavo_fetch($0.baseAddress.unsafelyUnwrapped + place) }
    }
}
