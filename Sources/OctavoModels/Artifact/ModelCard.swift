package import OctavoTable

/// What is known of a model's making, told by facts alone.
package struct ModelCard: Sendable, Equatable {
    /// The columns that it reads, in the order of its rows; of texts that is one.
    package var inputs: [String]
    /// The column that it tells.
    package var label: String
    /// How many rows it learnt from, and how many its confidence was fitted to that it did not learn from.
    package var rows: Int
    package var validationRows: Int
    /// SHA-256 of the texts and labels that it learnt from, in their order.
    package var data: String
    /// The arguments of the training.
    package var parameters: [(name: String, value: Datum)]
    /// What it was measured to be, where somebody did.
    package var measures: [(name: String, value: Datum)]
    /// What people should know.
    package var notes: String?

    package init(
        inputs: [String], label: String, rows: Int, validationRows: Int = 0, data: String,
        parameters: [(name: String, value: Datum)] = [], measures: [(name: String, value: Datum)] = [], notes: String? = nil
    ) {
        self.inputs = inputs
        self.label = label
        self.rows = rows
        self.validationRows = validationRows
        self.data = data
        self.parameters = parameters
        self.measures = measures
        self.notes = notes
    }

    package static func == (one: ModelCard, other: ModelCard) -> Bool { one.datum == other.datum }

    var datum: Datum {
        .record([
            (name: "inputs", value: .list(inputs.map { .text($0) })), (name: "label", value: .text(label)),
            (name: "rows", value: .int(Int64(rows))), (name: "validation_rows", value: .int(Int64(validationRows))),
            (name: "data", value: .text(data)), (name: "parameters", value: .record(parameters)),
            (name: "measures", value: .record(measures)), (name: "notes", value: notes.map { .text($0) } ?? .null),
        ])
    }

    init(_ datum: Datum?) throws {
        let fields = ModelSettings(datum)
        self.init(
            inputs: try fields.texts("inputs"), label: try fields.text("label"), rows: try fields.int("rows"),
            validationRows: try fields.int("validation_rows"), data: try fields.text("data"),
            parameters: try fields.record("parameters"), measures: try fields.record("measures"),
            notes: try? fields.text("notes"))
    }
}

/// Named values of a file, each asked for in the kind that it must have.
package struct ModelSettings: Sendable {
    private let fields: [String: Datum]

    package init(_ datum: Datum?) {
        guard case .record(let fields)? = datum else {
            self.fields = [:]
            return
        }
        self.fields = Dictionary(fields.map { ($0.name, $0.value) }) { $1 }
    }

    package subscript(_ name: String) -> Datum? { fields[name].flatMap { $0.isNull ? nil : $0 } }

    private func problem(_ name: String) -> DamagedModel { DamagedModel("its head lacks `\(name)`, or has another kind of it") }

    package func text(_ name: String) throws -> String {
        guard case .text(let text)? = fields[name] else { throw problem(name) }
        return text
    }

    /// Not negative.
    package func int(_ name: String) throws -> Int {
        guard case .int(let number)? = fields[name], number >= 0 else { throw problem(name) }
        return Int(number)
    }

    package func float(_ name: String) throws -> Double {
        switch fields[name] {
        case .float(let number)? where number.isFinite: return number
        case .int(let number)?: return Double(number)
        default: throw problem(name)
        }
    }

    package func record(_ name: String) throws -> [(name: String, value: Datum)] {
        guard case .record(let fields)? = fields[name] else { throw problem(name) }
        return fields
    }

    package func texts(_ name: String) throws -> [String] {
        guard case .list(let items)? = fields[name] else { throw problem(name) }
        return try items.map { item in
            guard case .text(let text) = item else { throw problem(name) }
            return text
        }
    }
}
