extension FileAccess {
    /// Writes these bytes as the whole file; as safe against a crash as `write(_:_:)`.
    package func write(_ path: String, bytes: [UInt8]) throws {
        unsafe try write(path) { append in
            // The array is alive during the call, and `append` keeps no pointer.
            unsafe try bytes.withUnsafeBytes { unsafe try append($0) }
        }
    }

    /// Holds the bytes until their path is known.
    package func write(
        in folder: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> String?
    ) throws {
        var bytes: [UInt8] = []
        guard let path = unsafe try body({ unsafe bytes.append(contentsOf: $0) }) else { return }
        try write(path, bytes: bytes)
    }
}
