package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let embed = Verb(
        "embed", .prompts, "Gives texts as vectors, by an embedding model of a provider.",
        notes: """
            Texts of like meaning get vectors that point in like directions. Of a text it gives a list of floats, of a list of texts a list of those; a table gets the column \
            `embedding`, and `error` says why where there is none. Equal texts are asked once. Providers, keys and recordings are those of \
            `ask`; `echo` needs no network and makes a vector from the words alone, for trying out what is done with them.
            """,
        parameters: [
            .open("t", "A text or a list of texts; or a table, with the text of each row behind it."),
            ParameterDescription(
                name: "text", about: "Of a table: the text of each row.", expects: .expression, defaultText: "null", isRest: false
            ),
            Parameter("provider", String?.self, "Who is asked; the settings' own when left out.").description,
            Parameter("model", String?.self, "The model's name, as the provider calls it.").description,
            .open("parameters", "What the provider is told besides, such as `{dimensions: 256}`.", default: "null"),
            AskParameters.limits,
        ],
        returns: .any, effects: .asks,
        examples: [
            Example("embed(\"Any rooms?\", provider: \"echo\") | length", gives: "64"),
            Example("embed([\"rooms\", null], provider: \"echo\") | map(length(.))", gives: "[64, null]"),
            Example(
                "table([{q: \"rooms\"}, {q: \"Rooms!\"}]) | embed(.q, provider: \"echo\") | count(by: .embedding) | select(.n)",
                gives: "|   n |\n| --: |\n|   2 |"),
        ],
        searchTerms: ["embedding", "vector", "vectorize", "encode_text", "sentence_transformers"], checking: .runsBody
    ) { call, arguments in
        try EmbedCall(call, arguments).run()
    }
}

/// One call of `embed`.
private struct EmbedCall {
    private static let fields = [Field("embedding", .list(.float)), Field("error", .text)]

    private let call: Call
    private let input: BoundArguments.Argument
    private let text: BoundArguments.Argument?
    /// `nil` for `echo`.
    private let target: ChatTarget?
    private let parameters: ChatParameters
    private let options: AskOptions

    init(_ call: Call, _ arguments: BoundArguments) throws {
        guard let input = arguments.single[0] else {
            throw Diagnostic("missing-argument", "`embed` needs a text or a table", at: call.range)
        }
        self.call = call
        self.input = input
        text = arguments.single[1]
        let reader = OptionReader(call: call, arguments: arguments)
        parameters = ChatParameters(
            Dictionary(try reader.fields("parameters", "{dimensions: 256}").map { ($0.name, $0.value) }) { $1 })
        options = try LimitsCheck.options(reader)
        let provider: String? = try reader.option("provider")
        let model: String? = try reader.option("model")
        if let provider, provider == "template" || LocalAnswerer.isMeant(by: provider) {
            throw Diagnostic(
                "wrong-argument", "`\(provider)` answers with texts, and gives no vectors", at: reader.place("provider"),
                help: ["`provider: \"echo\"` makes vectors without a network"])
        }
        if provider == "echo" || reader.isUnknown("provider") || reader.isUnknown("model") {
            target = nil
        } else {
            target = try call.locating(argument: reader.index("provider")) {
                try call.capabilities.providers.target(provider: provider, model: model)
            }
        }
    }

    func run() throws -> Value {
        switch input.value {
        case .unknown: return .unknown(.any)
        case .null: return .null
        case .text(let text) where self.text == nil:
            if call.isChecking { return .unknown(.data(.list(.float))) }
            let answer = try vectors(of: [text])[0]
            if let vector = answer?.vector { return .list(vector.map { .float($0) }) }
            throw Diagnostic("no-vector", "there is no vector for the text: \(answer?.error ?? "not asked")", at: call.range)
        case .table(let plan): return .table(try table(plan))
        case .list(let items) where text == nil && Self.areTexts(items): return try list(items)
        case .list where text != nil:
            return .table(try table(TableArgument.decode(input, in: call, parameter: call.verb.parameters[0]).plan))
        default:
            throw Diagnostic(
                "wrong-argument",
                "`embed` takes a text, a list of texts, or a table and the text of its rows, not \(article(input.value.kindName))",
                at: input.range, help: ["`embed(\"Any rooms?\")`, `embed([\"rooms\", \"prices\"])`, `t | embed(.query)`"])
        }
    }

    private static func areTexts(_ items: [Value]) -> Bool {
        items.allSatisfy { item in
            switch item {
            case .text, .null, .unknown(.data(.text)), .unknown(.data(.null)), .unknown(.any): true
            default: false
            }
        }
    }

    /// A vector for each text, and null for null.
    private func list(_ items: [Value]) throws -> Value {
        if call.isChecking { return .unknown(.data(.list(.list(.float)))) }
        let texts = items.map { item in if case .text(let text) = item { text } else { String?.none } }
        return .list(
            try vectors(of: texts).enumerated().map { place, answer in
                guard let answer else { return .null }
                if let vector = answer.vector { return .list(vector.map { .float($0) }) }
                throw Diagnostic(
                    "no-vector", "there is no vector for text \(place + 1) of the list: \(answer.error ?? "not asked")",
                    at: input.range, help: ["over a table the others keep theirs: `table(map(texts, {t: .})) | embed(.t)`"])
            })
    }

    private func table(_ plan: Plan) throws -> Plan {
        guard let text else {
            throw Diagnostic(
                "missing-argument", "`embed` needs the text of each row", at: call.range, help: ["`t | embed(.query)`"])
        }
        if let taken = Self.fields.first(where: { plan.schema.index(of: $0.name) != nil }) {
            throw Diagnostic(
                "duplicate-column", "`embed` gives a column `.\(taken.name)`, and the table has one", at: call.range,
                help: ["`rename` the table's own column before"])
        }
        let schema = Schema(plan.schema.fields + Self.fields)
        let written = try call.resolve(
            try ColumnExpression.decode(text, in: call, parameter: call.verb.parameters[1]), over: plan.schema)
        guard written.type == .text || written.type == .null else {
            throw Diagnostic("wrong-argument", "a vector is made of a text, not \(article("\(written.type)"))", at: text.range)
        }
        if call.isChecking { return call.step(.slice(plan, from: 0, count: 0), schema) }
        let rows = try call.force(plan)
        let texts = try MeasuredColumns(Plan(rows), [written], call).columns[0].map(\.text)
        let answers = try vectors(of: texts)
        let columns: [(field: Field, column: Column)] = [
            (
                Self.fields[0],
                Column(
                    Self.fields[0].type, answers.map { answer in answer?.vector.map { .list($0.map { .float($0) }) } ?? .null })
            ),
            (
                Self.fields[1],
                Column(
                    .text,
                    answers.map { answer in answer.map { $0.error.map { .text($0) } ?? .null } ?? .text("the text is null") })
            ),
        ]
        return Plan(rows.adding(columns))
    }

    /// A vector for each text, or why there is none; `nil` for those that are null. Equal ones are asked once.
    private func vectors(of texts: [String?]) throws -> [ChatAnswer?] {
        guard let target else { return texts.map { $0.map { ChatAnswer(.vector(EchoVector.vector(of: $0))) } } }
        var places: [String: Int] = [:]
        var asked: [String] = []
        for case let text? in texts where places[text] == nil {
            places[text] = asked.count
            asked.append(text)
        }
        if asked.isEmpty { return texts.map { _ in nil } }
        let requests = asked.map {
            ChatRequest(target: target, messages: [ChatMessage(.user, $0)], parameters: parameters, wantsVector: true)
        }
        var answers: [ChatAnswer?] = Array(repeating: nil, count: asked.count)
        do {
            try call.capabilities.providers.ask(requests, options, context: call.evaluation.context) { answers[$0] = $1 }
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: call.range)
        }
        return texts.map { text in
            text.flatMap { places[$0] }.map { answers[$0] ?? ChatAnswer(.failure("not asked", .forNow)) }
        }
    }
}

/// Vectors that need no model: each word adds to a few of the numbers.
private enum EchoVector {
    static let count = 64

    static func vector(of text: String) -> [Double] {
        var numbers = [Double](repeating: 0, count: count)
        for word in text.lowercased().split(whereSeparator: { !$0.isLetter && !$0.isNumber }) {
            var hash = XXH64.hash(Array(word.utf8).span)
            for _ in 0..<4 {
                numbers[Int(hash & 63)] += hash & 64 == 0 ? 1 : -1
                hash >>= 8
            }
        }
        let length = numbers.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return length == 0 ? numbers : numbers.map { $0 / length }
    }
}
