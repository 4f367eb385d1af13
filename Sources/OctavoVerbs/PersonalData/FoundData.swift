import OctavoLanguage
package import OctavoTable
import OctavoText

/// One finding as `find_pii` gives it: places count code points, as `slice` does.
package struct FoundData: ScalarType {
    package let kind: String
    package let start: Int
    package let end: Int
    package let score: Double
    package let text: String

    package static var dataType: DataType? {
        .record([Field("kind", .text), Field("start", .int), Field("end", .int), Field("score", .float), Field("text", .text)])
    }

    package init(kind: String, start: Int, end: Int, score: Double, text: String) {
        self.kind = kind
        self.start = start
        self.end = end
        self.score = score
        self.text = text
    }

    package init?(datum: Datum) {
        guard case .record(let fields) = datum, fields.count == 5, case .text(let kind) = fields[0].value,
            case .int(let start) = fields[1].value, case .int(let end) = fields[2].value,
            case .float(let score) = fields[3].value,
            case .text(let text) = fields[4].value
        else { return nil }
        self.init(kind: kind, start: Int(start), end: Int(end), score: score, text: text)
    }

    package var datum: Datum {
        .record([
            (name: "kind", value: .text(kind)), (name: "start", value: .int(Int64(start))),
            (name: "end", value: .int(Int64(end))),
            (name: "score", value: .float(score)), (name: "text", value: .text(text)),
        ])
    }

    /// What a scanner finds in a text.
    static func all(in text: String, _ kinds: PersonalDataKinds) -> [FoundData] {
        let bytes = Array(text.utf8)
        var codePoints = 0
        var place = 0
        var scanner = PersonalDataScanner(kinds)
        let matches = scanner.matchesThroughReferences(in: bytes.span)
        return matches.map { match in
            codePoints += TextBytes.countOfCodePoints(bytes.span.extracting(place..<match.start))
            let length = TextBytes.countOfCodePoints(bytes.span.extracting(match.start..<match.end))
            defer {
                codePoints += length
                place = match.end
            }
            return FoundData(
                kind: match.kind.name, start: codePoints, end: codePoints + length, score: match.score,
                text: String(decoding: bytes[match.start..<match.end], as: UTF8.self))
        }
    }
}
