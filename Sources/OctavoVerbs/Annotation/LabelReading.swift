import OctavoLanguage
import OctavoSource
import OctavoTable

/// What a language model's answer says of the labels of a schema.
struct LabelReading {
    let labels: LabelSchema
    /// Names in small letters that only one label has.
    private let byName: [String: Int]

    init(_ labels: LabelSchema) {
        self.labels = labels
        let named = labels.labels.enumerated().map { ($1.name.lowercased(), $0) }
        let times = named.reduce(into: [String: Int]()) { $0[$1.0, default: 0] += 1 }
        byName = Dictionary(named.filter { times[$0.0] == 1 }) { first, _ in first }
    }

    /// The answer as a record of `label` and `confidence`; a label that is null is the model's word that none fits.
    func read(_ text: String) -> Result<Datum, StructuredAnswer.Problem> {
        let plain = StructuredAnswer.unfenced(text)
        guard let found = json(plain) ?? written(plain) else { return .failure(problem(text)) }
        return .success(
            .record([
                (name: "label", value: found.label?.datum ?? .null),
                (name: "confidence", value: found.confidence.map { .float($0) } ?? .null),
            ]))
    }

    /// What `read` gave.
    static func parts(of value: Datum?) -> (label: LabelAnswer?, confidence: Double?)? {
        guard case .record(let fields)? = value, fields.count == 2 else { return nil }
        return (LabelAnswer(fields[0].value), Double(datum: fields[1].value))
    }

    private typealias Found = (label: LabelAnswer?, confidence: Double?)

    /// JSON: a label or labels, or an object that holds them; more beside them is the model's reasons.
    private func json(_ text: String) -> Found? {
        guard let value = try? JSONReader.read(text) else { return nil }
        guard case .record(let fields) = value else { return answer(value).map { ($0.label, nil) } }
        let wanted = ["label", "labels", "answer", "category", "class", "intent"]
        let named = wanted.lazy.compactMap { name in fields.first { $0.name.lowercased() == name }?.value }.first
        let only = fields.count == 1 ? fields[0].value : nil
        guard let own = (named ?? only).flatMap({ answer($0) }) else { return nil }
        let sure = ["confidence", "probability", "score"].lazy.compactMap { name in
            fields.first { $0.name.lowercased() == name }.flatMap { Double(datum: $0.value) }
        }.first
        return (own.label, sure.flatMap { (0...1).contains($0) ? $0 : nil })
    }

    private func answer(_ value: Datum) -> (label: LabelAnswer?, Void)? {
        switch value {
        case .null: return (nil, ())
        case .text(let text): return place(text).flatMap { labels.answer([$0]) }.map { ($0, ()) }
        case .list(let items):
            var places: [Int] = []
            for item in items {
                guard case .text(let text) = item, let place = place(text) else { return nil }
                places.append(place)
            }
            return labels.answer(places).map { ($0, ()) }
        default: return nil
        }
    }

    /// Plain text: a label, or several with commas or line ends between.
    private func written(_ text: String) -> Found? {
        if let place = place(text) { return labels.answer([place]).map { ($0, nil) } }
        guard labels.isOfSeveral else { return nil }
        let parts = text.split { $0 == "," || $0.isNewline }.filter { !$0.allSatisfy(\.isWhitespace) }
        let places = parts.map { place(String($0)) }
        guard !places.isEmpty, !places.contains(nil) else { return nil }
        return labels.answer(places.compactMap { $0 }).map { ($0, nil) }
    }

    /// A label by its name as models write it: in quotes, in bold, behind a bullet, with a period, in other letters.
    private func place(_ text: String) -> Int? {
        let whole = String(Self.inside(text[...]) { $0.isWhitespace })
        if let place = labels[whole] ?? byName[whole.lowercased()] { return place }
        let bare = String(Self.inside(whole[...], Self.isDressing))
        return labels[bare] ?? byName[bare.lowercased()]
    }

    private static func isDressing(_ character: Character) -> Bool { "\"'`*_.-•“”[] ".contains(character) }

    /// Without what stands around it.
    private static func inside(_ text: Substring, _ isAround: (Character) -> Bool) -> Substring {
        guard let first = text.firstIndex(where: { !isAround($0) }), let last = text.lastIndex(where: { !isAround($0) }) else {
            return ""
        }
        return text[first...last]
    }

    private func problem(_ text: String) -> StructuredAnswer.Problem {
        let names = labels.labels.map { DatumText.quoted($0.name) }.joined(separator: ", ")
        return StructuredAnswer.Problem(
            reason: labels.isOfSeveral ? "is no list of labels that may hold together" : "is none of the labels",
            excerpt: Excerpt.value(.text(text)),
            wanted: (labels.isOfSeveral ? "a JSON list of labels out of " : "one of ") + names + ", and with nothing else")
    }
}
