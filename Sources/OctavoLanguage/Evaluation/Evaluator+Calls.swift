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
    // MARK: - Pipes

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
                if case .unknown(let type) = value { return .unknown(type.isFailed ? .failed : .any) }
                written += try spread(value, argument.value.range)
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

    /// The arguments in `...value`: items by place, fields by name.
    private func spread(_ value: Value, _ range: ByteRange) throws -> [WrittenArgument] {
        switch value {
        case .list(let items): items.map { WrittenArgument(label: nil, isTextLabel: false, value: $0, range: place(range)) }
        case .record(let record):
            record.fields.map { field in
                WrittenArgument(label: NameSyntax(field.name, range), isTextLabel: false, value: field.value, range: place(range))
            }
        default:
            throw Diagnostic(
                "wrong-spread", "`...` in a call takes a list or a record, not \(value.kindName)", at: place(range))
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
}
