package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let clean = Verb(
        "clean", .cleaning, "Does several cleaning operations at once: one pass over the data, one copy.",
        notes: """
            Operations are those of `cleaning_operations` in a file that `config:` names, or of `operations:`: a name, or a record with \
            the operation's options. They take turns on each text until it stays as it is, so cleaning again changes nothing. \
            Without columns all texts are cleaned, those in lists and records too; an operation that drops rows needs the columns \
            that decide, and a row goes when one of their texts does. Duplicates (`{filter_noise: {duplicates: "near"}}`) are looked for \
            last, among the texts as they are then. `report` tells what was replaced and what was dropped, by which rule, with examples. \
            `octavo clean` does the same to a file or a pipe.
            """,
        parameters: [
            .open("t", "The table, or a text."),
            ParameterDescription(
                name: "columns", about: "The text columns; all of them when left out.", expects: .column, defaultText: nil,
                isRest: true),
            ParameterDescription(
                name: "operations", about: "What is done, in this order.", expects: .value(.list(.text)), defaultText: "null",
                isRest: false),
            ParameterDescription(
                name: "config", about: "A YAML file that says it, such as `config/data_config.yaml`.", expects: .value(.text),
                defaultText: "null", isRest: false),
        ],
        returns: .any,
        examples: [
            Example(
                "clean(\"I am ann@hotel.example\", operations: [{remove_pii: {style: \"mask\"}}])",
                gives: "\"I am a***@h***.example\""),
            Example(
                "table([{id: 1, turns: [\"Hi\", \"mail a@b.example\"]}]) | clean(operations: [\"remove_pii\"])",
                gives: "|  id | turns                  |\n| --: | ---------------------- |\n|   1 | [\"Hi\", \"mail [EMAIL]\"] |"),
            Example(
                "table([{q: \"...\"}, {q: \"I am a@b.example\"}]) | clean(.q, operations: [\"remove_pii\", \"filter_noise\"])",
                gives: "| q            |\n| ------------ |\n| I am [EMAIL] |"),
        ],
        searchTerms: ["data_cleaner", "scrub", "sanitize", "clean_text", "pipeline"],
        checking: .runsBody, liftCondition: .firstArgumentIsExpression,
        lift: { resolver, arguments, range in
            let call = try resolver.call(of: "clean", at: range)
            if let extra = arguments.rest.first {
                throw Diagnostic(
                    "too-many-arguments", "`clean` of a text takes one text", at: extra.range,
                    help: ["`t | clean(.a, .b)` for columns of a table; `clean(.a)` for one text"])
            }
            guard let first = arguments.single[0] else { return RowExpression(.literal(.null), type: .text, origin: range) }
            let text = try resolver.resolve(first)
            guard let (recipe, _) = try CleaningStep.recipe(call, arguments) else {
                return RowExpression(.literal(.null), type: text.type, origin: range)
            }
            try recipe.refuseDuplicates()
            guard text.type.holdsTexts || text.type == .null else {
                throw WrongArgument.diagnostic("clean", takes: "text", for: "t", not: text.type.description).located(
                    at: first.range)
            }
            return CleaningStep.expression(recipe, over: text, decides: text.type == .text, at: range)
        },
        run: { call, arguments in
            guard let first = arguments.single[0] else { return .null }
            guard let (recipe, columns) = try CleaningStep.recipe(call, arguments) else {
                if case .table = first.value { return .unknown(.table(nil)) }
                return .unknown(first.value.type)
            }
            switch first.value {
            case .null: return .null
            case .unknown(let type): return .unknown(type)
            case .text(let text):
                if let extra = arguments.rest.first {
                    throw Diagnostic("too-many-arguments", "`clean` of a text takes no columns", at: extra.range)
                }
                try recipe.refuseDuplicates()
                var result: [UInt8] = []
                switch recipe.fused.makeWorker().run(text.utf8.span, into: &result) {
                case .changed: return .text(String(decoding: result, as: UTF8.self))
                case .unchanged: return first.value
                case .dropped: return .null
                }
            case .table, .list:
                let plan = try TableArgument.decode(first, in: call, parameter: call.verb.parameters[0]).plan
                return .table(try CleaningStep(call, arguments, plan, recipe, columns).plan)
            default:
                throw WrongArgument.diagnostic("clean", takes: "a table or a text", for: "t", not: first.value).located(
                    at: first.range)
            }
        })
}

extension DataType {
    /// Whether there are texts in it, at whatever depth.
    var holdsTexts: Bool {
        switch self {
        case .text: true
        case .list(let item): item.holdsTexts
        case .record(let fields): fields.contains { $0.type.holdsTexts }
        default: false
        }
    }
}
