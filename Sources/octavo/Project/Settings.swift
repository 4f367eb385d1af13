import OctavoSource
import OctavoSystem
import OctavoTable
import Yams

/// `config/octavo.yaml`.
struct Settings {
    static let path = "config/octavo.yaml"

    /// Bytes that results may hold; `nil` leaves it to the machine.
    var memory: Int?

    private static let keys = ["memory", "engine", "providers"]

    /// The defaults where there is no such file; a clear error where it is wrong.
    static func read(root: String, files: SystemFiles) throws -> Settings {
        guard files.entries(of: "config").contains("octavo.yaml") else { return Settings() }
        let bytes = try files.contents(of: path).bytes.array
        let source = Source(name: path, bytes: bytes)
        var settings = Settings()
        let node: Node?
        do {
            node = try compose(yaml: String(decoding: bytes, as: UTF8.self))
        } catch let error as YamlError {
            throw Diagnostic("bad-settings", "`\(path)` is not YAML: \(error)", at: source.range)
        }
        guard let node else { return settings }
        guard case .mapping(let mapping) = node else {
            throw Diagnostic("bad-settings", "`\(path)` holds no settings: a mapping is wanted", at: source.range)
        }
        for (key, value) in mapping {
            guard let name = key.string, keys.contains(name) else {
                let nearest = Suggestion.question(for: key.string ?? "", among: keys) ?? ""
                throw Diagnostic(
                    "bad-settings", "`\(path)` has no setting `\(key.string ?? "?")`", at: place(key, source), label: nearest,
                    notes: ["settings: " + keys.joined(separator: ", ")])
            }
            if name == "memory" {
                guard let size = value.scalar.flatMap({ Self.bytes(of: $0.string) }) else {
                    throw Diagnostic(
                        "bad-settings", "`memory` is a size such as `4GB`", at: place(value, source))
                }
                settings.memory = size
            }
        }
        return settings
    }

    private static func place(_ node: Node, _ source: Source) -> SourceRange {
        guard let mark = node.mark, mark.line >= 1, mark.line <= source.lineStarts.count else { return source.range }
        let start = source.lineStarts[mark.line - 1] + mark.column - 1
        let end = source.lineStarts[mark.line - 1] + source.lineText(mark.line - 1).utf8.count
        return SourceRange(source, ByteRange(start, end))
    }

    /// `4GB`, `512MiB`: as the language writes sizes.
    static func bytes(of text: String) -> Int? {
        let units: [(String, Int)] = [
            ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000),
        ]
        for (unit, size) in units where text.hasSuffix(unit) {
            guard let number = Int(text.dropLast(unit.count)), number > 0 else { return nil }
            let (bytes, overflowed) = number.multipliedReportingOverflow(by: size)
            return overflowed ? nil : bytes
        }
        return nil
    }
}
