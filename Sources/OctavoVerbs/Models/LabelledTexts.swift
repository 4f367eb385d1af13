import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable
import OctavoText

/// Texts with their labels, read from a table.
struct LabelledTexts: Sendable {
    let examples: LabelledExamples
    /// In order of first appearance.
    let names: [String]

    /// Places in `names`; of rows of none `LabelledExamples.noClass`.
    var labels: [Int32] { examples.labels }
    var texts: [String] { examples.texts }

    /// `other` is the label of rows that are of no class.
    init(
        _ plan: Plan, _ columns: TrainingColumns, other: String? = nil, _ call: Call, _ context: ExecutionContext
    ) throws {
        let table = try columns.read(plan, call, context)
        var texts: [String] = []
        var labels: [Int32] = []
        var names: [String] = []
        var numbers: [String: Int32] = [:]
        for chunk in table.chunks {
            for row in 0..<chunk.count {
                guard case .text(let text) = chunk.columns[0][row], case .text(let label) = chunk.columns[1][row] else {
                    continue
                }
                texts.append(text)
                if let other, label == other {
                    labels.append(LabelledExamples.noClass)
                    continue
                }
                let number = numbers[label] ?? Int32(names.count)
                if numbers[label] == nil {
                    numbers[label] = number
                    names.append(label)
                }
                labels.append(number)
            }
        }
        examples = LabelledExamples(texts, labels)
        self.names = names
    }

    /// The rows whose label is among these names, with its place there.
    func known(to others: [String]) -> LabelledExamples {
        var places: [String: Int32] = [:]
        for (place, name) in others.enumerated() { places[name] = Int32(place) }
        let kept = texts.indices.filter { labels[$0] != LabelledExamples.noClass && places[names[Int(labels[$0])]] != nil }
        return LabelledExamples(kept.map { texts[$0] }, kept.map { places[names[Int(labels[$0])]] ?? 0 })
    }

    /// SHA-256 of the texts and labels in their order, in lower-case hexadecimal.
    var digest: String { Self.digest(examples, names) }

    static func digest(_ examples: LabelledExamples, _ names: [String]) -> String {
        var bytes: [UInt8] = []
        for (text, label) in zip(examples.texts, examples.labels) {
            // No text holds this byte.
            bytes += text.utf8
            bytes.append(0xFF)
            if label != LabelledExamples.noClass { bytes += names[Int(label)].utf8 }
            bytes.append(0xFF)
        }
        return ContentDigest.sha256Hex(bytes)
    }

    func checkLabels(_ call: Call) throws { try TrainingLimits.check(names, rows: texts.count, of: "a text", call) }

    /// Scores of every row in every class are held while the confidence is fitted.
    func checkMemory(_ call: Call) throws {
        try TrainingLimits.check(
            bytes: texts.count * ((names.count + 15) / 16 * 16) * 4, rows: texts.count, labels: names.count, call)
    }
}
