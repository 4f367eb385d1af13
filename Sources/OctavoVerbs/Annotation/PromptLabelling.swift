import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable
import OctavoYAML

/// Labels that a language model gives, asked about each row by a prompt.
struct PromptLabelling {
    private let call: Call
    private let input: Plan
    private let prompt: Prompt
    private let labels: LabelSchema
    private let guidelines: Guidelines?
    private let columns: SuggestionColumns
    private let answerer: Answerer
    private let form: QuestionForm
    private let options: AskOptions
    private let times: Int
    private let inputs: PromptInputs

    init(
        _ call: Call, _ arguments: BoundArguments, _ input: Plan, _ prompt: Prompt, _ labels: LabelSchema,
        _ guidelines: Guidelines?, _ columns: SuggestionColumns
    ) throws {
        self.call = call
        self.input = input
        self.prompt = prompt
        self.labels = labels
        self.guidelines = guidelines
        self.columns = columns
        let reader = OptionReader(call: call, arguments: arguments)
        form = QuestionForm(
            parameters: try ParameterCheck.merged(
                prompt.header.parameters, try reader.fields("parameters", ParameterCheck.example), at: reader.place("parameters")),
            schema: try SchemaSource.output(of: prompt, call.evaluation))
        options = try LimitsCheck.options(reader)
        times = try reader.count("times", atLeast: 1) ?? 1
        guard times <= Self.mostTimes else {
            throw Diagnostic("wrong-argument", "`times` is at most \(Self.mostTimes), not \(times)", at: reader.place("times"))
        }
        inputs = try PromptInputs(prompt, arguments.rest, call)
        answerer = try Answerer(reader, prompt, form)
    }

    /// More answers to each text are a mistake that costs.
    private static let mostTimes = 100

    func plan() throws -> Plan {
        let asked = try PromptColumn(try rendered(), input, call)
        if call.isChecking { return call.step(.slice(input, from: 0, count: 0), columns.schema) }
        let (rows, prompts) = try asked.evaluated()
        let conversations = prompts.map { $0.map(instructed) }
        let reading = LabelReading(labels)
        let run = AskRun(call, answerer, options)
        let answers = try (1...times).map { number in
            try run.answers(
                to: conversations.map { messages in
                    messages.map {
                        var question = form.question($0, answerer, repetition: number)
                        question.read = reading.read
                        return question
                    }
                })
        }
        let found = rows.count == 0 ? [] : (0..<rows.count).map { row in Found(answers.map { $0[row] }) }
        let (columns, isAsked) = (columns, prompts.map { $0 != nil })
        return call.step(
            .wholeTable(name: "annotate", inputs: [Plan(rows)]) { tables, context in
                if let tally = context.tally { Self.note(found, isAsked, tally) }
                return columns.added(to: tables[0]) { (row: Int) in
                    found[row].label.map { ($0.datum, found[row].confidence) }
                }
            }, columns.schema)
    }

    // MARK: - What is asked

    /// What each row asks: the prompt with its inputs; null where the text is.
    private func rendered() throws -> RowExpression {
        let text = RowExpression(.column(columns.text.name), type: columns.text.type, origin: call.range)
        // The text is the one input that nothing else gives.
        let left = zip(prompt.inputs, inputs.values).filter { wanted, given in
            given == nil && wanted.isRequired && input.schema.index(of: wanted.name) == nil && fixed(wanted) == nil
        }.map(\.0.name)
        let whole = try inputs.expression(over: input) { wanted in
            left == [wanted.name] ? text : fixed(wanted)
        }
        let nothing = RowExpression(.literal(.null), type: whole.type, origin: call.range)
        let isNull = RowExpression(
            .comparison(.equal, text, RowExpression(.literal(.null), type: text.type)), type: .bool, origin: call.range)
        return RowExpression(
            .conditional([.init(condition: isNull, value: nothing)], otherwise: whole), type: whole.type, origin: call.range)
    }

    /// Whether the prompt has a place for the labels itself.
    private var namesLabels: Bool { prompt.input("labels").map { fixed($0) != nil } ?? false }

    /// What is the same in all rows: the labels and the guidelines, where no column has the name.
    private func fixed(_ wanted: PromptInput) -> RowExpression? {
        guard input.schema.index(of: wanted.name) == nil else { return nil }
        func literal(_ value: Datum) -> RowExpression { RowExpression(.literal(value), type: value.type, origin: call.range) }
        switch wanted.name {
        case "labels":
            switch wanted.type {
            case .text: return literal(.text(told))
            case .list(.record):
                return literal(
                    .list(
                        labels.labels.map {
                            .record([(name: "name", value: .text($0.name)), (name: "description", value: .text($0.about))])
                        }))
            default: return literal(.list(labels.labels.map { .text($0.name) }))
            }
        case "guidelines": return guidelines?.text.map { literal(.text($0)) }
        default: return nil
        }
    }

    /// The labels, one a line, with what they mean.
    private var told: String {
        labels.labels.map { "- \($0.name)" + ($0.about.isEmpty ? "" : ": \($0.about)") }.joined(separator: "\n")
    }

    /// Tells the model what it may answer, behind its own instructions, where the prompt does not.
    private func instructed(_ messages: [ChatMessage]) -> [ChatMessage] {
        if namesLabels { return messages }
        let wanted =
            labels.isOfSeveral
            ? "Answer with a JSON list of those of these labels that hold, and with nothing else:\n\(told)"
            : "Answer with one of these labels, and with nothing else:\n\(told)"
        guard let first = messages.first, first.role == .system else { return [ChatMessage(.system, wanted)] + messages }
        return [ChatMessage(.system, first.content + "\n\n" + wanted)] + messages.dropFirst()
    }

    // MARK: - What was answered

    /// What came of all answers to one row.
    private struct Found: Sendable {
        var label: LabelAnswer?
        var confidence: Double?
        /// Why there is no label, with the answer or the provider's words; `nil` where the model said that none fits.
        var problem: (what: String, text: String)?

        /// The label of most answers; of equally many the one that came first.
        init(_ answers: [RowAnswer]) {
            let read = answers.map { LabelReading.parts(of: $0.json) }
            let given = read.compactMap { $0?.label }
            var counts: [LabelAnswer: Int] = [:]
            for label in given { counts[label, default: 0] += 1 }
            let most = counts.values.max()
            label = given.first { counts[$0] == most }
            confidence = answers.count > 1 ? most.map { Double($0) / Double(answers.count) } : read.first??.confidence
            if label == nil, read.allSatisfy({ $0 == nil }) { problem = answers.first.map(Self.problem) }
        }

        private static func problem(_ row: RowAnswer) -> (what: String, text: String) {
            if let unread = row.unread { return ("no label of the schema", unread) }
            return ("failed", row.answer.error ?? "")
        }
    }

    private static func note(_ found: [Found], _ isAsked: [Bool], _ tally: StepTally) {
        tally.add("labelled", found.count { $0.label != nil })
        tally.add("without a text", isAsked.count { !$0 })
        for (found, isAsked) in zip(found, isAsked) where isAsked && found.label == nil {
            if let problem = found.problem { tally.add(problem.what, to: problem.text) } else { tally.add("none fits", 1) }
        }
    }
}
