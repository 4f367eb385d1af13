import Glibc
import OctavoSource
import OctavoSystem
import OctavoTable
import Testing

/// A folder of its own for one test, gone with the last reference.
final class Scratch: Sendable {
    let path: String

    init() {
        var name = Array("/tmp/octavo-test-XXXXXX".utf8CString)
        path =
            unsafe mkdtemp(&name) == nil ? "/tmp" : String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
        precondition(path != "/tmp", "no temporary folder for a test")
    }

    deinit { Self.remove(path) }

    func callAsFunction(_ name: String) -> String { path + "/" + name }

    @discardableResult func file(_ name: String, _ text: String = "") -> String { file(name, Array(text.utf8)) }

    @discardableResult func file(_ name: String, _ bytes: [UInt8]) -> String {
        let path = self(name)
        folder(String(name.split(separator: "/").dropLast().joined(separator: "/")))
        let descriptor = unsafe open(path, O_WRONLY | O_CREAT | O_TRUNC, 0o644)
        var written = 0
        while written < bytes.count {
            written += unsafe bytes[written...].withUnsafeBytes { unsafe max(write(descriptor, $0.baseAddress, $0.count), 0) }
        }
        close(descriptor)
        return path
    }

    func folder(_ name: String) {
        var current = path
        for part in name.split(separator: "/") {
            current += "/" + part
            _ = unsafe mkdir(current, 0o755)
        }
    }

    func link(_ name: String, to target: String) { _ = unsafe symlink(target, self(name)) }

    func text(_ name: String) -> String? {
        let descriptor = unsafe open(self(name), O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes = [UInt8](repeating: 0, count: 1 << 16)
        let count = unsafe bytes.withUnsafeMutableBytes { unsafe read(descriptor, $0.baseAddress, $0.count) }
        return count < 0 ? nil : String(decoding: bytes[..<count], as: UTF8.self)
    }

    func setMode(_ path: String, _ mode: mode_t) { precondition(unsafe chmod(path, mode) == 0, "the mode of a test's file") }

    func mode(_ name: String) -> mode_t {
        var record = stat()
        return unsafe stat(self(name), &record) == 0 ? record.st_mode & 0o7777 : 0
    }

    func isLink(_ name: String) -> Bool {
        var record = stat()
        return unsafe lstat(self(name), &record) == 0 && record.st_mode & S_IFMT == S_IFLNK
    }

    private static func remove(_ path: String) {
        if unsafe unlink(path) == 0 { return }
        if let stream = unsafe opendir(path) {
            var names: [String] = []
            while let entry = unsafe readdir(stream) {
                let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                    unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
                }
                if name != ".", name != ".." { names.append(name) }
            }
            unsafe closedir(stream)
            for name in names { remove(path + "/" + name) }
        }
        _ = unsafe rmdir(path)
    }
}

/// Root may read and write everything; a test of permissions becomes somebody else first, in a process of its own.
func becomeOrdinary() {
    if geteuid() == 0 { precondition(setegid(65_534) == 0 && seteuid(65_534) == 0, "another user for a test") }
}

/// The diagnostic that `body` ends in.
func problem(_ body: () throws -> Void) -> Diagnostic? {
    do {
        try body()
        return nil
    } catch {
        return error as? Diagnostic
    }
}

extension SystemFiles {
    func text(_ path: String) throws -> String { String(decoding: try contents(of: path).bytes.array, as: UTF8.self) }

    func write(_ path: String, text: String) throws { try write(path, bytes: Array(text.utf8)) }
}
