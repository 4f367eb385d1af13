package import OctavoSource

/// A typed expression over the columns of one table: one value a row. Names are resolved against a schema when it is made,
/// so running it cannot meet an unknown column.
package struct RowExpression: Sendable {
    package indirect enum Kind: Sendable {
        case column(String)
        case literal(Datum)
        /// The whole row as a record.
        case row
        /// The element that a list function binds; see `listFunction`.
        case element(ElementID)
        case negate(RowExpression)
        case not(RowExpression)
        /// Operands are int, float, time, date or duration as `type` requires; ints that overflow are a row's error.
        case arithmetic(ArithmeticOperator, RowExpression, RowExpression)
        /// Always true or false; operands have one common type, or int with float.
        case comparison(ComparisonOperator, RowExpression, RowExpression)
        case and(RowExpression, RowExpression)
        case or(RowExpression, RowExpression)
        case coalesce(RowExpression, RowExpression)
        /// Whether the first equals an item of the second, a list.
        case isIn(RowExpression, RowExpression)
        /// The value of the first condition that holds; a branch is evaluated on its own rows alone.
        case conditional([Branch], otherwise: RowExpression)
        /// Rows of the first that fail take the second's value.
        case attempt(RowExpression, otherwise: RowExpression)
        /// Texts end to end; null pieces write `null`.
        case concatenation([RowExpression])
        case field(RowExpression, String)
        case list([RowExpression])
        case record([(name: String, value: RowExpression)])
        /// To a type that every value of the operand's type has a place in (int to float, null to any).
        case widen(RowExpression)
        case function(ScalarFunction, [RowExpression])
        case listFunction(ListFunction, list: RowExpression, bound: [ElementID], body: RowExpression)
        /// One value a group: under `summarize`, or repeated for every row of its group elsewhere.
        case aggregate(Aggregate, RowExpression?, by: [RowExpression])
        case window(WindowFunction, RowExpression?, by: [RowExpression])
    }

    package struct Branch: Sendable {
        package let condition: RowExpression
        package let value: RowExpression

        package init(condition: RowExpression, value: RowExpression) {
            self.condition = condition
            self.value = value
        }
    }

    package let kind: Kind
    package let type: DataType
    /// What a failing row's message underlines.
    package let origin: SourceRange?
    /// Levels of expressions, itself among them.
    package let height: Int

    /// Evaluation calls itself once a level, on threads with a stack of `Parallel.stackBytes`: whoever makes expressions out of
    /// others stays below.
    package static let maximumHeight = 1000

    package init(_ kind: Kind, type: DataType, origin: SourceRange? = nil) {
        self.kind = kind
        self.type = type
        self.origin = origin
        height = 1 + kind.children.reduce(0) { max($0, $1.height) }
    }
}

/// Names one binding of an element, unique within a program.
package struct ElementID: Hashable, Sendable {
    package let number: Int
    package init(_ number: Int) { self.number = number }
}

package enum ArithmeticOperator: String, Sendable {
    case add = "+"
    case subtract = "-"
    case multiply = "*"
    case divide = "/"
    case power = "^"
}

package enum ComparisonOperator: String, Sendable {
    case equal = "=="
    case notEqual = "!="
    case less = "<"
    case lessOrEqual = "<="
    case greater = ">"
    case greaterOrEqual = ">="
}

/// List functions whose body runs once an element.
package enum ListFunction: String, Sendable {
    case map, filter, any, all
    /// By the body's value, stable.
    case sortBy = "sort_by"
}

package enum Aggregate: Hashable, Sendable {
    /// Rows, nulls included.
    case count
    /// Exact sums rounded once.
    case sum, mean
    case median, min, max
    /// Sample standard deviation (n − 1); null below two values.
    case std
    /// Linear interpolation between order statistics (type 7), q in 0…1.
    case quantile(Double)
    case first, last
    case distinctCount
    /// All values in row order, as a list; nulls skipped.
    case collect
    /// The most frequent value, the first to appear among equals.
    case mode
    case any, all

    /// The result's type for an argument of this type; `nil` where it takes no such argument.
    package func resultType(_ argument: DataType?) -> DataType? {
        switch self {
        case .count, .distinctCount: return .int
        case .any, .all: return argument == .bool || argument == .null ? .bool : nil
        case .sum:
            switch argument {
            case .int, .float, .duration: return argument
            case .bool, .null: return .int
            default: return nil
            }
        case .mean:
            switch argument {
            case .int, .float, .bool, .null: return .float
            case .duration, .time: return argument
            default: return nil
            }
        case .median, .quantile:
            switch argument {
            case .int, .float, .null: return .float
            case .duration, .time: return argument
            default: return nil
            }
        case .std:
            switch argument {
            case .int, .float, .null: return .float
            case .duration: return .duration
            default: return nil
            }
        case .min, .max:
            switch argument {
            case .list, .record, nil: return nil
            default: return argument
            }
        case .first, .last, .mode: return argument
        case .collect: return argument.map { .list($0) }
        }
    }
}

package enum WindowFunction: Hashable, Sendable {
    /// From 1, in row order.
    case rowNumber
    /// The value `n` rows before or after within the group; null past its ends.
    case lag(Int)
    case lead(Int)
    case cumulativeSum
    /// 1 for the smallest; equals share the lowest rank.
    case rank
}
