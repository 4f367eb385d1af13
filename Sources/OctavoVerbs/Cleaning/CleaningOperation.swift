package import OctavoLanguage
package import OctavoSource
package import OctavoTable
package import OctavoText

/// One of the operations that `clean` puts together: a verb that does it alone, and what it does to one text.
package struct CleaningOperation: Sendable {
    let verb: Verb
    /// Whether it drops rows, so that it must be told which texts decide.
    let dropsRows: Bool
    /// Made from the verb's own options.
    let make: @Sendable (Call, BoundArguments) throws -> Made

    /// What is done to each text by itself, and which duplicates go once all is done.
    struct Made: Sendable {
        let operation: any TextOperation
        var duplicates: DuplicateSearch? = nil
    }

    /// All of them; a new operation is a line here.
    static let all: [CleaningOperation] = [
        CleaningOperation(verb: .removePII, dropsRows: false) { Made(operation: try Removals.removal($0, $1)) },
        CleaningOperation(verb: .normalizeText, dropsRows: false) {
            Made(operation: try Normalizations.normalization($0, $1))
        },
        CleaningOperation(verb: .filterNoise, dropsRows: true) { call, arguments in
            let wanted = try NoiseArguments(arguments, from: 2, in: call)
            return Made(operation: NoiseFilter(wanted.rules), duplicates: wanted.duplicates)
        },
    ]

    package static var names: [String] { all.map(\.verb.name) }
    /// What is done where nobody says what: those that drop no row.
    package static var harmless: [String] { all.filter { !$0.dropsRows }.map(\.verb.name) }
}

/// What `clean` is asked to do: operations with their options, in order.
package struct CleaningRecipe: Sendable {
    private let steps: [(operation: CleaningOperation, made: CleaningOperation.Made, range: SourceRange)]

    package var dropsRows: Bool { steps.contains { $0.operation.dropsRows } }
    /// The rule by which a row goes where none of its texts is there.
    package var ruleOfNull: String? { steps.lazy.compactMap { $0.made.operation.ruleOfNull }.first }
    package var dropsNulls: Bool { ruleOfNull != nil }
    /// The first operation that drops rows.
    package var dropping: String? { steps.first { $0.operation.dropsRows }?.operation.verb.name }

    /// The duplicates that go after all else, which depends on the other rows.
    var duplicates: [DuplicateSearch] { steps.compactMap(\.made.duplicates) }

    /// The search for duplicates as steps over records whose texts are in these columns.
    package func duplicateSteps(over columns: [String]) -> [RecordRewriter.Step] {
        duplicates.flatMap { search in
            columns.map { RecordRewriter.Step(rule: search.rule, pass: DuplicatePass.of(search, $0, in: "clean")) }
        }
    }

    /// Everything on one text.
    package var fused: FusedOperations { FusedOperations(steps.map(\.made.operation)) }
    /// What only changes texts: for those that do not decide whether their row stays.
    package var changing: FusedOperations {
        FusedOperations(steps.filter { !$0.operation.dropsRows }.map(\.made.operation))
    }

    /// Refuses what cannot be done to a text by itself.
    func refuseDuplicates() throws {
        guard let step = steps.first(where: { $0.made.duplicates != nil }) else { return }
        throw Diagnostic(
            "not-supported", "`clean` of a text cannot drop duplicates: what is one depends on the texts before", at: step.range,
            help: ["a table: `t | clean(.text, operations: [{filter_noise: {duplicates: \"near\"}}])`"])
    }

    /// An operation as it was asked for: its name, its options, and where each stands.
    package struct Request {
        let name: String
        let range: SourceRange
        let options: [(name: String, value: Value, range: SourceRange)]

        package init(name: String, range: SourceRange, options: [(name: String, value: Value, range: SourceRange)] = []) {
            self.name = name
            self.range = range
            self.options = options
        }
    }

    package init(_ requests: [Request], _ call: Call) throws {
        if requests.isEmpty {
            throw Diagnostic(
                "missing-argument", "`clean` has nothing to do: no operation is named", at: call.range,
                notes: ["operations: " + CleaningOperation.names.map { "\"\($0)\"" }.joined(separator: ", ")])
        }
        steps = try requests.map { request in
            guard let operation = CleaningOperation.all.first(where: { $0.verb.name == request.name }) else {
                throw Self.unknown(request)
            }
            let own = Call(of: operation.verb, at: request.range, in: call.evaluation)
            return (operation, try operation.make(own, try Self.arguments(request, operation.verb)), request.range)
        }
    }

    private static func unknown(_ request: Request) -> Diagnostic {
        let nearest = Suggestion.best(for: request.name, among: CleaningOperation.names)
        return Diagnostic(
            "unknown-choice", "`clean` has no operation `\(request.name)`", at: request.range,
            label: nearest.map { "did you mean `\($0)`?" } ?? "",
            notes: ["operations: " + CleaningOperation.names.map { "\"\($0)\"" }.joined(separator: ", ")])
    }

    /// The options at the places of the verb's parameters, the first two of which are the table and its columns.
    private static func arguments(_ request: Request, _ verb: Verb) throws -> BoundArguments {
        var single = [BoundArguments.Argument?](repeating: nil, count: verb.parameters.count)
        let own = verb.parameters.indices.dropFirst(2)
        for option in request.options {
            guard let place = own.first(where: { verb.parameters[$0].name == option.name }) else {
                let names = own.map { verb.parameters[$0].name }
                throw Diagnostic(
                    "unknown-argument", "`\(verb.name)` has no option `\(option.name)`", at: option.range,
                    label: Suggestion.question(for: option.name, among: names) ?? "",
                    notes: ["options: " + names.map { "`\($0)`" }.joined(separator: ", ")])
            }
            single[place] = BoundArguments.Argument(value: option.value, range: option.range)
        }
        return BoundArguments(single: single)
    }
}
