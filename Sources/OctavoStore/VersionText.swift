import OctavoLanguage
import OctavoSource
import OctavoTable

/// One version as text, a fact a line, so that versions can be read, compared and merged like any text.
enum VersionText {
    static let ending = ".txt"
    private static let title = "octavo snapshot 1"

    static func write(_ snapshot: Snapshot) -> String {
        var lines = [
            title, "name: \(snapshot.name)", "number: \(snapshot.number)", "digest: \(snapshot.content.digest)",
            "rows: \(snapshot.content.rows)", "bytes: \(snapshot.content.bytes)",
        ]
        lines += snapshot.schema.fields.map { "column: \(DatumText.label($0.name)) \(TypeText.write($0.type))" }
        lines += snapshot.parents.map { "parent: \($0)" }
        lines += snapshot.origins.map { origin in
            switch origin {
            case .file(let path, let digest): "file: \(digest) \(oneLine(path))"
            case .snapshot(let name, let digest): "data: \(digest) \(name)"
            }
        }
        lines += snapshot.steps.map { "step: \(oneLine($0))" }
        lines.append("octavo: \(snapshot.madeBy)")
        return lines.joined(separator: "\n") + "\n"
    }

    /// Throws `corrupt-version` with the line that cannot be read.
    static func read(_ text: String, path: String) throws -> Snapshot {
        var lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        var facts = Facts()
        guard lines.first.map({ $0 == title }) ?? false else {
            throw problem(path, 1, "is not `\(title)`")
        }
        for (index, line) in lines.enumerated().dropFirst() {
            guard let colon = line.utf8.firstIndex(of: 0x3A), line[line.index(after: colon)...].hasPrefix(" "),
                facts.take(String(line[..<colon]), String(line[colon...].dropFirst(2)))
            else { throw problem(path, index + 1, "cannot be read") }
        }
        guard let name = facts.name, let number = facts.number, let digest = facts.digest, let rows = facts.rows,
            let bytes = facts.bytes
        else { throw problem(path, lines.count, "is the last, and facts are missing before it") }
        return Snapshot(
            name: name, number: number, content: .init(digest: digest, rows: rows, bytes: bytes), schema: Schema(facts.fields),
            parents: facts.parents, origins: facts.origins, steps: facts.steps, madeBy: facts.madeBy)
    }

    private struct Facts {
        var name: String?
        var number: Int?
        var digest: String?
        var rows: Int?
        var bytes: Int?
        var fields: [Field] = []
        var parents: [String] = []
        var origins: [Snapshot.Origin] = []
        var steps: [String] = []
        var madeBy = ""

        /// False where the value is none. Facts that a later program adds are passed over.
        mutating func take(_ key: String, _ value: String) -> Bool {
            switch key {
            case "name": name = value
            case "number": number = Int(value)
            case "digest":
                // It becomes part of a path.
                guard value.utf8.allSatisfy({ $0 &- 0x30 < 10 || $0 &- 0x61 < 6 }), value.utf8.count >= Snapshot.digits else {
                    return false
                }
                digest = value
            case "rows": rows = Int(value)
            case "bytes": bytes = Int(value)
            case "column":
                var reader = TypeText.Reader(value)
                guard let name = reader.label(), reader.take(" "), let type = reader.type(), reader.isAtEnd else { return false }
                fields.append(Field(name, type))
            case "parent": parents.append(value)
            case "file", "data":
                let parts = value.split(separator: " ", maxSplits: 1)
                guard parts.count == 2 else { return false }
                let digest = String(parts[0])
                origins.append(
                    key == "file"
                        ? .file(path: String(parts[1]), digest: digest) : .snapshot(name: String(parts[1]), digest: digest))
            case "step": steps.append(value)
            case "octavo": madeBy = value
            default: break
            }
            return true
        }
    }

    /// Line ends would begin another fact.
    private static func oneLine(_ text: String) -> String {
        String(
            text.unicodeScalars.flatMap {
                $0 == "\n" ? Array("\\n".unicodeScalars) : $0 == "\r" ? Array("\\r".unicodeScalars) : [$0]
            }
            .map(Character.init))
    }

    private static func problem(_ path: String, _ line: Int, _ reason: String) -> Diagnostic {
        Diagnostic(
            "corrupt-version", "`\(path)` is not a saved version: line \(line) \(reason)",
            help: ["restore the file from version control, or remove it: the other versions do not need it"])
    }
}
