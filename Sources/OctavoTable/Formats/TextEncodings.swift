import OctavoSource

/// How a file's text is encoded, by its first bytes.
enum TextEncodings {
    /// How many bytes of a mark to skip. Throws for UTF-16 and UTF-32, which no reader here takes.
    static func markLength(_ bytes: Buffer<UInt8>, path: String) throws -> Int {
        let first = bytes.slice(0..<min(bytes.count, 64)).array
        if first.starts(with: [0xEF, 0xBB, 0xBF]) { return 3 }
        if let name = name(first) {
            throw Diagnostic(
                "unsupported-encoding", "`\(path)` is in \(name), which cannot be read",
                help: ["convert it first, e.g. `iconv -f \(name) -t UTF-8`"])
        }
        return 0
    }

    /// Bytes in which a file that has line feeds shows one.
    private static let lineEndSample = 1 << 16

    /// Throws where lines end in carriage returns alone, as they did on the first Macintosh: all would be one record.
    static func checkLineEnds(_ bytes: Buffer<UInt8>, path: String) throws {
        let sample = bytes.slice(0..<min(bytes.count, lineEndSample)).array
        guard !sample.contains(0x0A), sample.dropLast().contains(0x0D) else { return }
        throw Diagnostic(
            "unsupported-line-ends", "`\(path)` ends its lines with carriage returns alone, which cannot be read",
            help: ["convert them first, e.g. `tr '\\r' '\\n'`"])
    }

    private static func name(_ first: [UInt8]) -> String? {
        if first.starts(with: [0xFF, 0xFE, 0, 0]) || first.starts(with: [0, 0, 0xFE, 0xFF]) { return "UTF-32" }
        if first.starts(with: [0xFF, 0xFE]) || first.starts(with: [0xFE, 0xFF]) { return "UTF-16" }
        // Without a mark: letters of ASCII with a zero after or before each.
        guard first.count >= 4 else { return nil }
        let pairs = stride(from: 0, to: first.count - 1, by: 2)
        if pairs.allSatisfy({ first[$0] != 0 && first[$0 + 1] == 0 }) { return "UTF-16LE" }
        if pairs.allSatisfy({ first[$0] == 0 && first[$0 + 1] != 0 }) { return "UTF-16BE" }
        return nil
    }
}
