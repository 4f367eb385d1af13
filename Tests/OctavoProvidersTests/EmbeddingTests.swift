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
        #expect(answer.tokensIn == 3)
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
}
