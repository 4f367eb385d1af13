import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable

/// What a call gives for the inputs of a prompt.
struct PromptInputs {
    let prompt: Prompt
    /// In the order of the prompt's inputs; `nil` where none is given.
    private(set) var values: [BoundArguments.Argument?]
    private let call: Call

    /// Throws `unknown-input` for a name that the prompt does not have.
    init(_ prompt: Prompt, _ given: [BoundArguments.Argument], _ call: Call) throws {
        self.prompt = prompt
        self.call = call
        self.values = []
        var values: [BoundArguments.Argument?] = prompt.inputs.map { _ in nil }
        for argument in given {
            guard let label = argument.label else {
                throw Diagnostic(
                    "wrong-argument", "the inputs of a prompt are given by name", at: argument.range,
                    help: ["`\(prompt.inputs.first?.name ?? "name"): \(argument.range.text)`"])
            }
            guard let index = prompt.inputs.firstIndex(where: { $0.name == label }) else {
                throw unknown(label, argument)
            }
            values[index] = argument
        }
        self.values = values
    }

    private func unknown(_ label: String, _ argument: BoundArguments.Argument) -> Diagnostic {
        let place = argument.labelRange ?? argument.range
        let options = call.verb.parameters.filter { !$0.isRest }.map(\.name)
        let nearest = Suggestion.best(for: label, among: prompt.inputs.map(\.name) + options)
        return Diagnostic(
            "unknown-input", "the prompt\(prompt.called) has no input `\(label)`", at: place,
            label: nearest.map { "did you mean `\($0)`?" } ?? "",
            notes: [prompt.inputs.isEmpty ? "it has no inputs" : "inputs: " + prompt.inputs.map(\.text).joined(separator: ", ")],
            help: AskOptionNames.group(of: argument, in: call.verb).map { ["as an option it stands in a record: `\($0)`"] } ?? [],
            fix: argument.labelRange.flatMap { place in nearest.map { .replace(place, with: $0) } })
    }

    /// Throws `missing-input` where one that must be given is not.
    func requireAll() throws {
        let missing = zip(prompt.inputs, values).filter { $0.isRequired && $1 == nil }.map(\.0)
        guard let first = missing.first else { return }
        let names = missing.map { "`\($0.name)`" }.joined(separator: ", ")
        // Of a template that declares none each stands where a hole names it first.
        let isDeclared = prompt.header.declaresInputs || first.range.source !== prompt.source
        throw Diagnostic(
            "missing-input", "the prompt\(prompt.called) needs \(names)", at: call.range,
            secondary: [.init(first.range, isDeclared ? "declared here" : "the template needs it here")],
            notes: ["inputs: " + prompt.inputs.map(\.text).joined(separator: ", ")],
            help: [
                "`\(missing.map { "\($0.name): …" }.joined(separator: ", "))`"
                    + (prompt.header.declaresInputs
                        ? ", or a `default:` in the front matter" : " gives it; a template does not see the program's names")
            ])
    }

    /// The values at hand; `nil` while checking where one is not known yet. Tables become lists of records.
    func data() throws -> [Datum]? {
        var data: [Datum] = []
        var isKnown = true
        for (input, argument) in zip(prompt.inputs, values) {
            guard let argument else {
                data.append(.null)
                continue
            }
            if case .unknown(let type) = argument.value {
                if case .data(let type) = type { try require(type, input, argument.range) }
                isKnown = false
                continue
            }
            switch argument.value {
            case .table(let plan):
                try require(.list(.record(plan.schema.fields)), input, argument.range)
                if call.isChecking { isKnown = false } else { data.append(try call.force(plan).datum) }
            case .column(let plan, let name):
                try require(.list(plan.schema.type(of: name) ?? .null), input, argument.range)
                if call.isChecking {
                    isKnown = false
                } else if let place = plan.schema.index(of: name) {
                    data.append(.list(try call.force(plan).values(place)))
                }
            default:
                guard let datum = argument.value.datum else { throw wrong(argument.value.kindName, input, argument.range) }
                if datum.isNull, input.isRequired { throw null(input, argument.range) }
                try require(datum.type, input, argument.range)
                data.append(datum)
            }
        }
        return isKnown ? data : nil
    }

    /// An expression as the input's own type; the default, or null, where there is none.
    func expression(_ value: RowExpression?, _ index: Int, at range: SourceRange) throws -> RowExpression {
        let input = prompt.inputs[index]
        guard let value else {
            return RowExpression(.literal(.null), type: input.type, origin: range)
        }
        try require(value.type, input, value.origin ?? range)
        return InputValue.expression(value, as: input.type)
    }

    /// What the prompt renders to over the rows of a table. `fixed`: what an input is where the call does not give it, before the column
    /// of its name.
    func expression(over plan: Plan, fixed: (PromptInput) -> RowExpression? = { _ in nil }) throws -> RowExpression {
        let expression = prompt.expression(
            over: try values.enumerated().map { index, argument in
                if let argument {
                    let parameter = call.verb.parameters.first(where: \.isRest) ?? AskParameters.inputs
                    let value = try ColumnExpression.decode(argument, in: call, parameter: parameter)
                    return try self.expression(try call.resolve(value, over: plan.schema), index, at: argument.range)
                }
                let value = try fixed(prompt.inputs[index]) ?? column(index, in: plan.schema)
                return try self.expression(value, index, at: call.range)
            })
        guard expression.height <= RowExpression.maximumHeight else {
            throw Diagnostic(
                "too-deep", "the template and what is given for its inputs nest too deep together", at: call.range,
                help: ["compute a part of it first, e.g. `derive(part: …)`"])
        }
        return expression
    }

    /// The column that gives an input of its name; `nil` where there is none and none is needed.
    func column(_ index: Int, in schema: Schema) throws -> RowExpression? {
        let input = prompt.inputs[index]
        if let type = schema.type(of: input.name) { return RowExpression(.column(input.name), type: type, origin: call.range) }
        guard input.isRequired else { return nil }
        let nearest = Suggestion.best(for: input.name, among: schema.names)
        throw Diagnostic(
            "missing-input", "the table has no column `.\(input.name)` for the prompt\(prompt.called)", at: call.range,
            label: nearest.map { "did you mean `\(input.name): .\(DatumText.label($0))`?" } ?? "",
            secondary: prompt.path == nil ? [] : [.init(input.range, "declared here")],
            notes: [
                "columns: " + schema.fields.prefix(12).map { ".\(DatumText.label($0.name)) \($0.type)" }.joined(separator: ", ")
            ],
            help: [
                "say where it comes from: `\(call.verb.name)(…, \(input.name): \(nearest.map { ".\(DatumText.label($0))" } ?? "…"))`"
            ])
    }

    private func null(_ input: PromptInput, _ range: SourceRange) -> Diagnostic {
        Diagnostic(
            "null-in-prompt", "the input `\(input.name)` is null, and it is not optional", at: range,
            secondary: prompt.path == nil ? [] : [.init(input.range, "declared here")],
            help: ["`\(input.name): \(input.type)?` in the front matter allows null; `default:` says what stands instead"])
    }

    private func require(_ type: DataType, _ input: PromptInput, _ range: SourceRange) throws {
        guard !InputValue.fits(type, input.type) else { return }
        throw wrong(InputValue.kind(type), input, range)
    }

    private func wrong(_ kind: String, _ input: PromptInput, _ range: SourceRange) -> Diagnostic {
        var problem = Diagnostic(
            "wrong-input", "the input `\(input.name)` is \(input.type), and this is \(kind)", at: range,
            secondary: prompt.path == nil ? [] : [.init(input.range, "declared here")])
        if input.type == .text, kind != "a list", kind != "a record" {
            problem.help = ["to make text of it: `text(\(range.text))`"]
        }
        return problem
    }
}

extension Prompt {
    /// ` conversation` in backticks, where it has a name.
    var called: String { name.map { " `\($0)`" } ?? "" }
}

extension BoundArguments.Argument {
    /// Where the label was written: directly before the value.
    var labelRange: SourceRange? {
        guard let label, !label.isEmpty else { return nil }
        let bytes = range.source.bytes
        var end = range.bytes.start
        func skipSpaces() { while end > 0, bytes[end - 1] == 0x20 || bytes[end - 1] == 0x0A { end -= 1 } }
        skipSpaces()
        guard end > 0, bytes[end - 1] == UInt8(ascii: ":") else { return nil }
        end -= 1
        skipSpaces()
        let name = SourceRange(range.source, ByteRange(end - label.utf8.count, end))
        return name.bytes.start >= 0 && name.text == label ? name : nil
    }
}

extension Table {
    /// All rows, as a list of records.
    var datum: Datum { .list((0..<count).map { .record(record($0)) }) }
}
