package import OctavoSource
package import OctavoTable

/// One function of the catalogue: its declaration and its body. Help, completion, argument checking, reference pages and the
/// tests of the examples all read this one value.
///
/// A class because column expressions and plans compare functions by identity.
package final class Verb: Sendable {
    package enum Group: String, CaseIterable, Sendable {
        case looking, loading, tables, aggregates, windows, cleaning, annotation, prompts, models, text, numbers, times, lists,
            conversions, control
    }

    /// What happens to a call while a program is checked and nothing may run.
    package enum Checking: Sendable {
        /// The body only plans (it touches no row), so it runs and its result is known.
        case runsBody
        /// Only the declared type of the result is known.
        case declaresResult
    }

    package let name: String
    package let group: Group
    /// One sentence with its period.
    package let summary: String
    package let notes: String
    package let parameters: [ParameterDescription]
    package let returns: ValueType
    package let effects: Effects
    package let examples: [Example]
    /// What people call it elsewhere.
    package let searchTerms: [String]
    package let checking: Checking
    package let run: @Sendable (Call, BoundArguments) throws -> Value
    /// The call as part of a column expression; `nil` where it cannot be one.
    package let lift: Lift?
    /// How a function of single values runs over whole columns; the first that takes a call's types does.
    package let loops: [ColumnLoop]

    /// When a call is a column expression rather than a value.
    package enum LiftCondition: Sendable, Equatable {
        case never
        /// Functions of single values.
        case anyArgumentIsExpression
        /// List functions: the other arguments belong to the element.
        case firstArgumentIsExpression
        /// Aggregates and windows.
        case firstArgumentIsExpressionOrMissing
        /// Functions whose value is the row where only their last argument is written.
        case anyArgumentIsExpressionOrOneIsMissing
        /// Functions of an object or a table; what they are given besides a table belongs to its rows.
        case anyArgumentIsExpressionAndFirstIsObject
        /// Functions of a table, one argument of which belongs to the rows of another.
        case argumentIsExpression(Int)
    }

    package let liftCondition: LiftCondition
    /// Decodes the arguments and throws away what it got: checks a call that must not run.
    package let validate: @Sendable (Call, BoundArguments) throws -> Void

    package typealias Lift = @Sendable (ExpressionResolver, BoundArguments, SourceRange) throws -> RowExpression

    package init(
        _ name: String, _ group: Group, _ summary: String, notes: String = "", parameters: [ParameterDescription],
        returns: ValueType, effects: Effects = [], examples: [Example], searchTerms: [String] = [], checking: Checking,
        liftCondition: LiftCondition = .never, lift: Lift? = nil, loops: [ColumnLoop] = [],
        validate: @escaping @Sendable (Call, BoundArguments) throws -> Void = { _, _ in },
        run: @escaping @Sendable (Call, BoundArguments) throws -> Value
    ) {
        self.name = name
        self.group = group
        self.summary = summary
        self.notes = notes
        self.parameters = parameters
        self.returns = returns
        self.effects = effects
        self.examples = examples
        self.searchTerms = searchTerms
        self.checking = checking
        self.run = run
        self.lift = lift
        self.loops = loops
        self.liftCondition = liftCondition
        self.validate = validate
    }

    /// `head(t, n: int = 10) -> table`.
    package var signature: String {
        "\(name)(\(parameters.map(\.text).joined(separator: ", "))) -> \(returns)"
    }

    /// The same for a message: of very many options the first.
    package var shortSignature: String {
        if isShort { return signature }
        let shown = parameters.prefix(Self.mostShown).map(\.text) + ["…"]
        return "\(name)(\(shown.joined(separator: ", "))) -> \(returns)"
    }

    /// Whether a message can name all parameters with their types.
    var isShort: Bool { parameters.count <= 2 * Self.mostShown }

    private static let mostShown = 6
}

/// One runnable example: a program, and what it shows.
package struct Example: Sendable {
    package let program: String
    package let output: String

    package init(_ program: String, gives output: String) {
        self.program = program
        self.output = output
    }
}

/// What a declaration says of one parameter, without its Swift type.
package struct ParameterDescription: Sendable {
    package let name: String
    package let about: String
    package let expects: Expectation
    /// `nil` when it must be given; otherwise the default as the language writes it.
    package let defaultText: String?
    /// Takes every argument that no other parameter takes.
    package let isRest: Bool
    /// The only texts allowed, if there are such.
    package let choices: [String]

    package init(
        name: String, about: String, expects: Expectation, defaultText: String?, isRest: Bool, choices: [String] = []
    ) {
        self.name = name
        self.about = about
        self.expects = expects
        self.defaultText = defaultText
        self.isRest = isRest
        self.choices = choices
    }

    /// As a signature writes it.
    package var text: String {
        let rest = isRest ? "…" : ""
        switch expects {
        case .table, .anything: return "\(name)\(rest)"
        default: return "\(name)\(rest): \(expects)" + (isRest ? "" : defaultText.map { " = \($0)" } ?? "")
        }
    }
}

/// What an argument may be, as messages and completion say it.
package enum Expectation: Sendable, CustomStringConvertible {
    case table
    case column
    /// A column expression, or a value that stands for itself on every row.
    case expression
    /// `name: expr` or a plain column.
    case selection
    /// A function of an element: a lambda, a function's name, or an expression with `.`.
    case elementFunction
    case value(ValueType)
    case anything

    /// Whether an expression here belongs to the function's own rows or elements.
    var takesExpression: Bool {
        switch self {
        case .column, .expression, .selection, .elementFunction: true
        case .table, .value, .anything: false
        }
    }

    package var description: String {
        switch self {
        case .table: "table"
        case .column: "column"
        case .expression: "expr"
        case .selection: "name: expr"
        case .elementFunction: "function"
        case .value(let type): type.description
        case .anything: "any"
        }
    }
}

/// The functions that programs can call.
package struct Catalog: Sendable {
    package let verbs: [Verb]
    private let places: [String: Int]

    package init(_ verbs: [Verb]) {
        self.verbs = verbs
        self.places = Dictionary(verbs.enumerated().map { ($1.name, $0) }, uniquingKeysWith: { first, _ in first })
    }

    package subscript(_ name: String) -> Verb? { places[name].map { verbs[$0] } }
    package var names: [String] { verbs.map(\.name) }

    /// The functions whose search terms include `name`: what people call them elsewhere.
    package func synonyms(of name: String) -> [Verb] { verbs.filter { $0.searchTerms.contains(name) } }
}
