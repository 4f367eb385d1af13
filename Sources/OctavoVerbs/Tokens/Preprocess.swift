package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let preprocess = Verb(
        "preprocess", .models,
        "Adds a text's tokens as a model reads them, cut and filled up to one length, and which of them are the text's.",
        notes: """
            `input_ids` has the numbers of the tokens, `attention_mask` 1 for each that belongs to the text and 0 for what only fills up. Of more \
            than `max_length` tokens the first stay, or with `truncation: "left"` the last; `begin` and `end` are put around and count. \
            `padding: "max_length"` fills every row up to that, `"longest"` up to the longest row, `"none"` none. Models of `train` read texts \
            as they are; this is for models that read tokens, elsewhere. A null text has neither.
            """,
        parameters: PreprocessOptions.parameters, returns: .table(nil), effects: .readsFiles, examples: [],
        searchTerms: ["tokenize", "input_ids", "attention_mask", "padding", "encode_batch", "collate"], checking: .runsBody
    ) { call, arguments in
        guard let subject = arguments.single[0], let column = arguments.single[1] else { return .null }
        let table = try TableArgument.decode(subject, in: call, parameter: PreprocessOptions.parameters[0]).plan
        let reference = try ColumnReference.decode(column, in: call, parameter: PreprocessOptions.parameters[1])
        let field = try TextColumns.field(reference, call, table.schema)
        let options = try PreprocessOptions(call, arguments)
        return .table(try TokenRows(options, field, call).plan(table))
    }
}

/// What `preprocess` can be told.
private struct PreprocessOptions: Sendable {
    enum Padding: String, CaseIterable, Sendable {
        case longest, none
        case maxLength = "max_length"
    }

    enum Truncation: String, CaseIterable, Sendable { case right, left }

    static let parameters: [ParameterDescription] = [
        ParameterDescription(name: "t", about: "The table.", expects: .table, defaultText: nil, isRest: false),
        Parameter("column", ColumnReference.self, "The column of text.").description,
        TokenizerArgument.parameter,
        Parameter("max_length", default: 1024, "1024", "How many tokens a row has at most.").description,
        Parameter("padding", Choice<Padding>?.self, "What rows are filled up to; \"max_length\" when left out.").description,
        Parameter("truncation", Choice<Truncation>?.self, "Where a long row is cut; \"right\" when left out.").description,
        Parameter("pad", default: 0, "0", "The token that fills up.").description,
        .open("begin", "A token, or several, before each text.", default: "null"),
        .open("end", "A token, or several, behind each text.", default: "null"),
    ]

    let tokenizer: any TextTokenizer
    let length: Int
    let padding: Padding
    let truncation: Truncation
    let pad: Int32
    let begin: [Int32]
    let end: [Int32]

    init(_ call: Call, _ arguments: BoundArguments) throws {
        let reader = OptionReader(call: call, arguments: arguments)
        tokenizer = try TokenizerArgument.choice(arguments.single[2], call).require(at: call.range)
        padding = try reader.choice("padding") ?? .maxLength
        truncation = try reader.choice("truncation") ?? .right
        pad = Int32(try reader.count("pad", atLeast: 0, atMost: Int(Int32.max)) ?? 0)
        begin = try Self.tokens("begin", reader)
        end = try Self.tokens("end", reader)
        length = try reader.count("max_length", atLeast: 1, atMost: 1 << 24) ?? 1024
        guard begin.count + end.count <= length else {
            throw Diagnostic(
                "wrong-argument", "`max_length` has no room for what is put around the text", at: reader.place("max_length"))
        }
    }

    private static func tokens(_ name: String, _ reader: OptionReader) throws -> [Int32] {
        guard let argument = reader.argument(name), !argument.value.isUnknown else { return [] }
        let items: [Value] = if case .list(let items) = argument.value { items } else { [argument.value] }
        return try items.map { item in
            guard case .int(let number) = item, let token = Int32(exactly: number), token >= 0 else {
                throw Diagnostic("wrong-argument", "`\(name)` is a token's number, or a list of them", at: argument.range)
            }
            return token
        }
    }
}

/// Texts as rows of tokens.
private struct TokenRows: Sendable {
    private static let fields = [Field("input_ids", .list(.int)), Field("attention_mask", .list(.int))]
    private static let type = DataType.record(fields)

    private let options: PreprocessOptions
    private let field: Field
    private let call: Call

    init(_ options: PreprocessOptions, _ field: Field, _ call: Call) {
        self.options = options
        self.field = field
        self.call = call
    }

    func plan(_ table: Plan) throws -> Plan {
        let filled: Int? =
            switch options.padding {
            case .none: nil
            case .maxLength: options.length
            case .longest: call.isChecking ? nil : try longest(table)
            }
        return try table.derivingRecord(
            of: [field],
            ScalarFunction("preprocess", mayFail: true) { [options] arguments, count, _ in
                try Self.column(arguments[0], count, options, filled)
            }, Self.fields, call)
    }

    /// How many tokens the longest row has, no more than there may be.
    private func longest(_ table: Plan) throws -> Int {
        let text = RowExpression(.column(field.name), type: field.type, origin: call.range)
        let picked = call.step(.select(table, [NamedExpression("text", text)]), Schema([Field("text", field.type)]))
        let context = call.evaluation.context
        let rows = try Executor.run(picked, context)
        let most = try Parallel.map(rows.chunks, threads: context.mostThreads) { chunk in
            try context.cancellation.check()
            return try (0..<chunk.count).reduce(0) { most, row in
                guard case .text(let text) = chunk.columns[0][row] else { return most }
                return try max(most, TokenizerArgument.explaining { try options.tokenizer.count(text.utf8.span) })
            }
        }
        return min((most.max() ?? 0) + options.begin.count + options.end.count, options.length)
    }

    private static func column(_ texts: Column, _ count: Int, _ options: PreprocessOptions, _ filled: Int?) throws -> Column {
        var (ids, mask, offsets): ([Int64], [Int64], [Int64]) = ([], [], [0])
        let room = options.length - options.begin.count - options.end.count
        for row in 0..<count {
            if case .text(let text) = texts[row] {
                let all = try TokenizerArgument.explaining { try options.tokenizer.encode(text.utf8.span) }
                let kept = options.truncation == .right ? all.prefix(room) : all.suffix(room)
                let own = options.begin + kept + options.end
                ids += own.map { Int64($0) }
                mask += Array(repeating: 1, count: own.count)
                let missing = max((filled ?? 0) - own.count, 0)
                ids += Array(repeating: Int64(options.pad), count: missing)
                mask += Array(repeating: 0, count: missing)
            }
            offsets.append(Int64(ids.count))
        }
        func lists(_ values: [Int64]) -> Column {
            Column(
                type: .list(.int), count: count, validity: texts.validity,
                storage: .lists(
                    offsets: Buffer(offsets), items: Column(type: .int, count: values.count, storage: .integers(Buffer(values)))))
        }
        return Column(type: type, count: count, storage: .records([lists(ids), lists(mask)]))
    }
}
