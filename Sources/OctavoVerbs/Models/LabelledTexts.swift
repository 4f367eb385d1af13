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

    typealias Columns = (text: Field, label: Field)

    static func columns(_ call: Call, _ schema: Schema, text: ColumnReference, label: ColumnReference) throws -> Columns {
        (try TextColumns.field(text, call, schema), try TextColumns.field(label, call, schema))
    }

    /// `other` is the label of rows that are of no class.
    init(_ plan: Plan, _ columns: Columns, other: String? = nil, _ call: Call, _ context: ExecutionContext) throws {
        let picked = [("text", columns.text), ("label", columns.label)].map { name, field in
            NamedExpression(name, RowExpression(.column(field.name), type: field.type, origin: call.range))
        }
        let schema = Schema([Field("text", columns.text.type), Field("label", columns.label.type)])
        let table = try Executor.run(call.step(.select(plan, picked), schema), context)
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

    /// More labels than this are asked about where few rows share one.
    private static let manyLabels = 1000

    func checkLabels(_ call: Call) throws {
        guard names.count >= 2 else {
            throw Diagnostic(
                "too-few-labels",
                texts.isEmpty
                    ? "there is no row with a text and a label to learn from"
                    : "all rows with a text have the label \(DatumText.literal(.text(names[0]))): there is nothing to tell apart",
                at: call.range, help: ["a model needs rows of two labels at least; `count(by:)` shows what there is"])
        }
        guard names.count <= Self.manyLabels || names.count * 2 <= texts.count else {
            throw Diagnostic(
                "too-many-labels",
                "\(Quantity.grouped(names.count)) labels in \(Quantity.of(texts.count, "row")) are hardly labels",
                at: call.range(ofArgument: 2),
                help: ["a label is something that many rows share, such as an intent; is this a text or a number of the row?"])
        }
    }

    /// Scores of every row in every class are held while the confidence is fitted.
    func checkMemory(_ call: Call, _ context: ExecutionContext) throws {
        let bytes = texts.count * ((names.count + 15) / 16 * 16) * 4
        guard bytes < call.capabilities.memoryLimit else {
            throw Diagnostic(
                "budget",
                "training on \(Quantity.of(texts.count, "row")) of \(Quantity.grouped(names.count)) labels takes more memory "
                    + "than there may be", at: call.range,
                help: ["`sample` the rows, or raise `memory:` in `config/octavo.yaml`"])
        }
    }
}
