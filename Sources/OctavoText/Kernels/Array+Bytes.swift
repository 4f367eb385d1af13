extension [UInt8] {
    /// Adds the bytes at once.
    package mutating func append(_ bytes: Span<UInt8>) {
        // The span lends its bytes for the call.
        unsafe bytes.withUnsafeBufferPointer { unsafe append(contentsOf: $0) }
    }
}
