import OctavoSource
import OctavoSyntax
import OctavoTable

/// An argument as written, evaluated.
struct WrittenArgument {
    let label: NameSyntax?
    /// The label was a text: a new column, never an option.
    let isTextLabel: Bool
    let value: Value
    let range: SourceRange
}

extension Evaluator {
    // MARK: - Pipes and members

    func pipe(_ input: ExpressionSyntax, _ stage: ExpressionSyntax, _ range: ByteRange, _ scope: Scope) throws -> Value {
        let first = WrittenArgument(
            label: nil, isTextLabel: false, value: try value(input, scope), range: place(input.range))
        switch stage.kind {
        case .call(let callee, let arguments): return try call(callee, arguments, piped: first, range, scope)
        case .column(let label): return try member(of: first.value, label, range)
        case .member(let base, let label):
            if case .column = base.kind {
                return try member(of: try pipe(input, base, base.range, scope), label, range)
            }
            return try call(stage, [], piped: first, range, scope)
        case .missing: return .unknown(.any)
        default: return try call(stage, [], piped: first, range, scope)
        }
    }

    func member(_ base: ExpressionSyntax, _ label: NameSyntax, _ range: ByteRange, _ scope: Scope) throws -> Value {
        let whole = try value(base, scope)
        guard case .table(let plan) = whole else { return try member(of: whole, label, range) }
        var inner = self
        inner.surroundings.tables = [.init(plan: plan, range: place(base.range))]
        return try inner.member(of: whole, label, range)
    }

    func member(of base: Value, _ label: NameSyntax, _ range: ByteRange) throws -> Value {
        let name = label.text
        switch base {
        case .expression(let expression): return .expression(ColumnExpression(.member(expression, name), place(range)))
        case .unknown(.record(let fields)):
            if let field = fields.first(where: { $0.name == name }) { return .unknown(field.type) }
            return .unknown(.any)
        case .unknown(.table(let schema)): return .unknown(.column(schema?.type(of: name)))
        case .unknown: return .unknown(.any)
        case .null: return .null
        case .record(let record):
            if let value = record[name] { return value }
            throw unknownField(name, label.range, among: record.names, of: "in this record")
        case .table(let plan):
            guard plan.schema.index(of: name) != nil else {
                throw UnknownColumn.diagnostic(name, in: plan.schema, at: place(label.range), surroundings)
            }
            return .column(plan, name)
        case .module(let module):
            if let binding = module.environment.values[name] { return binding.value }
            if let function = module.environment.functions[name] { return .function(.user(function)) }
            let names = module.environment.values.keys.sorted() + module.environment.functions.keys.sorted()
            throw unknownField(name, label.range, among: names, of: "in module `\(module.name)`")
        case .object(let object):
            if let value = object.member(name) { return value }
            throw unknownField(name, label.range, among: object.memberNames, of: "in this \(object.typeName)")
        default:
            throw Diagnostic(
                "no-members", "\(article(base.kindName)) has no fields: `.\(name)` has nothing to name", at: place(label.range),
                help: evaluation.catalog[name] == nil ? [] : ["the function `\(name)` is called by `… | \(name)`"])
        }
    }

    func unknownField(_ name: String, _ range: ByteRange, among names: [String], of what: String) -> Diagnostic {
        let nearest = Suggestion.best(for: name, among: names)
        return Diagnostic(
            "unknown-field", "no field `.\(WrittenForm.label(name))` \(what)", at: place(range),
            label: nearest.map { "did you mean `.\(WrittenForm.label($0))`?" } ?? "",
            notes: ["fields: " + (names.isEmpty ? "none" : names.prefix(12).joined(separator: ", "))],
            fix: nearest.map { .replace(place(range), with: UnknownColumn.written($0, at: place(range))) })
    }

    // MARK: - Calls

    func call(
        _ callee: ExpressionSyntax, _ arguments: [ArgumentSyntax], piped: WrittenArgument?, _ range: ByteRange, _ scope: Scope
    ) throws -> Value {
        let function = try function(callee, arguments, scope)
        var written = piped.map { [$0] } ?? []
        // The columns of the table that the call works on are what its other arguments may mean.
        var inner = self
        inner.surroundings.scope = scope
        if case .table(let plan)? = piped?.value {
            inner.surroundings.tables = [.init(plan: plan, range: written[0].range)]
        }
        for argument in arguments {
            let value = try inner.value(argument.value, scope)
            let range = place(argument.value.range)
            if written.isEmpty, argument.label == nil, case .table(let plan) = value {
                inner.surroundings.tables = [.init(plan: plan, range: range)]
            }
            if argument.isSpread {
                switch value {
                case .unknown(let type): return .unknown(type.isFailed ? .failed : .any)
                case .list(let items):
                    written += items.map { WrittenArgument(label: nil, isTextLabel: false, value: $0, range: range) }
                case .record(let record):
                    written += record.fields.map { field in
                        WrittenArgument(
                            label: NameSyntax(field.name, argument.value.range), isTextLabel: false, value: field.value,
                            range: range)
                    }
                default:
                    throw Diagnostic(
                        "wrong-spread", "`...` in a call takes a list or a record, not \(value.kindName)", at: range)
                }
            } else {
                written.append(
                    WrittenArgument(
                        label: argument.label?.name, isTextLabel: argument.label?.isText ?? false, value: value, range: range))
            }
        }
        switch function {
        case .function(let function):
            // What flows in is not the call's own place.
            let start = piped == nil ? range.start : callee.range.start
            return try inner.invoke(function, written, place(range), stage: place(ByteRange(start, range.end)))
        case .unknown(let type): return .unknown(type.isFailed ? .failed : .any)
        default:
            throw Diagnostic(
                "not-a-function", "`\(source.text(in: callee.range))` is \(article(function.kindName)), not a function",
                at: place(callee.range))
        }
    }

    /// A name where a function is meant: first a function, then a value that is one.
    private func function(
        _ callee: ExpressionSyntax, _ arguments: [ArgumentSyntax], _ scope: Scope
    ) throws -> Value {
        switch callee.kind {
        case .name(let name):
            if let function = scope.function(name) { return .function(.user(function)) }
            let bound = scope.value(name)
            if let verb = evaluation.catalog[name] { return .function(.verb(verb)) }
            if let bound { return bound }
            throw UnknownName.function(name, at: place(callee.range), scope, evaluation.catalog)
        case .member(let base, let label):
            let owner = try value(base, scope)
            if hasMember(owner, label.text) || !(scope.function(label.text) != nil || evaluation.catalog[label.text] != nil) {
                return try member(of: owner, label, callee.range)
            }
            throw methodCall(base, label, arguments)
        default: return try value(callee, scope)
        }
    }

    private func hasMember(_ owner: Value, _ name: String) -> Bool {
        switch owner {
        case .module, .unknown: true
        case .record(let record): record[name] != nil
        case .object(let object): object.member(name) != nil
        default: false
        }
    }

    /// `t.head(3)`, where `head(t, 3)` is meant.
    private func methodCall(_ base: ExpressionSyntax, _ label: NameSyntax, _ arguments: [ArgumentSyntax]) -> Diagnostic {
        let owner = source.text(in: base.range)
        let name = label.text
        var end = label.range.end
        while end < source.bytes.count, source.bytes[end] != UInt8(ascii: "(") { end += 1 }
        let opening = place(ByteRange(base.range.start, min(end + 1, source.bytes.count)))
        return Diagnostic(
            "method-call", "a value has no methods: `\(name)` is a function that the value flows into", at: place(label.range),
            help: ["`\(owner) | \(name)(…)` is `\(name)(\(owner), …)`"],
            fix: end < source.bytes.count
                ? Fix(
                    "write `\(name)(\(owner)\(arguments.isEmpty ? "" : ", …"))`",
                    [.init(opening, "\(name)(\(owner)\(arguments.isEmpty ? "" : ", ")")]) : nil)
    }

    /// Calls `function`; `stage` is the call's own place, without what flows into it.
    func invoke(
        _ function: FunctionValue, _ written: [WrittenArgument], _ range: SourceRange, stage: SourceRange? = nil
    ) throws -> Value {
        switch function {
        case .verb(let verb):
            if isChecking, written.contains(where: \.value.holdsFailure) { return .unknown(.failed) }
            return try invoke(verb, try ArgumentBinder.bind(written, to: verb, stage ?? range), range, stage: stage)
        case .user(let user): return try invoke(user, written, stage ?? range)
        case .lambda(let lambda):
            if let labelled = written.first(where: { $0.label != nil }) {
                throw Diagnostic("unknown-argument", "a lambda takes no labels", at: labelled.range)
            }
            return try apply(.function(.lambda(lambda)), written.map(\.value), at: stage ?? range)
        }
    }

    func invoke(
        _ verb: Verb, _ bound: BoundArguments, _ range: SourceRange, stage: SourceRange? = nil
    ) throws -> Value {
        evaluation.record(verb.effects)
        let whole = range
        let range = stage ?? range
        let call = Call(verb: verb, range: range, evaluation: evaluation, surroundings: surroundings(of: bound))
        if verb.lift != nil, Lifting.applies(verb, bound) {
            return .expression(ColumnExpression(.call(verb, bound), whole))
        }
        if !verb.effects.isEmpty, bound.holdsExpression(outside: verb.parameters) {
            throw Diagnostic(
                "not-in-expression", "`\(verb.name)` does more than give a value, so it cannot stand in a column expression",
                at: range, help: ["call it before, and bind what it gives to a name"])
        }
        try refuse(verb, range)
        guard isChecking else {
            let result = try verb.run(call, bound)
            if case .text(let text) = result { try evaluation.reserve(bytes: text.utf8.count, at: range) }
            return result
        }
        if bound.holdsUnknown {
            // What writes runs its body for what it notes of the name it writes under, whatever the table will be.
            let isNoted = !verb.effects.isDisjoint(with: [.store, .writesFiles])
            let blocked =
                !isNoted
                && zip(verb.parameters, bound.single).contains { parameter, argument in
                    guard let argument, argument.value.isUnknown else { return false }
                    if case .table = parameter.expects { return true }
                    return verb.lift != nil
                }
            if blocked || verb.lift != nil {
                if case .table(nil) = verb.returns, case .unknown(.table(let schema))? = bound.single.first??.value, schema == nil
                {
                    return .unknown(.table(nil))
                }
                return .unknown(verb.returns)
            }
        }
        switch verb.checking {
        case .runsBody: return try verb.run(call, bound)
        case .declaresResult:
            try verb.validate(call, bound)
            return .unknown(verb.returns)
        }
    }

    private func surroundings(of bound: BoundArguments) -> Surroundings {
        var result = surroundings
        result.arguments = bound.single.map { $0?.range }
        result.labels = bound.rest.compactMap(\.label)
        result.tables = (bound.single.compactMap { $0 } + bound.rest).compactMap { argument in
            if case .table(let plan) = argument.value { .init(plan: plan, range: argument.range) } else { nil }
        }
        return result
    }

    /// Effects that this run may not have.
    private func refuse(_ verb: Verb, _ range: SourceRange) throws {
        if evaluation.capabilities.isOffline, verb.effects.contains(.network) {
            throw Diagnostic("offline", "`\(verb.name)` needs the network, and this run is offline", at: range)
        }
        if evaluation.capabilities.isReadOnly, verb.effects.contains(.writesFiles) {
            throw Diagnostic("read-only", "`\(verb.name)` writes, and this run is read-only", at: range)
        }
    }

    private func invoke(_ user: UserFunction, _ written: [WrittenArgument], _ range: SourceRange) throws -> Value {
        var inner = Evaluator(evaluation: evaluation, source: user.source, depth: depth + 1)
        guard inner.depth <= Evaluation.depthLimit else {
            throw Diagnostic(
                "too-deep", "calls nest more than \(Evaluation.depthLimit) deep here", at: range,
                help: ["`map`, `fold` and verbs work over many values without nesting calls"])
        }
        var scope = user.scope
        var given: [Value?] = user.parameters.map { _ in nil }
        var next = 0
        for argument in written {
            if let label = argument.label {
                guard let index = user.parameters.firstIndex(where: { $0.name.text == label.text }) else {
                    let names = user.parameters.map(\.name.text)
                    let nearest = Suggestion.best(for: label.text, among: names)
                    throw Diagnostic(
                        "unknown-argument", "`\(user.name)` has no parameter `\(label.text)`", at: place(label.range),
                        label: nearest.map { "did you mean `\($0)`?" } ?? "", help: ["`\(user.signature)`"],
                        fix: nearest.map { .replace(place(label.range), with: $0) })
                }
                guard given[index] == nil else {
                    throw Diagnostic("duplicate-argument", "`\(label.text)` is given twice", at: argument.range)
                }
                given[index] = argument.value
            } else {
                while next < given.count, given[next] != nil { next += 1 }
                guard next < given.count else {
                    throw Diagnostic(
                        "too-many-arguments", "`\(user.name)` takes \(user.parameters.count), and this is one more",
                        at: argument.range, help: ["`\(user.signature)`"])
                }
                given[next] = argument.value
            }
        }
        for (index, parameter) in user.parameters.enumerated() {
            if let value = given[index] {
                scope.bindLocal(parameter.name.text, value)
            } else if let fallback = parameter.defaultValue {
                scope.bindLocal(parameter.name.text, try inner.value(fallback, scope))
            } else {
                throw Diagnostic(
                    "missing-argument", "`\(user.name)` needs `\(parameter.name.text)`", at: range, help: ["`\(user.signature)`"])
            }
        }
        inner.frames = frames + [Frame(name: user.name, range: range)]
        if evaluation.isBusy { return .unknown(.any) }
        do {
            return try inner.value(user.body, scope)
        } catch let diagnostic as Diagnostic where diagnostic.primary?.range.source === user.source {
            guard diagnostic.secondary.count < Self.shownFrames else { throw diagnostic }
            throw diagnostic.labelling(range, "in this call of `\(user.name)`")
        }
    }

    /// Calls a function with values in order; an expression takes the first as its row or element.
    func apply(_ function: Value, _ values: [Value], at range: SourceRange) throws -> Value {
        switch function {
        case .function(.lambda(let lambda)):
            guard lambda.parameters.count == values.count else {
                throw Diagnostic(
                    "wrong-arity",
                    "this function takes \(Quantity.of(lambda.parameters.count, "value")) and gets \(values.count)", at: range)
            }
            var scope = lambda.scope
            for (parameter, value) in zip(lambda.parameters, values) { scope.bindLocal(parameter.text, value) }
            var inner = Evaluator(evaluation: evaluation, source: lambda.source, depth: depth + 1)
            inner.frames = frames
            guard inner.depth <= Evaluation.depthLimit else {
                throw Diagnostic("too-deep", "calls nest more than \(Evaluation.depthLimit) deep here", at: range)
            }
            return try inner.value(lambda.body, scope)
        case .function(let other):
            let written = values.map { WrittenArgument(label: nil, isTextLabel: false, value: $0, range: range) }
            return try invoke(other, written, range)
        case .expression(let expression):
            return try ExpressionInterpreter(evaluator: self, row: values.first ?? .null).value(expression)
        case .unknown: return .unknown(.any)
        default:
            throw Diagnostic("not-a-function", "\(article(function.kindName)) cannot be called", at: range)
        }
    }

    /// Looks at a lambda's body once, with nothing known of its parameters.
    func check(_ lambda: Lambda) throws {
        var scope = lambda.scope
        for parameter in lambda.parameters { scope.bindLocal(parameter.text, .unknown(.any)) }
        warnOfHidden(lambda.parameters, in: lambda.body, lambda.scope)
        _ = try value(lambda.body, scope)
    }
}
