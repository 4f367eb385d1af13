package import OctavoSource
package import OctavoSyntax

/// What names mean at one point of a program. A value: a function that keeps its environment keeps these meanings.
package struct Environment: Sendable {
    package struct Binding: Sendable {
        package let value: Value
        /// The place that bound it.
        package let range: SourceRange?
        package let documentation: String?

        package init(_ value: Value, range: SourceRange? = nil, documentation: String? = nil) {
            self.value = value
            self.range = range
            self.documentation = documentation
        }
    }

    package private(set) var values = NameTable<Binding>()
    package private(set) var functions = NameTable<UserFunction>()

    package init() {}

    package mutating func bind(_ name: String, _ binding: Binding) { values[name] = binding }
    package mutating func define(_ function: UserFunction) { functions[function.name] = function }

    /// Removes what a cell defined before it is run again.
    package mutating func remove(_ use: NameUse) {
        switch use.kind {
        case .value: values[use.name] = nil
        case .function: functions[use.name] = nil
        }
    }

    package mutating func merge(_ other: Environment) {
        values.merge(other.values)
        functions.merge(other.functions)
    }

    /// Takes one name's meaning from `other`.
    package mutating func take(_ use: NameUse, from other: Environment) {
        switch use.kind {
        case .value: values[use.name] = other.values[use.name]
        case .function: functions[use.name] = other.functions[use.name]
        }
    }
}

/// A name with its namespace: functions and values are told apart.
package struct NameUse: Hashable, Sendable, Comparable {
    package enum Kind: String, Sendable { case value, function }
    package let kind: Kind
    package let name: String

    package init(_ kind: Kind, _ name: String) {
        self.kind = kind
        self.name = name
    }

    /// `raw`, `is_short()`.
    package var text: String { kind == .function ? name + "()" : name }

    package static func < (left: NameUse, right: NameUse) -> Bool {
        (left.name, left.kind.rawValue) < (right.name, right.kind.rawValue)
    }
}

/// `f(a, b: 2) = body` with the meanings its body keeps.
package final class UserFunction: Sendable {
    package let name: String
    package let parameters: [ParameterSyntax]
    package let body: ExpressionSyntax
    package let source: Source
    package let range: ByteRange
    package let documentation: String?
    let scope: Scope

    init(
        name: String, parameters: [ParameterSyntax], body: ExpressionSyntax, source: Source, range: ByteRange,
        documentation: String?, scope: Scope
    ) {
        self.name = name
        self.parameters = parameters
        self.body = body
        self.source = source
        self.range = range
        self.documentation = documentation
        self.scope = scope
    }

    /// `f(a, b: 2)`.
    package var signature: String {
        let list = parameters.map { parameter in
            parameter.name.text + (parameter.defaultValue.map { ": " + source.text(in: $0.range) } ?? "")
        }
        return "\(name)(\(list.joined(separator: ", ")))"
    }
}

/// `(a, b) -> body` with the meanings its body keeps.
package final class Lambda: Sendable {
    package let parameters: [NameSyntax]
    package let body: ExpressionSyntax
    package let source: Source
    package let range: ByteRange
    let scope: Scope

    init(parameters: [NameSyntax], body: ExpressionSyntax, source: Source, range: ByteRange, scope: Scope) {
        self.parameters = parameters
        self.body = body
        self.source = source
        self.range = range
        self.scope = scope
    }
}

/// The session's names below, and the locals of the blocks and calls around a place on top.
struct Scope: Sendable {
    var globals: Environment
    var locals: Local?

    /// One local name; a chain is shared by everything that was made inside it.
    final class Local: Sendable {
        let name: String
        let value: Value
        let function: UserFunction?
        let outer: Local?

        init(name: String, value: Value, function: UserFunction? = nil, outer: Local?) {
            self.name = name
            self.value = value
            self.function = function
            self.outer = outer
        }
    }

    mutating func bindLocal(_ name: String, _ value: Value) {
        locals = Local(name: name, value: value, outer: locals)
    }

    mutating func defineLocal(_ function: UserFunction) {
        locals = Local(name: function.name, value: .null, function: function, outer: locals)
    }

    func value(_ name: String) -> Value? {
        var local = locals
        while let here = local {
            if here.function == nil, here.name == name { return here.value }
            local = here.outer
        }
        return globals.values[name]?.value
    }

    /// A value's place and what it is, locals included; those have no place.
    func binding(_ name: String) -> Environment.Binding? {
        guard let value = value(name) else { return nil }
        var local = locals
        while let here = local {
            if here.function == nil, here.name == name { return Environment.Binding(value) }
            local = here.outer
        }
        return globals.values[name]
    }

    func function(_ name: String) -> UserFunction? {
        var local = locals
        while let here = local {
            if let function = here.function, here.name == name { return function }
            local = here.outer
        }
        return globals.functions[name]
    }

    /// Every name in scope, for suggestions and completion.
    var allNames: [String] {
        var names = Set(globals.values.keys).union(globals.functions.keys)
        var local = locals
        while let here = local {
            names.insert(here.name)
            local = here.outer
        }
        return names.sorted()
    }
}
