extension Array where Element: BitwiseCopyable {
    /// Adds the elements at once.
    package mutating func append(_ elements: Span<Element>) {
        // The span lends its elements for the call.
        unsafe elements.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
