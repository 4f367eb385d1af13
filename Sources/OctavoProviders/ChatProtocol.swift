import OctavoLanguage
import OctavoSource
import OctavoTable

/// Chat completions and embeddings as OpenAI defined them and others speak them
/// (https://platform.openai.com/docs/api-reference/chat and …/embeddings, read 2026-11).
enum ChatProtocol {
    static func path(of request: ChatRequest) -> String { request.wantsVector ? "/embeddings" : "/chat/completions" }

    /// The body of a request: one conversation, or a batch of texts.
    static func body(_ requests: [ChatRequest], isStreamed: Bool, _ provider: ProviderSettings) -> [UInt8] {
        let request = requests[0]
        if request.wantsVector { return vectorBody(requests) }
        var fields: [(name: String, value: Datum)] = [
            ("model", .text(request.target.model)),
            (
                "messages",
                .list(
                    request.messages.map {
                        .record([("role", .text($0.role.rawValue)), ("content", .text($0.content))])
                    })
            ),
        ]
        fields += request.parameters.fields.map { field in
            (name: field.name == "max_tokens" ? provider.tokenLimitName : field.name, value: field.value)
        }
        if let schema = request.schema {
            let named: [(name: String, value: Datum)] = [("name", .text("answer")), ("schema", schema)]
            fields.append(
                ("response_format", .record([("type", .text("json_schema")), ("json_schema", .record(named))])))
        }
        if isStreamed {
            fields.append(("stream", .bool(true)))
            fields.append(("stream_options", .record([("include_usage", .bool(true))])))
        }
        var bytes: [UInt8] = []
        JSONWriter.append(.record(fields), to: &bytes)
        return bytes
    }

    private static func vectorBody(_ requests: [ChatRequest]) -> [UInt8] {
        let texts = requests.map { Datum.text($0.messages.last?.content ?? "") }
        let fields: [(name: String, value: Datum)] =
            [
                // Not every server takes a list.
                ("model", .text(requests[0].target.model)), ("input", texts.count == 1 ? texts[0] : .list(texts)),
                ("encoding_format", .text("float")),
            ] + requests[0].parameters.fields.map { (name: $0.name, value: $0.value) }
        var bytes: [UInt8] = []
        JSONWriter.append(.record(fields), to: &bytes)
        return bytes
    }

    /// The vectors that an answer holds, in the order of the texts; why it cannot be used otherwise.
    static func vectors(
        _ body: [UInt8], count: Int
    ) -> Result<(vectors: [[Double]], tokensIn: Int?), Unusable> {
        let document: Datum
        do {
            document = try read(body)
        } catch {
            return .failure(error)
        }
        if let reason = failure(in: document) { return .failure(Unusable("the provider answers: \(reason)")) }
        let data = document["data"]?.items ?? []
        var vectors = [[Double]](repeating: [], count: count)
        for (place, item) in data.prefix(count).enumerated() {
            // Answers come in the order of the texts, or say which is whose.
            let index = count == 1 ? 0 : item["index"]?.integer.flatMap { Int(exactly: $0) } ?? place
            if vectors.indices.contains(index) { vectors[index] = numbers(of: item["embedding"]) ?? [] }
        }
        if let lacking = vectors.firstIndex(where: \.isEmpty) {
            return .failure(
                Unusable(
                    data.count < count && count > 1
                        ? "the answer has \(data.count) vectors for \(count) texts"
                        : "the answer has no numbers in `data[\(lacking)].embedding`", body))
        }
        return .success((vectors, usage(in: document).0))
    }

    /// `nil` where anything else stands there.
    private static func numbers(of list: Datum?) -> [Double]? {
        var numbers: [Double] = []
        for item in list?.items ?? [] {
            switch item {
            case .float(let value) where value.isFinite: numbers.append(value)
            case .int(let value): numbers.append(Double(value))
            default: return nil
            }
        }
        return numbers
    }

    /// What a whole answer says; why it cannot be used otherwise.
    static func answer(_ body: [UInt8]) -> Result<ChatAnswer, Unusable> {
        let document: Datum
        do {
            document = try read(body)
        } catch {
            return .failure(error)
        }
        if let reason = failure(in: document) { return .failure(Unusable("the provider answers: \(reason)")) }
        guard let choice = document["choices"]?.items?.first, let message = choice["message"] else {
            return .failure(Unusable("the answer has no `choices[0].message`", body))
        }
        let (tokensIn, tokensOut) = usage(in: document)
        let finish = choice["finish_reason"]?.text
        let outcome: ChatAnswer.Outcome
        if let text = text(of: message["content"]) {
            outcome = .response(text)
        } else if let refusal = message["refusal"]?.text {
            outcome = .failure("the model refuses: \(refusal)", .forGood)
        } else {
            outcome = .failure("the answer has no text" + (finish.map { "; it ended with `\($0)`" } ?? ""), .forGood)
        }
        return .success(ChatAnswer(outcome, tokensIn: tokensIn, tokensOut: tokensOut, finishReason: finish))
    }

    /// A text, or parts of which some are texts.
    static func text(of content: Datum?) -> String? {
        if let text = content?.text { return text }
        guard let parts = content?.items else { return nil }
        let texts = parts.compactMap { $0["text"]?.text }
        return texts.isEmpty ? nil : texts.joined()
    }

    static func usage(in document: Datum) -> (Int?, Int?) {
        let usage = document["usage"]
        return (
            usage?["prompt_tokens"]?.integer.flatMap { Int(exactly: $0) },
            usage?["completion_tokens"]?.integer.flatMap { Int(exactly: $0) }
        )
    }

    /// The words of an error document, as the many servers write them.
    static func failure(in document: Datum) -> String? {
        guard let error = document["error"], !error.isNull else {
            return document["detail"]?.text ?? (document["object"]?.text == "error" ? document["message"]?.text : nil)
        }
        return error.text ?? error["message"]?.text ?? "an error without words"
    }

    /// `code` of an error document: `insufficient_quota` and others.
    static func failureCode(_ body: [UInt8]) -> String? {
        let error = (try? read(body))?["error"]
        return error?["code"]?.text ?? error?["type"]?.text
    }

    static func read(_ body: [UInt8]) throws(Unusable) -> Datum {
        let text = String(decoding: body, as: UTF8.self)
        do {
            return try JSONReader.read(text)
        } catch {
            if body.isEmpty { throw Unusable("the answer is empty") }
            let start = text.drop { $0.isWhitespace }
            if start.first == "<" { throw Unusable("the answer is a web page, not JSON", body) }
            let reason = (error as? Diagnostic)?.message.replacing("the text is", with: "the answer is") ?? "\(error)"
            throw Unusable(reason, body)
        }
    }
}

/// An answer that means nothing here, with its beginning.
struct Unusable: Error {
    let reason: String

    init(_ reason: String, _ body: [UInt8] = []) {
        let shown = String(decoding: body.prefix(300), as: UTF8.self).split { $0.isWhitespace }.joined(separator: " ")
        self.reason = shown.isEmpty ? reason : "\(reason): \(shown.count > 80 ? shown.prefix(79) + "…" : shown[...])"
    }
}
