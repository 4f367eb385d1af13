import CKernels
import Glibc

/// Arrays that are looked at all over.
enum LargeArray {
    /// A copy of an array with capacity for `capacity` elements, in pages as large as the system has them: finding each place's page would take as
    /// long as the rest.
    static func make<Element: BitwiseCopyable>(_ capacity: Int, from old: [Element]) -> [Element] {
        let page = 1 << 21
        return unsafe Array(unsafeUninitializedCapacity: max(capacity, old.count)) { memory, filled in
            // Whole pages between the first element and the last; a system that does not do it has small pages, which is no error.
            if let start = memory.baseAddress {
                let first = (Int(bitPattern: start) + page - 1) & -page
                let end = (Int(bitPattern: start) + memory.count * MemoryLayout<Element>.stride) & -page
                if first < end { unsafe madvise(UnsafeMutableRawPointer(bitPattern: first), end - first, MADV_HUGEPAGE) }
            }
            filled = unsafe memory.initialize(fromContentsOf: old)
        }
    }

    static func make<Element: BitwiseCopyable>(_ count: Int, filling value: Element) -> [Element] {
        var array: [Element] = make(count, from: [])
        array.append(contentsOf: repeatElement(value, count: count))
        return array
    }

    /// Has the processor get an element before it is asked for.
    @inline(__always)
    static func fetch<Element>(_ array: [Element], _ place: Int) {
        guard place < array.count else { return }
        // Nothing is read.
        unsafe array.withUnsafeBufferPointer { unsafe octavo_fetch($0.baseAddress.unsafelyUnwrapped + place) }
    }
}
