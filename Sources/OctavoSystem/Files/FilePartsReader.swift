import Glibc
import OctavoSource
import OctavoTable

/// Parts of an open regular file, each read into memory of its own; see `FileReader` for why the file is not mapped.
final class FilePartsReader: FileParts {
    private let file: FileDescriptor
    private let path: String
    private let identity: FileStatus.Identity

    let byteCount: Int
    var stamp: String { identity.stamp }

    init(_ file: FileDescriptor, _ status: FileStatus, path: String) {
        self.file = file
        self.path = path
        identity = status.identity
        byteCount = status.byteCount
    }

    func bytes(_ range: Range<Int>) throws -> Buffer<UInt8> {
        var filled = 0
        let bytes = unsafe try Buffer<UInt8>(count: range.count) { target in
            // The target has room for the range; what the file does not fill is never handed out.
            guard let count = unsafe file.read(into: UnsafeMutableRawBufferPointer(target), at: range.lowerBound) else {
                throw FileProblem.reading(path, errno)
            }
            filled = count
        }
        // Asked after reading: bytes that were changed before are not what the metadata described.
        guard filled == range.count, FileStatus(descriptor: file.number)?.identity == identity else {
            throw Diagnostic.fileChanged(path)
        }
        return bytes
    }
}
