import CLibedit
import Glibc

/// Files that a session keeps: read whole, appended to in one write, replaced in one step.
enum TextFile {
    /// The whole file, or `nil` where it cannot be read.
    static func read(_ path: String) -> [UInt8]? {
        guard let file = unsafe fopen(path, "re") else { return nil }
        defer { _ = unsafe fclose(file) }
        var bytes: [UInt8] = []
        while true {
            // `fread` fills at most the capacity it is given, and returns how much it filled.
            let chunk = unsafe [UInt8](unsafeUninitializedCapacity: 65_536) { buffer, count in
                count = unsafe fread(buffer.baseAddress, 1, 65_536, file)
            }
            if chunk.isEmpty { return unsafe ferror(file) == 0 ? bytes : nil }
            bytes += chunk
        }
    }

    /// Writes all of `bytes`. False if the disk or the quota is full.
    static func write(_ bytes: [UInt8], to descriptor: Int32) -> Bool {
        var offset = 0
        while offset < bytes.count {
            // Within the array, which is alive for the call.
            let count = unsafe bytes[offset...].withUnsafeBytes { unsafe Glibc.write(descriptor, $0.baseAddress, $0.count) }
            if count > 0 { offset += count } else if errno != EINTR { return false }
        }
        return true
    }

    /// Puts `bytes` in place of the file, so that a reader sees the old or the new and a crash leaves one of them.
    static func replace(_ path: String, with bytes: [UInt8]) -> Bool {
        let temporary = "\(path).\(getpid()).new"
        guard let descriptor = openLocked(temporary) else { return false }
        let written = ftruncate(descriptor, 0) == 0 && write(bytes, to: descriptor) && fsync(descriptor) == 0
        close(descriptor)
        // Both paths are strings that live for the call.
        if written, unsafe rename(temporary, path) == 0 { return true }
        remove(temporary)
        return false
    }

    /// A descriptor with an exclusive lock that lasts until it is closed, or `nil`: no such folder, or `waiting` is false and
    /// somebody else has it. Makes the file if there is none, for its owner alone if `isPrivate`. What is written goes to the end.
    static func openLocked(_ path: String, waiting: Bool = true, isPrivate: Bool = true) -> Int32? {
        // The path is a string that lives for the call.
        let descriptor = unsafe octavo_open_locked(path, waiting, isPrivate)
        return descriptor < 0 ? nil : descriptor
    }

    static func exists(_ path: String) -> Bool {
        // The path is a string that lives for the call.
        unsafe access(path, F_OK) == 0
    }

    static func remove(_ path: String) {
        // The path is a string that lives for the call.
        _ = unsafe unlink(path)
    }

    /// What stands in an open file of `end` bytes behind its last line end; `nil` where it cannot be read.
    static func lastLine(of descriptor: Int32, end: off_t) -> [UInt8]? {
        var tail: [UInt8] = []
        var start = end
        while start > 0 {
            let wanted = min(Int(start), 4096)
            start -= off_t(wanted)
            var failed = false
            // `pread` fills at most the capacity it is given, and the count it returns is what was filled.
            let part = unsafe [UInt8](unsafeUninitializedCapacity: wanted) { buffer, count in
                var filled = 0
                while filled < wanted {
                    let read = unsafe pread(
                        descriptor, buffer.baseAddress?.advanced(by: filled), wanted - filled, start + off_t(filled))
                    if read > 0 { filled += read } else if read == 0 || errno != EINTR { break }
                }
                failed = filled < wanted
                count = filled
            }
            if failed { return nil }
            if let lineEnd = part.lastIndex(of: 0x0A) { return part[(lineEnd + 1)...] + tail }
            tail = part + tail
        }
        return tail
    }

    /// An error of the system in its own words.
    static func reason(_ error: Int32) -> String {
        // The text is copied before anything else can ask for one.
        unsafe strerror(error).map { unsafe String(cString: $0) } ?? "error \(error)"
    }

    /// Puts the name of a new file on the disk.
    static func synchroniseFolder(of path: String) {
        let folder = path.lastIndex(of: "/").map { String(path[...$0]) } ?? "."
        // The handle is open until `closedir`.
        guard let handle = unsafe opendir(folder) else { return }
        unsafe fsync(dirfd(handle))
        unsafe closedir(handle)
    }

    /// Makes the folders that lead to `path`, for their owner alone if `isPrivate`.
    static func makeFolder(for path: String, isPrivate: Bool = true) {
        let parts = path.split(separator: "/", omittingEmptySubsequences: false).dropLast()
        var folder = ""
        for part in parts {
            folder += part + "/"
            // The path is a string that lives for the call.
            if !part.isEmpty { _ = unsafe mkdir(folder, isPrivate ? 0o700 : 0o777) }
        }
    }
}
