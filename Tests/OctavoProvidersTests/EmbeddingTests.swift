import OctavoLanguage
import OctavoProviders
import OctavoSource
import OctavoTable
import Testing

/// Vectors from a server, good and bad.
@Suite struct EmbeddingTests {
    private func ask(_ body: String, status: Int = 200) throws -> (answer: ChatAnswer, request: ReceivedRequest) {
        let server = try MisbehavingServer { _ in [.answer(status, body)] }
        defer { server.stop() }
        let asking = Asking(server)
        let request = ChatRequest(
            target: ChatTarget(provider: "test", model: "m"), messages: [ChatMessage(.user, "any rooms?")],
            parameters: ChatParameters(["dimensions": .int(2)]), wantsVector: true)
        return (try asking.ask([request])[0], try #require(server.requests.first))
    }

    @Test func aVectorIsTaken() throws {
        let (answer, request) = try ask(
            #"{"object":"list","data":[{"object":"embedding","index":0,"embedding":[0.25,-1,3e-2]}],"usage":{"prompt_tokens":3,"total_tokens":3}}"#
        )
        #expect(answer.outcome == .vector([0.25, -1, 0.03]))
        #expect(request.path == "/v1/embeddings")
        #expect(request.body == #"{"model":"m","input":"any rooms?","encoding_format":"float","dimensions":2}"#)
        #expect(request.headers["authorization"] == "Bearer sk-very-secret")
    }

    @Test(arguments: [
        "{}", "[]", #"{"data":[]}"#, #"{"data":[{"embedding":[]}]}"#, #"{"data":[{"embedding":["a"]}]}"#,
        #"{"data":[{"embedding":"AAAA"}]}"#, #"{"data":[{"embedding":[1e999]}]}"#,
    ])
    func jsonOfAnotherShapeIsNoVector(body: String) throws {
        let error = try #require(try ask(body).answer.error)
        #expect(error.hasPrefix("the answer has no numbers in `data[0].embedding`") || error.hasPrefix("the answer is not JSON"))
    }

    @Test func aRefusalIsARowsAffair() throws {
        #expect(
            try ask(#"{"error":{"message":"input is too long"}}"#, status: 400).answer.outcome
                == .failure("the provider answers 400: input is too long", .forGood))
    }

    // MARK: - Batches

    private static func request(_ text: String) -> ChatRequest {
        ChatRequest(
            target: ChatTarget(provider: "test", model: "m"), messages: [ChatMessage(.user, text)], wantsVector: true)
    }

    /// The texts of a request; `nil` where it has one alone.
    private static func texts(of request: ReceivedRequest) -> [String]? {
        let input = (try? JSONReader.read(request.body))?["input"]
        return input?.items?.compactMap(\.text)
    }

    /// What is right for these texts: a vector of each one's length, the last first.
    private static func answer(to request: ReceivedRequest) -> ServerAction {
        let input = (try? JSONReader.read(request.body))?["input"]
        let texts = texts(of: request) ?? [input?.text ?? ""]
        let data = texts.enumerated().reversed().map { #"{"index":\#($0),"embedding":[\#($1.utf8.count)]}"# }
        return .answer(200, #"{"data":[\#(data.joined(separator: ","))],"usage":{"prompt_tokens":\#(10 * texts.count)}}"#)
    }

    private func vectors(
        of texts: [String], _ options: AskOptions = AskOptions(),
        _ answer: @escaping @Sendable (ReceivedRequest) -> [ServerAction] = { [EmbeddingTests.answer(to: $0)] }
    ) throws -> (answers: [ChatAnswer], requests: [ReceivedRequest]) {
        let server = try MisbehavingServer(answer)
        defer { server.stop() }
        var asking = Asking(server)
        let timeout = asking.options.timeout
        asking.options = options
        asking.options.timeout = timeout
        return (try asking.ask(texts.map(Self.request)), server.requests)
    }

    private var oneByOne: AskOptions {
        var options = AskOptions()
        options.concurrency = 1
        return options
    }

    private static let many = (0..<150).map { String(repeating: "x", count: $0) }
    private static let lengths = many.indices.map { ChatAnswer(.vector([Double($0)])) }

    @Test func manyTextsGoTogetherAndEachGetsItsOwnVector() throws {
        let (answers, requests) = try vectors(of: Self.many)
        #expect(answers == Self.lengths)
        #expect(requests.map { Self.texts(of: $0)?.count }.sorted { ($0 ?? 1) < ($1 ?? 1) } == [22, 64, 64])
    }

    @Test func longTextsGoInSmallerBatches() throws {
        let long = (0..<3).map { String(repeating: "x", count: 200_000 + $0) }
        let (answers, requests) = try vectors(of: long + ["a", "b"])
        #expect(answers.map(\.vector) == [[200_000], [200_001], [200_002], [1], [1]])
        #expect(requests.count == 3)
    }

    @Test func aProviderThatTakesFewerGetsFewer() throws {
        let (answers, requests) = try vectors(of: Self.many, oneByOne) { request in
            (Self.texts(of: request) ?? []).count > 20 ? [.answer(413, "too many")] : [Self.answer(to: request)]
        }
        #expect(answers == Self.lengths)
        // 64 and 32 are refused; the rest goes by 16.
        #expect(requests.count == 2 + 10)
    }

    @Test(arguments: [400, 422])
    func oneTextThatIsRefusedFailsAlone(status: Int) throws {
        var texts = Self.many
        texts[70] = "bad"
        let (answers, _) = try vectors(of: texts) { request in
            request.body.contains("bad") ? [.answer(status, #"{"error":{"message":"no"}}"#)] : [Self.answer(to: request)]
        }
        var expected = Self.lengths
        expected[70] = ChatAnswer(.failure("the provider answers \(status): no", .forGood))
        #expect(answers == expected)
    }

    @Test func aProviderThatLooksAtTheFirstTextAloneIsAskedOneByOne() throws {
        let (answers, _) = try vectors(of: ["a", "bb", "ccc"]) { request in
            let first = Self.texts(of: request)?.first ?? ((try? JSONReader.read(request.body))?["input"]?.text ?? "")
            return [.answer(200, #"{"data":[{"embedding":[\#(first.count)]}]}"#)]
        }
        #expect(answers.map(\.vector) == [[1], [2], [3]])
    }

    @Test(arguments: [
        #"[{"index":0,"embedding":[1]},{"index":0,"embedding":[2]}]"#,
        #"[{"index":7,"embedding":[1]},{"index":1,"embedding":[2]}]"#,
        #"[{"index":-1,"embedding":[1]},{"index":1e99,"embedding":[2]}]"#,
        #"[{"index":0,"embedding":null},{"index":1,"embedding":[2]}]"#,
        #"{"a":1}"#, "[]", "[1,2]",
    ])
    func vectorsThatAreNobodysAreNotTaken(data: String) throws {
        let (answers, _) = try vectors(of: ["a", "b"]) { request in
            Self.texts(of: request) == nil ? [.answer(400, "not alone")] : [.answer(200, #"{"data":\#(data)}"#)]
        }
        #expect(answers.map(\.error) == Array(repeating: "the provider answers 400: not alone", count: 2))
    }

    @Test func aBatchThatMeetsABusyProviderIsTriedAgainAsAWhole() throws {
        let (answers, requests) = try vectors(of: Self.many.suffix(40).map { $0 }) { request in
            request.number == 0 ? [.answer(503, "busy")] : [Self.answer(to: request)]
        }
        #expect(answers.map(\.vector) == (110..<150).map { [Double($0)] })
        #expect(requests.map(\.body) == Array(repeating: requests[0].body, count: 2))
    }

    @Test func whatTheBudgetDoesNotCoverIsNotAsked() throws {
        var options = oneByOne
        options.budget.tokens = 700
        let (answers, requests) = try vectors(of: Self.many, options)
        #expect(requests.count == 2)
        #expect(
            answers.map(\.error) == Array(repeating: nil, count: 128)
                + Array(repeating: "not asked: the budget of 700 tokens is used up", count: 22))
    }

    @Test func theDeadlineEndsWholeBatches() throws {
        var options = oneByOne
        options.deadline = 3_000_000
        let (answers, _) = try vectors(of: Self.many, options) { _ in [.answer(429, "{}", ["Retry-After: 5"])] }
        #expect(answers.prefix(64).allSatisfy { $0.error == "the provider answers 429: {}" })
        #expect(answers.dropFirst(64).allSatisfy { $0.error == "not answered before the deadline" })
    }
}
