import OctavoSource
import OctavoYAML

/// The YAML between two lines of three dashes at the top of a template.
struct FrontMatter {
    /// `nil` where there is none, or nothing in it.
    let root: YAMLNode?
    /// Whether the template has one at all: then it says all its inputs.
    let exists: Bool
    /// Where the body begins.
    let bodyStart: Int

    /// Throws `bad-front-matter` with the place. `first`: the line that may open it.
    init(_ source: Source, from first: Int = 0) throws {
        guard let opening = Self.place(in: source, first) else {
            (root, exists, bodyStart) = (nil, false, source.bytes.starts(with: Self.byteOrderMark) ? 3 : 0)
            return
        }
        guard let line = Self.closingLine(source, after: first) else {
            throw Diagnostic(
                "bad-front-matter", "the front matter is never closed", at: opening,
                help: ["it ends with a line of three dashes; a body that begins with one has a blank line before"])
        }
        // The same bytes up to the closing line, so that places in the YAML are places in the file.
        let head = Source(name: source.name, bytes: Array(source.bytes[..<source.lineStarts[line]]))
        do {
            root = try YAMLDocument.read(head)
        } catch var diagnostic as Diagnostic {
            diagnostic.code = "bad-front-matter"
            throw diagnostic
        }
        exists = true
        bodyStart = line + 1 < source.lineStarts.count ? source.lineStarts[line + 1] : source.bytes.count
    }

    private static let byteOrderMark: [UInt8] = [0xEF, 0xBB, 0xBF]

    /// The opening dashes, if the text begins with front matter.
    static func place(in source: Source, _ line: Int = 0) -> SourceRange? {
        guard isDashes(line, source) else { return nil }
        let start = source.lineStarts[line]
        return SourceRange(source, ByteRange(start, start + 3))
    }

    private static func closingLine(_ source: Source, after first: Int) -> Int? {
        (first + 1..<max(source.lineStarts.count, first + 1)).first { isDashes($0, source) }
    }

    private static func isDashes(_ line: Int, _ source: Source) -> Bool {
        let start = source.lineStarts[line]
        guard source.bytes[start...].starts(with: "---".utf8) else { return false }
        return source.bytes[(start + 3)...].prefix { $0 != 0x0A }.allSatisfy(\.isSpace)
    }
}
