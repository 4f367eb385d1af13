/// The bytes of one file in any order; used by several threads at once.
package protocol FileParts: Sendable {
    var byteCount: Int { get }
    /// What `FileAccess.stamp` gave when the file was opened.
    var stamp: String { get }
    /// Bytes `range`, which lies in the file, at memory aligned for 8-byte values where the range is.
    func bytes(_ range: Range<Int>) throws -> Buffer<UInt8>
}

extension FileAccess {
    /// The whole file in memory, for systems that offer no better.
    package func parts(of path: String) throws -> any FileParts {
        MemoryParts(bytes: try contents(of: path).bytes, stamp: try stamp(of: path))
    }
}

/// A file whose bytes are in memory.
package struct MemoryParts: FileParts {
    private let bytes: Buffer<UInt8>
    package let stamp: String
    package var byteCount: Int { bytes.count }

    package init(bytes: Buffer<UInt8>, stamp: String) {
        self.bytes = bytes
        self.stamp = stamp
    }

    package func bytes(_ range: Range<Int>) -> Buffer<UInt8> { bytes.slice(range) }
}
