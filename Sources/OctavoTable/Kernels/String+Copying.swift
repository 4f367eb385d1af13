extension String {
    /// A copy of UTF-8 bytes; any that are no UTF-8 become U+FFFD.
    package init(copying text: Span<UInt8>) {
        // The bytes are borrowed for the call.
        self = unsafe text.withUnsafeBufferPointer { unsafe String(decoding: $0, as: UTF8.self) }
    }
}
