package import OctavoSource

/// A call's arguments, each at its parameter.
package struct BoundArguments: Sendable {
    package struct Argument: Sendable {
        /// The label that made this a named new column, or an element of the rest with a name.
        package let label: String?
        package let value: Value
        package let range: SourceRange

        package init(label: String? = nil, value: Value, range: SourceRange) {
            self.label = label
            self.value = value
            self.range = range
        }
    }

    /// One place a parameter; `nil` where the default holds. The rest parameter's own place is always `nil`.
    package var single: [Argument?]
    /// What the rest parameter took, in the order written.
    package var rest: [Argument]

    package init(single: [Argument?], rest: [Argument] = []) {
        self.single = single
        self.rest = rest
    }

    /// Whether any argument is a column expression.
    package var holdsExpression: Bool {
        single.contains { $0?.value.isExpression ?? false } || rest.contains { $0.value.isExpression }
    }

    /// The height of the highest column expression among the arguments.
    var height: Int {
        max(single.reduce(0) { max($0, $1?.value.expressionHeight ?? 0) }, rest.reduce(0) { max($0, $1.value.expressionHeight) })
    }

    /// Whether any argument failed its check.
    package var holdsFailure: Bool {
        single.contains { $0?.value.holdsFailure ?? false } || rest.contains { $0.value.holdsFailure }
    }

    /// Whether a column expression stands where the parameter does not take one.
    func holdsExpression(outside parameters: [ParameterDescription]) -> Bool {
        let takesRest = parameters.first(where: \.isRest)?.expects.takesExpression ?? false
        return zip(parameters, single).contains { ($1?.value.isExpression ?? false) && !$0.expects.takesExpression }
            || !takesRest && rest.contains { $0.value.isExpression }
    }

    package var holdsUnknown: Bool {
        single.contains { $0?.value.holdsUnknown ?? false } || rest.contains { $0.value.holdsUnknown }
    }
}

extension Value {
    /// The levels of a column expression; none where it is a plain value.
    var expressionHeight: Int { if case .expression(let expression) = self { expression.height } else { 0 } }

    package var isExpression: Bool { if case .expression = self { true } else { false } }
    var isFunction: Bool { if case .function = self { true } else { false } }
}
