import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable
import OctavoText

/// Answered conversations read, a model learnt that answers, what is known of it written on its card.
struct ResponseTraining {
    private let call: Call
    private let options: TrainingOptions
    private let columns: TrainingColumns
    /// The same of the rows that are not learnt from.
    private let validation: TrainingColumns?

    /// What a byte of the texts takes, by what was measured on conversations of 500 bytes: the features that begin at it, and their places while
    /// they are laid out anew.
    private static let bytesPerByte = 24
    /// A byte has up to eight features, and their places are numbers of 32 bits.
    private static let mostBytes = 1 << 29

    init(_ call: Call, _ options: TrainingOptions, _ columns: TrainingColumns, validation: TrainingColumns?) {
        self.call = call
        self.options = options
        self.columns = columns
        self.validation = validation
    }

    func run(_ plan: Plan) throws -> ModelValue {
        let context = call.evaluation.context
        let rows = try read(plan, columns)
        guard rows.count > 0 else {
            throw Diagnostic(
                "too-few-labels", "there is no row with a text and an answer to learn from", at: call.range,
                help: ["`label:` is the column of answers"])
        }
        try check(rows)
        let held = try options.validate.map { try read($0, validation ?? columns) }
        context.progress?(ExecutionContext.Progress(step: "train", rows: nil, fraction: nil))
        let started = call.capabilities.now()
        let model = try options.response.train(
            rows, readsContext: columns.inputs.count > 1, validation: held, threads: context.mostThreads,
            cancellation: context.cancellation)
        let card = ModelCard(
            inputs: columns.inputs.map(\.name), label: columns.label.name, rows: rows.count, validationRows: held?.count ?? 0,
            data: Self.digest(rows), parameters: options.facts)
        warnOfUntold(model.rowCounts)
        return call.value(of: model, card, [], started: started, isNoted: true)
    }

    /// Questions and answers of everybody, each once, are the usual reason. Of conversations half is nothing unusual: their facts are guests'.
    private func warnOfUntold(_ rows: (all: Int, told: Int)) {
        let help = [
            "`facts: \"shared\"` where they belong to nobody: every answer is said to all as it stands",
            "an answer with a fact in it is said to others where several rows have it in the same words",
        ]
        if rows.told == 0 {
            call.warn(
                Diagnostic(
                    "nothing-learnt",
                    "no answer can be said to others: each holds numbers, names or dates that its conversation does not",
                    severity: .warning, at: call.range, help: help))
        } else if columns.inputs.count == 1, rows.told * 2 <= rows.all {
            call.warn(
                Diagnostic(
                    "few-answers",
                    "\(Quantity.grouped(rows.told)) of \(Quantity.of(rows.all, "row")) have an answer that can be said to others: the other answers hold "
                        + "numbers, names or dates that their conversation does not",
                    severity: .warning, at: call.range, help: help))
        }
    }

    private func check(_ rows: AnsweredInquiries) throws {
        let bytes = zip(rows.inquiries, rows.answers).reduce(0) { bytes, row in
            (row.0.turns ?? []).reduce(bytes + row.0.query.utf8.count + row.1.utf8.count) { $0 + $1.utf8.count }
        }
        guard bytes < Self.mostBytes else {
            throw Diagnostic(
                "budget", "\(Quantity.grouped(bytes)) bytes of conversations are more than one model holds", at: call.range,
                help: ["`sample` the rows, or leave turns of long ago out of `context:`"])
        }
        try TrainingLimits.check(bytes: bytes * Self.bytesPerByte, rows: rows.count, labels: 0, call)
    }

    /// The rows with a text and an answer.
    private func read(_ plan: Plan, _ columns: TrainingColumns) throws -> AnsweredInquiries {
        let table = try columns.read(plan, call, call.evaluation.context)
        var inquiries: [Inquiry] = []
        var answers: [String] = []
        for chunk in table.chunks {
            for row in 0..<chunk.count {
                let values = columns.inputs.indices.map { chunk.columns[$0][row] }
                guard let inquiry = Inquiry(values), let answer = chunk.columns[values.count][row].text else {
                    continue
                }
                inquiries.append(inquiry)
                answers.append(answer)
            }
        }
        return AnsweredInquiries(inquiries, answers)
    }

    /// SHA-256 of the queries, turns and answers in their order, in lower-case hexadecimal.
    private static func digest(_ rows: AnsweredInquiries) -> String {
        var bytes: [UInt8] = []
        for (inquiry, answer) in zip(rows.inquiries, rows.answers) {
            // No text holds these bytes.
            if inquiry.turns == nil { bytes.append(0xFD) }
            for turn in inquiry.turns ?? [] {
                bytes += turn.utf8
                bytes.append(0xFE)
            }
            bytes += inquiry.query.utf8
            bytes.append(0xFF)
            bytes += answer.utf8
            bytes.append(0xFF)
        }
        return ContentDigest.sha256Hex(bytes)
    }
}
