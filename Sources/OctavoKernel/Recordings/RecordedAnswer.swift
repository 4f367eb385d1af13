import OctavoLanguage
import OctavoSource
import OctavoTable

/// One line of a recording: a request, the answer it got, and the digest that finds it.
struct RecordedAnswer: Sendable {
    /// Of the request as JSON.
    let id: String
    let request: Datum
    let answer: ChatAnswer

    static let digits = 16

    /// A request in the form that is recorded. What does not change its answer is left out, so that it may change.
    static func document(of request: ChatRequest) -> Datum {
        var fields: [(name: String, value: Datum)] = [
            ("provider", .text(request.target.provider)), ("model", .text(request.target.model)),
        ]
        fields += request.parameters.fields.map { (name: $0.name, value: $0.value) }
        if let schema = request.schema { fields.append(("schema", schema)) }
        if request.wantsVector { fields.append(("task", .text("embedding"))) }
        if request.repetition != 1 { fields.append(("repeat", .int(Int64(request.repetition)))) }
        let messages = request.messages.map { message in
            Datum.record([("role", .text(message.role.rawValue)), ("content", .text(message.content))])
        }
        fields.append(("messages", .list(messages)))
        return .record(fields)
    }

    static func id(of document: Datum, _ digest: ([UInt8]) -> String) -> String {
        var bytes: [UInt8] = []
        JSONWriter.append(document, to: &bytes)
        return String(digest(bytes).prefix(digits))
    }

    /// The line, without its end.
    func append(to bytes: inout [UInt8]) {
        var fields: [(name: String, value: Datum)] = []
        switch answer.outcome {
        case .response(let text): fields.append(("response", .text(text)))
        case .vector(let numbers): fields.append(("embedding", .list(numbers.map { .float($0) })))
        case .failure(let reason, _): fields.append(("error", .text(reason)))
        }
        if let reason = answer.finishReason { fields.append(("finish_reason", .text(reason))) }
        if let tokens = answer.tokensIn { fields.append(("tokens_in", .int(Int64(tokens)))) }
        if let tokens = answer.tokensOut { fields.append(("tokens_out", .int(Int64(tokens)))) }
        if let latency = answer.latency { fields.append(("latency_ms", .int(latency / 1000))) }
        let line: [(name: String, value: Datum)] = [("id", .text(id)), ("request", request), ("answer", .record(fields))]
        JSONWriter.append(.record(line), isSpaced: true, to: &bytes)
    }

    /// Reads what `append` wrote. Throws one sentence's end: what is wrong with the line.
    init(_ line: Datum, _ digest: ([UInt8]) -> String) throws(RecordingProblem) {
        guard let id = line["id"]?.text, let request = line["request"], let answer = line["answer"],
            request["model"]?.text != nil, request["messages"]?.items != nil
        else { throw RecordingProblem(reason: "is no recorded answer: it has no `id`, `request` and `answer`") }
        guard Self.id(of: request, digest) == id else {
            throw RecordingProblem(
                reason: "holds another request than the one that its `id` stands for",
                help: "answers may be edited, requests not: remove the line, and the request is asked anew")
        }
        var read: ChatAnswer
        switch (answer["response"], answer["embedding"], answer["error"]) {
        case (.text(let text)?, nil, nil): read = ChatAnswer(.response(text))
        case (nil, .list(let items)?, nil):
            let numbers = items.compactMap { item -> Double? in
                switch item {
                case .float(let number): number
                case .int(let number): Double(number)
                default: nil
                }
            }
            guard numbers.count == items.count else {
                throw RecordingProblem(reason: "has an `embedding` that is no list of numbers")
            }
            read = ChatAnswer(.vector(numbers))
        case (nil, nil, .text(let reason)?): read = ChatAnswer(.failure(reason, .forGood))
        default: throw RecordingProblem(reason: "has neither a `response` nor an `error` that is a text, nor an `embedding`")
        }
        read.finishReason = answer["finish_reason"]?.text
        read.tokensIn = try Self.count(answer, "tokens_in").map { Int($0) }
        read.tokensOut = try Self.count(answer, "tokens_out").map { Int($0) }
        read.latency = try Self.count(answer, "latency_ms").map { $0 * 1000 }
        self.id = id
        self.request = request
        self.answer = read
    }

    init(id: String, request: Datum, answer: ChatAnswer) {
        self.id = id
        self.request = request
        self.answer = answer
    }

    /// Far more than any answer takes.
    private static let mostCounted: Int64 = 1 << 40

    private static func count(_ answer: Datum, _ name: String) throws(RecordingProblem) -> Int64? {
        switch answer[name] {
        case nil, .null?: return nil
        case .int(let number)? where number >= 0 && number <= mostCounted: return number
        default: throw RecordingProblem(reason: "has a `\(name)` that is no whole number")
        }
    }
}

struct RecordingProblem: Error {
    let reason: String
    var help: String?
}
