import Glibc
import Testing

/// This project's own files, for the tests that read the sources.
package enum Project {
    /// The folder that holds `Package.swift`.
    package static let root: String = {
        // The real path, so that a package that links to these folders still finds the manifest beside them.
        let file = unsafe realpath(#filePath, nil)
        defer { unsafe free(file) }
        let path = unsafe file.map { unsafe String(cString: $0) } ?? #filePath
        return "/" + path.split(separator: "/").dropLast(3).joined(separator: "/")
    }()

    package struct File: Sendable, CustomTestStringConvertible {
        /// Relative to the root.
        package let path: String
        package let lines: [Substring]

        package var testDescription: String { path }
        /// `Sources/OctavoTable/Storage/Buffer.swift` lies in `OctavoTable`.
        package var target: String { path.split(separator: "/").dropFirst().first.map(String.init) ?? "" }
    }

    /// Every file below `folder` whose name ends in one of `endings`, by path.
    package static func files(in folder: String, endings: [String] = [".swift"]) -> [File] {
        names(in: root + "/" + folder).flatMap { name, isFolder -> [File] in
            let path = folder + "/" + name
            if isFolder { return name.hasPrefix(".") ? [] : files(in: path, endings: endings) }
            guard endings.contains(where: name.hasSuffix) else { return [] }
            return [File(path: path, lines: text(path).split(separator: "\n", omittingEmptySubsequences: false))]
        }
    }

    /// The text of a file; empty where there is none.
    package static func text(_ path: String) -> String {
        guard let file = unsafe fopen(root + "/" + path, "r") else { return "" }
        defer { unsafe fclose(file) }
        var bytes: [UInt8] = []
        var chunk = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe fread(&chunk, 1, chunk.count, file)
            if count == 0 { break }
            bytes += chunk[..<count]
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    private static func names(in folder: String) -> [(name: String, isFolder: Bool)] {
        guard let stream = unsafe opendir(folder) else { return [] }
        defer { unsafe closedir(stream) }
        var found: [(String, Bool)] = []
        while let entry = unsafe readdir(stream) {
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) { pointer in
                unsafe pointer.withMemoryRebound(to: CChar.self, capacity: 256) { unsafe String(cString: $0) }
            }
            var record = stat()
            guard name != ".", name != "..", unsafe stat(folder + "/" + name, &record) == 0 else { continue }
            found.append((name, record.st_mode & S_IFMT == S_IFDIR))
        }
        return found.sorted { $0.0 < $1.0 }
    }

    /// Replaces a file's text.
    package static func write(_ text: String, to path: String) {
        guard let file = unsafe fopen(root + "/" + path, "w") else { return }
        defer { unsafe fclose(file) }
        unsafe fputs(text, file)
    }
}
