package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let collect = Verb(
        "collect", .aggregates,
        "Gives all values as a list, in row order; with `config:`, the rows of all sources that a file names.",
        notes: """
            Of values nulls are skipped; without any value the result is an empty list.

            `collect(config: "config/data_config.yaml")` reads what stands there under `data_sources`, each with its format and path, one below \
            the other: a column `source` says which, columns meet by name, and one that a source lacks is null there. Nothing is held: \
            rows are read when they are wanted. What is wrong with a source is shown at its line of the file. Mailboxes and single messages \
            may stand in one folder.
            """,
        parameters: [
            ParameterDescription(
                name: "values", about: "A column inside verbs; or a list, or a column of a table.", expects: .anything,
                defaultText: "null", isRest: false),
            ParameterDescription(
                name: "by", about: "What makes a group, inside `derive`, `filter` and `sort`.", expects: .expression,
                defaultText: "null", isRest: false),
            ParameterDescription(
                name: "config", about: "A YAML file that names sources, such as `config/data_config.yaml`.",
                expects: .value(.text), defaultText: "null", isRest: false),
            ParameterDescription(
                name: "sources", about: "Only these sources of the file.", expects: .value(.list(.text)), defaultText: "null",
                isRest: false),
        ],
        returns: .any,
        examples: [Example("collect([1, null, 2])", gives: "[1, 2]")],
        searchTerms: ["list", "array_agg", "collect_list", "data_collector", "sources", "load_all"], checking: .runsBody,
        liftCondition: .firstArgumentIsExpression, lift: AggregateLifting.lift(.collect)
    ) { call, arguments in
        // A text has no values to collect, so it names a file.
        var config = arguments.single[2]
        if config == nil, case .text? = arguments.single[0]?.value { config = arguments.single[0] }
        if let config, !config.value.isNull {
            let path: String
            switch config.value {
            case .text(let text): path = text
            case .unknown:
                call.record(.readsFiles)
                call.record(.reads, "file", nil)
                return .unknown(.table(nil))
            default: throw String.mismatch(config.value, config.range, call, call.verb.parameters[2])
            }
            let wanted = try arguments.single[3].map {
                try ListOf<String>?.decode($0, in: call, parameter: call.verb.parameters[3])?.items
            }
            return try SourceCollection(call, config: path, at: config.range).value(
                only: wanted ?? nil, at: arguments.single[3]?.range)
        }
        guard let first = arguments.single[0] else {
            throw Diagnostic(
                "missing-argument", "`collect` needs a column or a list to collect, or `config:`", at: call.range,
                help: ["`collect(.name)` inside `summarize`, or `collect(config: \"config/data_config.yaml\")`"])
        }
        return try AggregateLifting.value(.collect, of: first, in: call)
    }
}
