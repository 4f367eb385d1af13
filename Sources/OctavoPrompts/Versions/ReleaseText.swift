import OctavoSource
import OctavoTable
import OctavoText

/// The text of a released file: the template with its parts in their places, and below its own front matter what the release adds.
///
/// The hash is that of everything but itself and the results of tests, which are added later.
struct ReleaseText {
    let bytes: [UInt8]
    let hash: String

    /// `read` gives the bytes of a part.
    static func make(
        _ prompt: Prompt, _ name: String, _ version: ReleaseVersion, parent: ReleaseVersion?, examples: String?,
        reading read: (String) throws -> [UInt8]
    ) throws -> ReleaseText {
        let front = try FrontMatter(prompt.source)
        var head = frontText(prompt, front)
        if prompt.header.name == nil { head = "name: \(name)\n" + head }
        let body = try PartText.expanded(prompt.source, from: front.bodyStart, isFile: prompt.path != nil, reading: read)
        var added = "version: \(version)\n"
        if let parent { added += "parent: \(parent)\n" }
        if let examples { added += "examples_hash: sha256:\(examples)\n" }
        let hash = hash(head + added, body)
        let text = "---\n\(head)\(added)hash: \(hash)\nresults: []\n---\n"
        return ReleaseText(bytes: Array(text.utf8) + body, hash: hash)
    }

    /// The bytes of a released file with these results in place of those that it has.
    static func bytes(of source: Source, results: [Datum]) throws -> [UInt8] {
        let front = try FrontMatter(source)
        let head = TextLines.of(source.bytes[..<front.bodyStart]).prefix { !$0.hasPrefix("results:") }
        var text = head.map { "\($0)\n" }.joined()
        text += results.isEmpty ? "results: []\n" : "results:\n"
        for result in results {
            var line: [UInt8] = []
            JSONWriter.append(result, isSpaced: true, to: &line)
            text += "  - \(String(decoding: line, as: UTF8.self))\n"
        }
        return Array((text + "---\n").utf8) + source.bytes[front.bodyStart...]
    }

    /// Of a released file; to be compared with what it says.
    static func hash(of source: Source) throws -> String {
        let front = try FrontMatter(source)
        let lines = TextLines.of(source.bytes[..<front.bodyStart])
        // The lines between the dashes, without the hash and all that follows it.
        let head = lines.dropFirst().prefix { !$0.hasPrefix("hash:") }
        return hash(head.map { "\($0)\n" }.joined(), Array(source.bytes[front.bodyStart...]))
    }

    private static func hash(_ head: String, _ body: [UInt8]) -> String {
        let digest = SHA256.digest(Array(head.utf8) + Array("---\n".utf8) + body)
        return "sha256:"
            + digest.map { byte in
                String(byte >> 4, radix: 16) + String(byte & 15, radix: 16)
            }.joined()
    }

    /// The front matter's own lines; the inputs as they are understood where there is none.
    private static func frontText(_ prompt: Prompt, _ front: FrontMatter) -> String {
        guard front.exists else {
            if prompt.inputs.isEmpty { return "" }
            return "inputs:\n"
                + prompt.inputs.map { "  \($0.name): \(DatumText.quoted("\($0.type)" + ($0.isOptional ? "?" : "")))\n" }.joined()
        }
        let lines = TextLines.of(prompt.source.bytes[..<front.bodyStart])
        let own = lines.dropFirst().prefix { !$0.hasPrefix("---") }
        // A release that is released again leaves behind what it was.
        let kept = own.prefix { !$0.hasPrefix("version:") }
        return kept.map { "\($0)\n" }.joined()
    }
}

/// A template's text with its parts in their places.
enum PartText {
    static func expanded(
        _ source: Source, from start: Int, isFile: Bool, depth: Int = 0, reading read: (String) throws -> [UInt8]
    ) throws -> [UInt8] {
        guard depth <= TemplateParser.deepest else { throw Diagnostic("too-deep", "parts include each other too deep") }
        var text: [UInt8] = []
        var end = start
        for case .directive(let directive) in TemplateScanner.scan(source, from: start).pieces {
            guard case .part(let path) = directive.kind else { continue }
            let range = directive.isAlone ? line(of: directive.range, in: source.bytes) : directive.range
            text += source.bytes[end..<range.start]
            let name = PartPath.resolved(source.text(in: path), from: source.name, isFile: isFile)
            let part = Source(name: name, bytes: try read(name))
            var inner = try expanded(part, from: 0, isFile: true, depth: depth + 1, reading: read)
            if directive.isAlone {
                if !inner.isEmpty, inner.last != 0x0A { inner.append(0x0A) }
            } else if inner.last == 0x0A {
                inner.removeLast()
                if inner.last == 0x0D { inner.removeLast() }
            }
            text += inner
            end = range.end
        }
        return text + source.bytes[end...]
    }

    /// With the blanks around it and the end of its line.
    private static func line(of range: ByteRange, in bytes: [UInt8]) -> ByteRange {
        var (start, end) = (range.start, range.end)
        while start > 0, bytes[start - 1].isBlank { start -= 1 }
        while end < bytes.count, bytes[end].isBlank || bytes[end] == 0x0D { end += 1 }
        if end < bytes.count, bytes[end] == 0x0A { end += 1 }
        return ByteRange(start, end)
    }
}

/// Lines of bytes, without their ends of either kind.
enum TextLines {
    static func of(_ bytes: some Sequence<UInt8>) -> [String] {
        Array(bytes).split(separator: 0x0A, omittingEmptySubsequences: false).map { line in
            String(decoding: line.last == 0x0D ? line.dropLast() : line, as: UTF8.self)
        }
    }
}
