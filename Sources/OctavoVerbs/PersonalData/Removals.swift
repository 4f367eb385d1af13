import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

/// What `remove_pii` does with its arguments.
enum Removals {
    /// What `kinds:`, `style:` and `key:` ask for.
    static func removal(_ call: Call, _ arguments: BoundArguments) throws -> PersonalDataRemoval {
        func option<T: ArgumentType>(_ place: Int, _ type: T.Type, _ fallback: T) throws -> T {
            guard let argument = arguments.single[place] else { return fallback }
            if case .null = argument.value { return fallback }
            if case .unknown = argument.value { return T.stand ?? fallback }
            return try T.decode(argument, in: call, parameter: call.verb.parameters[place])
        }
        let kinds = try option(2, KindsArgument.self, KindsArgument(kinds: .standard)).kinds
        let style = try option(3, Choice<PersonalDataStyle>.self, Choice(option: .label)).option
        let key = try option(4, KeyArgument.self, KeyArgument(bytes: PersonalDataRemoval.publicKey)).bytes
        if style == .hash, arguments.single[4]?.value.isNull ?? true {
            call.warn(
                Diagnostic(
                    "unkeyed-hash", "without `key:` anybody can find out which value a hash stands for, by hashing guesses",
                    severity: .warning,
                    help: ["`key: secret(\"NAME\")` takes a key from the environment"]))
        }
        return PersonalDataRemoval(kinds, style: style, key: key)
    }

    /// The columns that are named, or all of text.
    static func fields(_ call: Call, _ arguments: BoundArguments, _ schema: Schema) throws -> [Field] {
        let named = try arguments.rest.map { try ColumnReference.decode($0, in: call, parameter: call.verb.parameters[1]) }
        if named.isEmpty {
            let texts = schema.fields.filter { $0.type == .text }
            guard !texts.isEmpty || schema.fields.isEmpty else {
                throw Diagnostic(
                    "type-mismatch", "`remove_pii` looks at columns of text, and this table has none", at: call.range,
                    notes: ["columns: " + schema.fields.map { ".\($0.name) \($0.type)" }.joined(separator: ", ")])
            }
            return texts
        }
        return try named.map { reference in
            let field = try call.requireColumn(reference, in: schema)
            guard field.type == .text || field.type == .null else {
                throw Diagnostic(
                    "type-mismatch", "`.\(field.name)` is \(field.type), not text", at: reference.range,
                    help: ["to make text of it: `derive(\(DatumText.label(field.name)): text(.\(DatumText.label(field.name))))`"])
            }
            return field
        }
    }

    static func removed(_ text: String, _ removal: PersonalDataRemoval) -> String {
        var result: [UInt8] = []
        switch PersonalDataRemover(removal).run(text.utf8.span, into: &result) {
        case .changed: return String(decoding: result, as: UTF8.self)
        case .unchanged, .dropped: return text
        }
    }
}

extension PersonalDataRemoval {
    /// The removal from each row's text.
    func expression(over text: RowExpression, at range: SourceRange) throws -> RowExpression {
        let byRow = ScalarFunction.perRow("remove_pii", type: .text) { values in
            guard case .text(let text)? = values.first else { return .null }
            return .text(Removals.removed(text, self))
        }
        let call = ColumnCall([.column(.text)], result: .text)
        let loop = try ColumnLoop.textToText(rewriting: { _ in { makeRewriter() } }).bind(call)
        return RowExpression(.function(loop.map(byRow.running) ?? byRow, [text]), type: .text, origin: range)
    }

    private func makeRewriter() -> ColumnLoop.TextRewriter {
        let worker = PersonalDataRemover(self)
        return ColumnLoop.TextRewriter(
            rewrite: { rows, bytes, offsets, changed in worker.run(rows, bytes, offsets, changed: changed) },
            counts: { PersonalDataKind.allCases.map { (what: $0.name, count: worker.counts[Int($0.rawValue)]) } })
    }
}
