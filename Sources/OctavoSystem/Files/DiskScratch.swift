import Glibc
import OctavoSource
package import OctavoTable
import Synchronization

/// A scratch file on disk. It never has a name, or loses it before anything is written, so the system frees it with the last
/// descriptor: after success, an error, an interrupt or a kill alike.
final class DiskScratch: ScratchFile {
    private let file: FileDescriptor
    private let folder: String
    private let end = Mutex<Int>(0)

    static let pageSize = max(Int(sysconf(Int32(_SC_PAGESIZE))), 1)
    /// Bytes behind every part that may be read, as `BufferMemory` promises.
    private static let padding = 64

    init() throws {
        folder = Self.folder()
        guard let file = Self.unnamed(in: folder) else { throw Self.failed(folder, errno) }
        self.file = file
    }

    func append(_ bytes: UnsafeRawBufferPointer) throws -> Int {
        let pages = (bytes.count + Self.padding + Self.pageSize - 1) / Self.pageSize
        let start = end.withLock { end in
            defer { end += pages * Self.pageSize }
            return end
        }
        // The caller's bytes live for the call.
        guard unsafe file.write(bytes, at: start) else { throw Self.failed(folder, errno) }
        return start
    }

    func contents(_ range: Range<Int>) throws -> BufferMemory {
        let memory = BufferMemory(byteCount: range.count)
        // The first bytes of the memory, which has room for the range.
        let part = unsafe UnsafeMutableRawBufferPointer(rebasing: memory.bytes[..<range.count])
        guard let count = unsafe file.read(into: part, at: range.lowerBound), count == range.count else {
            throw Self.failed(folder, errno)
        }
        return memory
    }

    func mapped(_ range: Range<Int>) throws -> BufferMemory {
        let size = (range.count + Self.padding + Self.pageSize - 1) / Self.pageSize * Self.pageSize
        // The file reaches as far as what is mapped, and nobody else can shorten a file without a name.
        try end.withLock { end in if ftruncate(file.number, end) != 0 { throw Self.failed(folder, errno) } }
        guard let start = unsafe mmap(nil, size, PROT_READ, MAP_SHARED, file.number, range.lowerBound),
            unsafe start != MAP_FAILED
        else { throw Self.failed(folder, errno) }
        return unsafe BufferMemory(UnsafeMutableRawBufferPointer(start: start, count: size)) { bytes in
            unsafe _ = munmap(bytes.baseAddress, bytes.count)
        }
    }

    // MARK: - Where

    /// `TMPDIR`; else the folder for large temporary files, since `/tmp` is often memory itself.
    private static func folder() -> String {
        if let folder = SystemEnvironment.value(of: "TMPDIR"), !folder.isEmpty { return folder }
        return unsafe access("/var/tmp", W_OK) == 0 ? "/var/tmp" : "/tmp"
    }

    /// A file that no name leads to, for reading and writing; `nil` with `errno` set.
    static func unnamed(in folder: String = folder()) -> FileDescriptor? {
        // O_TMPFILE, which Swift does not import: made without a name from the start.
        if let file = FileDescriptor(folder, O_RDWR | O_DIRECTORY | 0o20_000_000, mode: 0o600) { return file }
        // File systems that have no such files. Whoever was killed between the next two calls left an empty file.
        TemporaryFiles.removeAbandoned(in: folder)
        for attempt in 0..<1000 {
            if let (path, file) = TemporaryFiles.make(in: folder, attempt) {
                unsafe unlink(path)
                return file
            }
            if errno != EEXIST { return nil }
        }
        return nil
    }

    private static func failed(_ folder: String, _ code: Int32) -> Diagnostic { FileProblem.settingAside(folder, code) }
}

extension SystemFiles {
    package func scratch() throws -> any ScratchFile { try DiskScratch() }
}
