package import OctavoLanguage
import OctavoSource
import OctavoTable

/// What tests have said of a prompt, as an argument.
package struct ReleaseResults: ArgumentType {
    private let argument: BoundArguments.Argument

    package static var expects: Expectation { .anything }

    /// More rows than these are no summary.
    private static let most = 100

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> ReleaseResults {
        switch argument.value {
        case .table, .record, .list, .unknown: return ReleaseResults(argument: argument)
        default:
            throw Diagnostic(
                "wrong-argument", "`results` is a table or a record of numbers, not \(article(argument.value.kindName))",
                at: argument.range, help: ["`results: compare(cases, p, contains(.response, .must))`"])
        }
    }

    /// A record for each way in which it was tested.
    func rows(_ call: Call) throws -> [Datum] {
        var value = argument.value
        if case .record(let record) = value, let matrix = record["matrix"], case .table = matrix { value = matrix }
        var records: [[(name: String, value: Datum)]]
        switch value {
        case .record:
            guard case .record(let fields)? = value.datum else { throw wrong("a table in a record") }
            records = [fields]
        default:
            let plan = try TableArgument.decode(
                .init(value: value, range: argument.range), in: call, parameter: call.verb.parameters[0]
            ).plan
            let table = try call.force(plan)
            guard table.count <= Self.most else { throw wrong("\(table.count) rows") }
            records = (0..<table.count).map { table.record($0) }
        }
        try refuseSeveral(records)
        return try records.map { .record(try kept($0)) }
    }

    /// Names of a comparison are those that its prompts had in the program, so they do not say which one is released.
    private func refuseSeveral(_ records: [[(name: String, value: Datum)]]) throws {
        let all = Set(records.compactMap { record in record.first { $0.name == "prompt" }?.value.text }).sorted()
        if all.count < 2 { return }
        throw Diagnostic(
            "wrong-argument", "`results` are those of one prompt, and these are of \(all.count)", at: argument.range,
            notes: ["there are " + all.map { "`\($0)`" }.joined(separator: ", ")],
            help: ["`results: c.matrix | filter(.prompt == \"\(all[0])\")`"])
    }

    private func kept(_ record: [(name: String, value: Datum)]) throws -> [(name: String, value: Datum)] {
        try record.compactMap { field in
            if field.name == "prompt" || field.value.isNull { return nil }
            switch field.value {
            case .text, .int, .bool: return field
            case .float(let number) where number.isFinite: return field
            case .duration(let span): return (field.name, .float(Double(span) / 1e6))
            default: throw wrong("`\(field.name)`, which is \(article(InputKind.of(field.value)))")
            }
        }
    }

    private func wrong(_ what: String) -> Diagnostic {
        Diagnostic(
            "wrong-argument", "`results` are a few rows of numbers and texts, and this has \(what)", at: argument.range,
            help: ["`select` and `summarize` make a summary of what was tested"])
    }
}

private enum InputKind {
    static func of(_ value: Datum) -> String {
        switch value {
        case .list: "list"
        case .record: "record"
        default: "\(value.type)"
        }
    }
}
