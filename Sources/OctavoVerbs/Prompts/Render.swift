package import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable

extension Verb {
    package static let render = Verb(
        "render", .prompts,
        "Fills a prompt's inputs: gives its text or messages, and over a table a column with one for each row.",
        notes: """
            Over a table each input is taken from the column of its name; `name: expr` gives it otherwise. A conversation's column \
            holds lists of records with `role` and `content`. An input that is called as an option of `render` itself is given with \
            its name in quotes: `"into": …`.
            """,
        parameters: [
            ParameterDescription(
                name: "p", about: "The prompt; or a table, with the prompt behind it.", expects: .anything, defaultText: nil,
                isRest: false),
            ParameterDescription(
                name: "prompt", about: "The prompt, where a table comes first.", expects: .value(.object("prompt")),
                defaultText: "null", isRest: false),
            ParameterDescription(
                name: "into", about: "The column that a table gets.", expects: .value(.text), defaultText: "\"prompt\"",
                isRest: false),
            ParameterDescription(
                name: "inputs", about: "`name: value`; over a table `name: expr`.", expects: .selection, defaultText: "null",
                isRest: true),
        ],
        returns: .any,
        examples: [
            Example("render(prompt(text: \"Say {{ word }}.\"), word: \"hello\")", gives: "\"Say hello.\""),
            Example(
                """
                table([{city: "Rome", n: 2}, {city: "Oslo", n: 1}]) \
                | render(prompt(text: "{{ n }} in {{ city }}", inputs: {n: "int", city: "text"}), city: upper(.city))
                """,
                gives: """
                    | city |   n | prompt    |
                    | ---- | --: | --------- |
                    | Rome |   2 | 2 in ROME |
                    | Oslo |   1 | 1 in OSLO |
                    """),
        ],
        searchTerms: ["format", "fill", "format_prompt", "substitute"], checking: .runsBody,
        liftCondition: .anyArgumentIsExpressionAndFirstIsObject,
        lift: { resolver, arguments, range in
            let call = try resolver.call(of: "render", at: range)
            let given = try PromptInputs(try promptArgument(arguments, 0, call), arguments.rest, call)
            try given.requireAll()
            return given.prompt.expression(
                over: try given.values.enumerated().map { index, argument in
                    try given.expression(argument.map { try resolver.resolve($0) }, index, at: argument?.range ?? range)
                })
        },
        validate: { call, arguments in
            guard case .object? = arguments.single[0]?.value else { return }
            let given = try PromptInputs(try promptArgument(arguments, 0, call), arguments.rest, call)
            try given.requireAll()
        },
        run: { call, arguments in
            guard let first = arguments.single[0] else { return .null }
            switch first.value {
            case .object: return try rendered(call, arguments)
            case .text: _ = try promptArgument(arguments, 0, call)
            default: break
            }
            return .table(try renderedRows(call, arguments, first))
        })

    private static func promptArgument(_ arguments: BoundArguments, _ index: Int, _ call: Call) throws -> Prompt {
        guard let argument = arguments.single[index] else {
            throw Diagnostic(
                "missing-argument", "`render` needs a prompt", at: call.range,
                help: ["`render(p, name: value)`, or over a table `t | render(p)`"])
        }
        guard case .object(let prompt as Prompt) = argument.value else {
            throw Diagnostic(
                "wrong-argument", "`render` takes a prompt, not \(article(argument.value.kindName))", at: argument.range,
                help: argument.value.kindName == "text"
                    ? ["a text becomes one by `prompt(text: …)`, a file by `prompt(\"…\")`"]
                    : ["`render(p, name: value)`, or over a table `t | render(p)`"])
        }
        return prompt
    }

    private static func rendered(_ call: Call, _ arguments: BoundArguments) throws -> Value {
        if let second = arguments.single[1] {
            throw Diagnostic(
                "wrong-argument", "`render` takes the inputs by name", at: second.range, help: ["`render(p, name: value)`"])
        }
        let given = try PromptInputs(try promptArgument(arguments, 0, call), arguments.rest, call)
        try given.requireAll()
        guard let values = try given.data() else { return .unknown(given.prompt.isConversation ? .object("messages") : .text) }
        return try given.prompt.render(values, call.evaluation.context.cancellation)
    }

    private static func renderedRows(
        _ call: Call, _ arguments: BoundArguments, _ first: BoundArguments.Argument
    ) throws -> Plan {
        let plan = try TableArgument.decode(first, in: call, parameter: call.verb.parameters[0]).plan
        let prompt = try promptArgument(arguments, 1, call)
        var into = "prompt"
        if let argument = arguments.single[2] {
            into = try String.decode(argument, in: call, parameter: call.verb.parameters[2])
            if into.isEmpty { throw Diagnostic("wrong-argument", "a column needs a name", at: argument.range) }
        }
        let given = try PromptInputs(prompt, arguments.rest, call)
        let expression = try given.expression(over: plan)
        let named = NamedExpression(into, RowExpression(expression.kind, type: expression.type, origin: call.range))
        var fields = plan.schema.fields
        let field = Field(into, prompt.type)
        if let place = fields.firstIndex(where: { $0.name == into }) { fields[place] = field } else { fields.append(field) }
        return call.step(.derive(plan, [named]), Schema(fields))
    }
}
