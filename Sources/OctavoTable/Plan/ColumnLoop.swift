/// How a function of single values runs over whole columns without making a `Datum` of each. A function declares one for each
/// kind of argument that it should be fast for; what none of them takes runs value by value.
package struct ColumnLoop: Sendable {
    /// A loop made for one call: constants are decoded, patterns compiled.
    package struct Bound: Sendable {
        package let mayFail: Bool
        /// Gets the arguments that are columns, in order; gives null where the first argument is null.
        package let body: ScalarFunction.Body

        package init(mayFail: Bool, _ body: @escaping ScalarFunction.Body) {
            self.mayFail = mayFail
            self.body = body
        }
    }

    /// `nil` for calls that it is not made for. Throws what is wrong with a constant, such as a pattern.
    package let bind: @Sendable (ColumnCall) throws -> Bound?

    package init(_ bind: @escaping @Sendable (ColumnCall) throws -> Bound?) { self.bind = bind }

    /// The first of `loops` that is made for this call.
    package static func bound(_ loops: [ColumnLoop], _ call: ColumnCall) throws -> Bound? {
        for loop in loops {
            if let bound = try loop.bind(call) { return bound }
        }
        return nil
    }
}

/// What is known of a function's arguments before any row.
package struct ColumnCall: Sendable {
    package enum Argument: Sendable {
        /// The same for every row.
        case constant(Datum)
        case column(DataType)

        package var type: DataType {
            switch self {
            case .constant(let value): value.type
            case .column(let type): type
            }
        }
    }

    /// One a declared parameter, `nil` where none was given; then those of a rest parameter.
    package let arguments: [Argument?]
    package let result: DataType

    package init(_ arguments: [Argument?], result: DataType) {
        self.arguments = arguments
        self.result = result
    }

    package subscript(_ place: Int) -> Argument? { place < arguments.count ? arguments[place] : nil }

    /// The type of an argument that is a column.
    package func column(_ place: Int) -> DataType? {
        if case .column(let type)? = self[place] { type } else { nil }
    }

    /// An argument that is the same for every row; null where none was given.
    package func constant(_ place: Int) -> Datum? {
        switch self[place] {
        case .constant(let value)?: value
        case .column?: nil
        case nil: .null
        }
    }

    /// A constant text; `nil` for anything else.
    package func text(_ place: Int) -> String? {
        if case .text(let text)? = constant(place) { text } else { nil }
    }

    /// A constant int; `nil` for anything else.
    package func int(_ place: Int) -> Int64? {
        if case .int(let number)? = constant(place) { number } else { nil }
    }
}
