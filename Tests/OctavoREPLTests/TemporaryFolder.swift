import Glibc

/// A folder of a test's own, gone when it is.
final class TemporaryFolder: Sendable {
    struct Failed: Error {}

    let path: String

    init() throws {
        var name = Array("/tmp/octavo-test-XXXXXX".utf8CString)
        guard unsafe mkdtemp(&name) != nil else { throw Failed() }
        path = String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    deinit { remove(path) }

    var names: [String] { Self.names(path).sorted() }

    func write(_ bytes: [UInt8], to name: String) throws {
        guard let file = unsafe fopen(path + "/" + name, "w") else { throw Failed() }
        defer { _ = unsafe fclose(file) }
        guard unsafe fwrite(bytes, 1, bytes.count, file) == bytes.count else { throw Failed() }
    }

    func read(_ name: String) throws -> String {
        guard let file = unsafe fopen(path + "/" + name, "r") else { throw Failed() }
        defer { _ = unsafe fclose(file) }
        var bytes: [UInt8] = []
        while case let byte = unsafe fgetc(file), byte != EOF { bytes.append(UInt8(truncatingIfNeeded: byte)) }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func names(_ path: String) -> [String] {
        guard let folder = unsafe opendir(path) else { return [] }
        defer { _ = unsafe closedir(folder) }
        var names: [String] = []
        while let entry = unsafe readdir(folder) {
            let name = unsafe withUnsafeBytes(of: &entry.pointee.d_name) { bytes in
                unsafe String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
            }
            if name != ".", name != ".." { names.append(name) }
        }
        return names
    }

    private func remove(_ path: String) {
        for name in Self.names(path) { remove(path + "/" + name) }
        _ = unsafe Glibc.remove(path)
    }
}
