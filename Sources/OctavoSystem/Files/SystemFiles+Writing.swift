import Glibc
import OctavoSource
import Synchronization

extension SystemFiles {
    /// Folders on the way that are missing are made. A symbolic link stays one, and what it points to is written. A pipe or device
    /// is written to directly.
    package func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        if path == "-" {
            throw Diagnostic(
                "file-not-writable", "cannot write to `-`: that is standard input", help: ["a cell's output is what it shows"])
        }
        let real = try sandbox.real(path)
        let old = FileStatus(path: real)
        if path.utf8.last == 0x2F || old?.kind == .folder { throw FileProblem.writing(path, EISDIR) }
        if old?.kind == .other {
            guard let file = FileDescriptor(real, O_WRONLY | O_NOFOLLOW) else { throw FileProblem.writing(path, errno) }
            return unsafe try fill(file, path, body)
        }
        // A rename asks only whether the folder may be written; a file that is protected stays as it is.
        if old != nil, !Self.mayWrite(real) { throw FileProblem.writing(path, errno) }
        let folder = PathText.folder(of: real)
        try withFolder(folder, for: path) { unsafe try replace(real, in: folder, old, path, body) }
    }

    private func replace(
        _ real: String, in folder: String, _ old: FileStatus?, _ path: String,
        _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        if cleaned.withLock({ $0.insert(folder).inserted }) { TemporaryFiles.removeAbandoned(in: folder) }
        let (temporary, file) = try makeTemporary(in: folder, for: path)
        do {
            if let old, fchmod(file.number, old.mode) != 0 { throw FileProblem.writing(path, errno) }
            unsafe try fill(file, path, body)
            // Before the rename, so that after a power cut the name does not lead to a file without content.
            if fsync(file.number) != 0 { throw FileProblem.writing(path, errno) }
            if unsafe rename(temporary, real) != 0 { throw FileProblem.writing(path, errno) }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
        // The rename itself is on the disk once the folder is; a file system that cannot do this has said nothing wrong.
        if let opened = FileDescriptor(folder, O_RDONLY | O_DIRECTORY) { fsync(opened.number) }
    }

    /// A file of this name that is there already, such as another process's with the same content, is replaced by the new one.
    package func write(
        in folder: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> String?
    ) throws {
        let real = try sandbox.real(folder)
        try makeFolders(real, for: folder)
        if cleaned.withLock({ $0.insert(real).inserted }) { TemporaryFiles.removeAbandoned(in: real) }
        let (temporary, file) = try makeTemporary(in: real, for: folder)
        do {
            var path: String?
            try unsafe withoutActuallyEscaping(body) { body in
                try unsafe fill(file, folder) { append in path = try unsafe body(append) }
            }
            guard let path else {
                unsafe unlink(temporary)
                return
            }
            let target = try sandbox.real(path)
            // As above: the bytes before the name, the name before anybody relies on it.
            if fsync(file.number) != 0 { throw FileProblem.writing(path, errno) }
            if unsafe rename(temporary, target) != 0 { throw FileProblem.writing(path, errno) }
            if let opened = FileDescriptor(real, O_RDONLY | O_DIRECTORY) { fsync(opened.number) }
        } catch {
            unsafe unlink(temporary)
            throw error
        }
    }

    /// The file gets its name by a link, which fails where there is one already.
    package func create(_ path: String, bytes: [UInt8]) throws -> Bool {
        let real = try sandbox.real(path)
        if FileStatus(path: real) != nil { return false }
        let folder = PathText.folder(of: real)
        return try withFolder(folder, for: path) { try link(bytes, to: real, in: folder, path) }
    }

    private func link(_ bytes: [UInt8], to real: String, in folder: String, _ path: String) throws -> Bool {
        let (temporary, file) = try makeTemporary(in: folder, for: path)
        defer { unsafe unlink(temporary) }
        // The array is alive for the call.
        unsafe try fill(file, path) { append in unsafe try bytes.withUnsafeBytes { unsafe try append($0) } }
        if fsync(file.number) != 0 { throw FileProblem.writing(path, errno) }
        if unsafe Glibc.link(temporary, real) != 0 {
            if errno == EEXIST { return false }
            // A file system without links: nothing better than the look at the beginning.
            if unsafe rename(temporary, real) != 0 { throw FileProblem.writing(path, errno) }
        }
        if let opened = FileDescriptor(folder, O_RDONLY | O_DIRECTORY) { fsync(opened.number) }
        return true
    }

    /// The real path of a file for a library that opens files by itself. One that `isWritten` may not exist yet; its folders are made.
    package func location(_ path: String, isWritten: Bool) throws -> String {
        let real = try sandbox.real(path)
        let status = FileStatus(path: real)
        if status?.kind == .folder { throw FileProblem.isFolder(path) }
        if status == nil {
            guard isWritten else { throw notFound(path) }
            try makeFolders(PathText.folder(of: real), for: path)
        }
        return real
    }

    /// Removes a file, or a link and not what it points to.
    package func remove(_ path: String) throws {
        // The sandbox resolves links, so that of the folder is asked and the last part kept.
        let folder = try sandbox.real(PathText.folder(of: path))
        if unsafe unlink(PathText.join(folder, PathText.lastPart(of: path))) != 0 { throw FileProblem.writing(path, errno) }
    }

    /// Whether an existing file could be written now: neither it nor its folder is protected.
    package func isWritable(_ path: String) -> Bool {
        guard let real = try? sandbox.real(path), FileStatus(path: real) != nil else { return false }
        return Self.mayWrite(real) && Self.mayWrite(PathText.folder(of: real))
    }

    private static func mayWrite(_ real: String) -> Bool { unsafe faccessat(AT_FDCWD, real, W_OK, AT_EACCESS) == 0 }

    /// Hands `body` a function that collects small pieces into few writes.
    private func fill(
        _ file: FileDescriptor, _ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void
    ) throws {
        let largestPending = 1 << 18
        var pending: [UInt8] = []
        func flush() throws {
            // The array is alive for the call.
            let written = unsafe pending.withUnsafeBytes { unsafe file.write($0) }
            pending.removeAll(keepingCapacity: true)
            if !written { throw FileProblem.writing(path, errno) }
        }
        unsafe try body { bytes in
            if bytes.count >= largestPending {
                try flush()
                // The caller's bytes live until this returns.
                if unsafe !file.write(bytes) { throw FileProblem.writing(path, errno) }
                return
            }
            unsafe pending.append(contentsOf: bytes)
            if pending.count >= largestPending { try flush() }
        }
        try flush()
    }

    private func makeTemporary(in folder: String, for path: String) throws -> (String, FileDescriptor) {
        for attempt in 0..<1000 {
            if let made = TemporaryFiles.make(in: folder, attempt) { return made }
            if errno != EEXIST { throw FileProblem.writing(path, errno) }
        }
        throw FileProblem.writing(path, EEXIST)
    }

    /// Makes the folders on the way that are missing; where `body` fails, those go again.
    private func withFolder<Result>(_ folder: String, for path: String, _ body: () throws -> Result) throws -> Result {
        let made = try makeFolders(folder, for: path)
        do {
            return try body()
        } catch {
            // One that another process has put something into stays.
            for folder in made.reversed() { unsafe rmdir(folder) }
            throw error
        }
    }

    /// Gives those that were missing, the outermost first.
    @discardableResult private func makeFolders(_ folder: String, for path: String) throws -> [String] {
        var missing: [String] = []
        var existing = folder
        while FileStatus(path: existing) == nil, existing != "/" {
            missing.append(existing)
            existing = PathText.folder(of: existing)
        }
        for folder in missing.reversed() where unsafe mkdir(folder, 0o777) != 0 && errno != EEXIST {
            throw FileProblem.writing(path, errno)
        }
        return missing.reversed()
    }
}
