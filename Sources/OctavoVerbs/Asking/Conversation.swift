import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable

/// What can be asked, as the messages that it is.
enum Conversation {
    /// `nil` where the value is neither a text nor a list; a list of anything but messages is an error at `range`.
    static func messages(of value: Value, at range: SourceRange) throws -> [ChatMessage]? {
        if case .object(let object) = value, let conversation = object as? ChatMessages { return conversation.messages }
        guard let datum = value.datum else { return nil }
        do {
            return try messages(of: datum)
        } catch {
            throw error.located(at: range)
        }
    }

    static func messages(of value: Datum) throws(Diagnostic) -> [ChatMessage]? {
        switch value {
        case .text(let text): return [ChatMessage(.user, text)]
        case .list(let items):
            guard !items.isEmpty else { throw Diagnostic("wrong-argument", "the conversation has no messages") }
            var messages: [ChatMessage] = []
            for (place, item) in items.enumerated() { messages.append(try message(item, number: place + 1)) }
            return messages
        default: return nil
        }
    }

    private static func message(_ item: Datum, number: Int) throws(Diagnostic) -> ChatMessage {
        guard case .record(let fields) = item,
            case .text(let role)? = fields.first(where: { $0.name == "role" })?.value,
            case .text(let content)? = fields.first(where: { $0.name == "content" })?.value
        else {
            throw Diagnostic(
                "wrong-argument", "message \(number) of the conversation is no record of the texts `role` and `content`",
                help: ["`{role: \"user\", content: \"Any rooms?\"}`"])
        }
        guard let known = ChatMessage.Role(rawValue: role) else {
            let roles = ChatMessage.Role.allCases.map(\.rawValue)
            throw Diagnostic(
                "wrong-argument", "message \(number) of the conversation has the role `\(role)`",
                notes: ["roles: " + roles.joined(separator: ", ")],
                help: Suggestion.question(for: role, among: roles).map { [$0] } ?? [])
        }
        return ChatMessage(known, content)
    }

    /// Whether a column of this type holds texts or conversations.
    static func isPrompt(_ type: DataType) -> Bool {
        switch type {
        case .text, .null: return true
        case .list(.record(let fields)):
            return fields.contains(Field("role", .text)) && fields.contains(Field("content", .text))
        default: return false
        }
    }
}

/// What the rows of a table ask.
struct PromptColumn {
    private let plan: Plan
    private let call: Call
    private let range: SourceRange
    /// A prompt that is the same in all rows, or one to compute from each.
    private let fixed: [ChatMessage]?
    private let expression: RowExpression?

    /// `inputs`: what the call gives for those of a prompt; the others are taken from the columns of their names.
    init(_ asked: BoundArguments.Argument, _ inputs: [BoundArguments.Argument], _ plan: Plan, _ call: Call) throws {
        self.plan = plan
        self.call = call
        range = asked.range
        if case .object(let prompt as Prompt) = asked.value {
            (fixed, expression) = (nil, try PromptInputs(prompt, inputs, call).expression(over: plan))
            return
        }
        if case .object = asked.value {
            guard let messages = try Conversation.messages(of: asked.value, at: asked.range) else {
                throw Self.wrong(asked.value.kindName, asked.range)
            }
            (fixed, expression) = (messages, nil)
            return
        }
        let written = try ColumnExpression.decode(asked, in: call, parameter: call.verb.parameters[1])
        let resolved = try call.resolve(written, over: plan.schema)
        guard Conversation.isPrompt(resolved.type) || asked.value.isUnknown else {
            throw Self.wrong("\(resolved.type)", asked.range)
        }
        (fixed, expression) = (nil, resolved)
    }

    /// What an expression over the rows gives.
    init(_ expression: RowExpression, _ plan: Plan, _ call: Call) throws {
        self.plan = plan
        self.call = call
        range = expression.origin ?? call.range
        (fixed, self.expression) = (nil, expression)
    }

    private static func wrong(_ kind: String, _ range: SourceRange) -> Diagnostic {
        Diagnostic(
            "wrong-argument", "a row asks a text or a conversation, not \(article(kind))", at: range,
            help: ["a text: `ask(.query)`; a prompt: `ask(p)`; a conversation: `ask([{role: \"user\", content: .query}])`"])
    }

    /// The rows, and what each asks; `nil` where that is null.
    func evaluated() throws -> (rows: Table, prompts: [[ChatMessage]?]) { try evaluated(over: plan) }

    /// What each of these rows asks, which are those of the plan.
    func prompts(of rows: Table) throws -> [[ChatMessage]?] { try evaluated(over: Plan(rows)).prompts }

    private func evaluated(over plan: Plan) throws -> (rows: Table, prompts: [[ChatMessage]?]) {
        guard let expression else {
            let rows = try call.force(plan)
            return (rows, Array(repeating: fixed, count: rows.count))
        }
        var name = "prompt"
        while plan.schema.index(of: name) != nil { name += "_" }
        let wide = Schema(plan.schema.fields + [Field(name, expression.type)])
        let table = try call.force(call.step(.derive(plan, [NamedExpression(name, expression)]), wide))
        var prompts: [[ChatMessage]?] = []
        prompts.reserveCapacity(table.count)
        for (row, datum) in table.values(plan.schema.count).enumerated() {
            do {
                prompts.append(datum.isNull ? nil : try Conversation.messages(of: datum))
            } catch {
                throw error.located(at: range).noting("in row \(row + 1)")
            }
        }
        let chunks = table.chunks.map { chunk in
            Chunk(count: chunk.count, columns: Array(chunk.columns.dropLast()), firstRow: chunk.firstRow, place: chunk.place)
        }
        return (Table(schema: plan.schema, chunks: chunks), prompts)
    }
}
