import OctavoLanguage
import OctavoSource
import OctavoTable

/// What is no training, or would take more than there is.
enum TrainingLimits {
    /// More labels than this are asked about where few rows share one.
    private static let manyLabels = 1000

    /// `inputs` is what rows have beside a label: "a text".
    static func check(_ names: [String], rows: Int, of inputs: String, _ call: Call) throws {
        guard names.count >= 2 else {
            throw Diagnostic(
                "too-few-labels",
                rows == 0
                    ? "there is no row with \(inputs) and a label to learn from"
                    : "all rows with \(inputs) have the label \(DatumText.literal(.text(names[0]))): there is nothing to tell apart",
                at: call.range, help: ["a model needs rows of two labels at least; `count(by:)` shows what there is"])
        }
        guard names.count <= manyLabels || names.count * 2 <= rows else {
            throw Diagnostic(
                "too-many-labels",
                "\(Quantity.grouped(names.count)) labels in \(Quantity.of(rows, "row")) are hardly labels",
                at: call.range(ofArgument: 2),
                help: ["a label is something that many rows share, such as an intent; is this a text or a number of the row?"])
        }
    }

    static func check(bytes: Int, rows: Int, labels: Int, _ call: Call) throws {
        guard bytes < call.capabilities.memoryLimit else {
            throw Diagnostic(
                "budget",
                "training on \(Quantity.of(rows, "row"))"
                    + (labels > 0 ? " of \(Quantity.grouped(labels)) labels" : "") + " takes more memory than there may be",
                at: call.range, help: ["`sample` the rows, or raise `memory:` in `config/octavo.yaml`"])
        }
    }
}
