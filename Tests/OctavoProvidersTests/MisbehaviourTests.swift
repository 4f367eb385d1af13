import Glibc
import OctavoLanguage
import OctavoProviders
import OctavoSource
import OctavoTable
import Synchronization
import Testing

/// What becomes of a request when the other side does all that it should not.
@Suite struct MisbehaviourTests {
    private func asking(_ answer: @escaping @Sendable (ReceivedRequest) -> [ServerAction]) throws -> (MisbehavingServer, Asking) {
        let server = try MisbehavingServer(answer)
        return (server, Asking(server))
    }

    @Test func anOrdinaryAnswerIsTaken() throws {
        let (server, asking) = try asking { _ in [.completion("Yes, two.")] }
        defer { server.stop() }
        let answer = try asking.ask("Any rooms?")
        #expect(answer == ChatAnswer(.response("Yes, two."), tokensIn: 7, tokensOut: 3, latency: 0, finishReason: "stop"))
        let request = try #require(server.requests.first)
        #expect(request.path == "/v1/chat/completions")
        #expect(request.headers["authorization"] == "Bearer sk-very-secret")
        #expect(request.headers["user-agent"] == "octavo/test")
        #expect(request.body == #"{"model":"m","messages":[{"role":"user","content":"Any rooms?"}]}"#)
    }

    @Test func aServerThatStallsIsGivenUp() throws {
        var (server, asking) = try asking { _ in [.wait(milliseconds: 1000), .completion("late")] }
        defer { server.stop() }
        asking.options.timeout = 50_000
        asking.options.retries = 1
        #expect(try asking.ask().error == "no whole answer within 50 ms")
        // The server may hear of the second try only after it was given up.
        for _ in 0..<5000 where server.requests.count < 2 { usleep(1000) }
        #expect(server.requests.count == 2)
    }

    @Test func aSlowDripIsGivenUpToo() throws {
        var (server, asking) = try asking { _ in [.streamHead, .drip(ServerAction.pieceText("abcdefgh"), milliseconds: 5)] }
        defer { server.stop() }
        asking.options.timeout = 100_000
        asking.options.retries = 0
        asking.options.isStreamed = true
        #expect(try asking.ask().error == "no whole answer within 100 ms")
    }

    @Test func aStreamThatIsCutIsAskedForAgain() throws {
        var (server, asking) = try asking { request in
            request.number == 0
                ? [.streamHead, .send(ServerAction.pieceText("Yes, t"))]
                : [.streamHead, .send(ServerAction.pieceText("Yes, ") + ServerAction.pieceText("two.") + ServerAction.streamEnd)]
        }
        defer { server.stop() }
        asking.options.isStreamed = true
        let answer = try asking.ask()
        #expect(answer == ChatAnswer(.response("Yes, two."), tokensIn: 7, tokensOut: 2, latency: 0, finishReason: "stop"))
        #expect(server.requests.count == 2)
        #expect(server.requests[0].body.hasSuffix(#","stream":true,"stream_options":{"include_usage":true}}"#))
    }

    @Test func aStreamThatIsAlwaysCutIsAFailure() throws {
        var (server, asking) = try asking { _ in [.streamHead, .send(ServerAction.pieceText("Yes, t"))] }
        defer { server.stop() }
        asking.options.isStreamed = true
        #expect(try asking.ask().error == "the stream ends in the middle, after 6 characters")
        #expect(server.requests.count == 5)
    }

    @Test func aConnectionThatBreaksOffIsTriedAgain() throws {
        let (server, asking) = try asking { request in
            let body = ServerAction.completionBody("Yes")
            return request.number == 0
                ? [.send("HTTP/1.1 200 OK\r\nContent-Length: 500\r\n\r\n" + body.prefix(20)), .reset] : [.answer(200, body)]
        }
        defer { server.stop() }
        #expect(try asking.ask().response == "Yes")
        #expect(server.requests.count == 2)
    }

    @Test func aWebPageIsNoAnswer() throws {
        let (server, asking) = try asking { _ in
            [.answer(200, "<html><body>Sign in to the hotel's\nnetwork</body></html>", type: "text/html")]
        }
        defer { server.stop() }
        #expect(
            try asking.ask().error
                == "the answer is a web page, not JSON: <html><body>Sign in to the hotel's network</body></html>")
        #expect(server.requests.count == 1)
    }

    @Test func halfAJSONIsNoAnswer() throws {
        let (server, asking) = try asking { _ in [.answer(200, #"{"choices":[{"message":{"content":"Yes, t"#)] }
        defer { server.stop() }
        let error = try #require(try asking.ask().error)
        #expect(error.hasPrefix("the answer is not JSON: a text has no end"))
    }

    @Test(arguments: ["{}", "[]", "null", "3", #"{"choices":[]}"#, #"{"choices":"many"}"#, #"{"choices":[{"text":"old"}]}"#])
    func jsonOfAnotherShapeIsNoAnswer(body: String) throws {
        let (server, asking) = try asking { _ in [.answer(200, body)] }
        defer { server.stop() }
        let error = try #require(try asking.ask().error)
        #expect(error.hasPrefix("the answer has no `choices[0].message`"))
    }

    @Test(arguments: [
        ("<html>Sign in</html>", "the answer is a web page, not JSON: <html>Sign in</html>"),
        (#"{"choices":[{"delta":{"content":"Yes, t"#, #"the answer is not JSON: a text has no end"#),
        (#"{"error":{"message":"the model crashed"}}"#, "the provider answers: the model crashed"),
    ])
    func aStreamWithAnythingElseInItIsAFailure(event: String, error: String) throws {
        var (server, asking) = try asking { _ in
            [.streamHead, .send(ServerAction.pieceText("Yes") + "data: \(event)\n\n" + ServerAction.streamEnd)]
        }
        defer { server.stop() }
        asking.options.isStreamed = true
        asking.options.retries = 0
        #expect(try asking.ask().error?.hasPrefix(error) == true)
    }

    @Test func tenMegabytesGoThereAndBackWhole() throws {
        let (server, asking) = try asking { request in
            [.completion("\(request.body.utf8.count) " + String(repeating: "y", count: 10_000_000))]
        }
        defer { server.stop() }
        let answer = try asking.ask(String(repeating: "x", count: 10_000_000))
        let head = #"{"model":"m","messages":[{"role":"user","content":""}]}"#
        #expect(answer.response?.hasPrefix("\(10_000_000 + head.utf8.count) yyy") == true)
        #expect(answer.response?.utf8.count == 10_000_009)
    }

    @Test func anErrorWithSuccessAsItsStatusIsAFailure() throws {
        let (server, asking) = try asking { _ in [.answer(200, #"{"error":{"message":"model is loading"}}"#)] }
        defer { server.stop() }
        #expect(try asking.ask().error == "the provider answers: model is loading")
    }

    @Test func aRedirectIsRefusedAndTheKeyStaysHere() throws {
        let (other, _) = try asking { _ in [.completion("stolen")] }
        defer { other.stop() }
        let goal = other.url
        let (server, asking) = try asking { _ in [.answer(307, "", ["Location: \(goal)/chat/completions"])] }
        defer { server.stop() }
        let problem = try #require(asking.problem())
        #expect(problem.code == "provider-redirects")
        #expect(problem.message == "`test` redirects to `\(goal)/chat/completions`, which is not followed")
        #expect(other.requests.isEmpty)
    }

    @Test func aWrongKeyStopsAllAtOnceWithOneError() throws {
        let (server, asking) = try asking { _ in
            [.answer(401, #"{"error":{"message":"Incorrect API key provided: sk-very-secret"}}"#)]
        }
        defer { server.stop() }
        var problem: Diagnostic?
        do { _ = try asking.ask((0..<1000).map { asking.request("\($0)") }) } catch { problem = error as? Diagnostic }
        #expect(problem?.code == "wrong-key")
        #expect(problem?.message == "`test` refuses the key in `TEST_KEY`")
        #expect(problem?.notes == ["Incorrect API key provided: …"])
        #expect(server.requests.count <= 16)
    }

    @Test func aKeyThatIsRefusedLaterFailsItsRowAlone() throws {
        var (server, asking) = try asking { request in
            request.number == 1 ? [.answer(403, #"{"error":{"message":"not for you"}}"#)] : [.completion("yes")]
        }
        defer { server.stop() }
        asking.options.concurrency = 1
        let answers = try asking.ask([asking.request("a"), asking.request("b"), asking.request("c")])
        #expect(answers.map(\.response) == ["yes", nil, "yes"])
        #expect(answers[1].error == "the provider answers 403: not for you")
    }

    @Test func aMissingKeyIsSaidBeforeAnythingIsSent() throws {
        var (server, asking) = try asking { _ in [.completion("yes")] }
        defer { server.stop() }
        asking.environment = [:]
        #expect(asking.problem()?.code == "unset-variable")
        asking.environment = ["TEST_KEY": "a\r\nX-Other: b"]
        #expect(asking.problem()?.code == "wrong-key")
        #expect(server.requests.isEmpty)
    }

    @Test func tooManyRequestsWithoutAHeaderAreSpreadOut() throws {
        let (server, asking) = try asking { request in
            request.number < 3 ? [.answer(429, #"{"error":{"message":"slow down"}}"#)] : [.completion("yes")]
        }
        defer { server.stop() }
        #expect(try asking.ask().response == "yes")
        // Half of half a second, of one and of two.
        #expect(asking.time.slept == 1_750_000)
    }

    @Test func retryAfterInSecondsIsHeeded() throws {
        let (server, asking) = try asking { request in
            request.number == 0 ? [.answer(429, "{}", ["Retry-After: 20"])] : [.completion("yes")]
        }
        defer { server.stop() }
        #expect(try asking.ask().response == "yes")
        #expect(asking.time.slept >= 20_000_000 && asking.time.slept < 21_000_000)
    }

    @Test func retryAfterAsADateIsHeeded() throws {
        let (server, asking) = try asking { request in
            request.number == 0 ? [.answer(503, "", ["Retry-After: Thu, 01 Jan 2026 00:00:30 GMT"])] : [.completion("yes")]
        }
        defer { server.stop() }
        #expect(try asking.ask().response == "yes")
        #expect(asking.time.slept >= 30_000_000 && asking.time.slept < 31_000_000)
    }

    @Test func aProviderThatWantsHoursIsNotWaitedFor() throws {
        let (server, asking) = try asking { _ in [.answer(429, #"{"error":{"message":"try tomorrow"}}"#, ["Retry-After: 7200"])] }
        defer { server.stop() }
        #expect(try asking.ask().error == "the provider answers 429: try tomorrow")
        #expect(server.requests.count == 1)
    }

    @Test func anAccountWithoutMoneyIsNotTriedAgain() throws {
        let (server, asking) = try asking { _ in
            [.answer(429, #"{"error":{"message":"You exceeded your current quota","code":"insufficient_quota"}}"#)]
        }
        defer { server.stop() }
        #expect(try asking.ask().error == "the provider answers 429: You exceeded your current quota")
        #expect(server.requests.count == 1)
    }

    @Test(arguments: [408, 409, 500, 502, 503, 529])
    func aBrokenServerIsTriedAgain(status: Int) throws {
        let (server, asking) = try asking { request in request.number == 0 ? [.answer(status, "oops")] : [.completion("yes")] }
        defer { server.stop() }
        #expect(try asking.ask().response == "yes")
    }

    @Test func aRequestThatIsRefusedIsNotSentAgain() throws {
        let (server, asking) = try asking { _ in [.answer(400, #"{"error":{"message":"too many tokens"}}"#)] }
        defer { server.stop() }
        let answer = try asking.ask()
        #expect(answer.outcome == .failure("the provider answers 400: too many tokens", .forGood))
        #expect(server.requests.count == 1)
    }

    @Test func aModelThatIsNotThereIsOneError() throws {
        let (server, asking) = try asking { _ in [.answer(404, #"{"error":{"message":"The model `m` does not exist"}}"#)] }
        defer { server.stop() }
        #expect(asking.problem()?.code == "unknown-model")
        #expect(asking.problem()?.notes == ["The model `m` does not exist"])
    }

    @Test func aServerThatIsNotThereIsOneError() throws {
        let (server, _) = try asking { _ in [] }
        server.stop()
        let asking = Asking(url: "http://127.0.0.1:1/v1")
        #expect(asking.problem()?.code == "provider-unreachable")
        #expect(asking.problem()?.message == "cannot reach `test` at `http://127.0.0.1:1/v1`: nothing answers there")
    }

    @Test func anAnswerThatNeverEndsIsCutOff() throws {
        let (server, asking) = try asking { _ in
            let piece = String(repeating: "x", count: 1 << 20)
            return [.send("HTTP/1.1 200 OK\r\n\r\n")] + Array(repeating: .send(piece), count: 20)
        }
        defer { server.stop() }
        #expect(try asking.ask().error == "the answer is larger than 16 MiB")
    }

    @Test func anInterruptEndsTheWait() throws {
        let (server, asking) = try asking { _ in [.wait(milliseconds: 3000)] }
        defer { server.stop() }
        let requests = server
        // The interrupt comes from another thread once the request has arrived.
        let watcher = Watcher(asking.cancellation) { !requests.requests.isEmpty }
        watcher.start()
        #expect(asking.problem()?.code == "interrupted")
    }

    @Test func aDeadlineEndsWhatIsUnderwayAndWhatIsNot() throws {
        var (server, asking) = try asking { request in
            request.number == 0 ? [.answer(429, "{}", ["Retry-After: 5"])] : [.completion("yes")]
        }
        defer { server.stop() }
        asking.options.deadline = 3_000_000
        asking.options.concurrency = 1
        let answers = try asking.ask([asking.request("a"), asking.request("b")])
        #expect(answers.map(\.error) == ["the provider answers 429: {}", "not answered before the deadline"])
    }

    @Test func whatTheBudgetDoesNotCoverIsNotAsked() throws {
        var (server, asking) = try asking { _ in [.completion("yes", tokensIn: 30, tokensOut: 20)] }
        defer { server.stop() }
        asking.options.concurrency = 1
        asking.options.budget.tokens = 100
        let answers = try asking.ask((0..<4).map { asking.request("\($0)") })
        #expect(answers.map(\.response) == ["yes", "yes", nil, nil])
        #expect(answers[2].error == "not asked: the budget of 100 tokens is used up")
        #expect(server.requests.count == 2)
    }

    @Test func aBudgetOfMoneyNeedsAPriceAndIsKept() throws {
        var (server, asking) = try asking { _ in [.completion("yes", tokensIn: 500_000, tokensOut: 100_000)] }
        defer { server.stop() }
        asking.options.concurrency = 1
        asking.options.budget.money = 1
        #expect(asking.problem()?.code == "no-price")
        asking.settings.prices["m"] = ProviderSettings.Price(input: 1, output: 5)
        let answers = try asking.ask([asking.request("a"), asking.request("b")])
        #expect(answers.map(\.error) == [nil, "not asked: the budget of 1.0 is used up"])
    }

    @Test func aKeyThatComesBackIsTakenOut() throws {
        let (server, asking) = try asking { request in [.completion("I got \(request.headers["authorization"] ?? "")")] }
        defer { server.stop() }
        #expect(try asking.ask().response == "I got Bearer …")
    }

    @Test func manyAreUnderwayAtOnceAndEachGetsItsOwn() throws {
        let (server, asking) = try asking { request in
            let number = request.body.split(separator: "#").dropFirst().first.map(String.init) ?? "?"
            return [.wait(milliseconds: 2), .completion("got \(number)")]
        }
        defer { server.stop() }
        let answers = try asking.ask((0..<200).map { asking.request("#\($0)#") })
        #expect(answers.map(\.response) == (0..<200).map { "got \($0)" })
    }

    @Test func aStreamIsShownAsItComes() throws {
        var (server, asking) = try asking { _ in
            [
                .streamHead, .send(ServerAction.pieceText("Yes, ")), .wait(milliseconds: 150),
                .send(ServerAction.pieceText("two.")), .send(ServerAction.streamEnd),
            ]
        }
        defer { server.stop() }
        let shown = Mutex<[String]>([])
        asking.options.show = { text in shown.withLock { $0.append(text) } }
        #expect(try asking.ask().response == "Yes, two.")
        #expect(shown.withLock { $0 }.joined() == "Yes, two.")
    }

    @Test func aServerThatDoesNotStreamIsUnderstoodAnyway() throws {
        var (server, asking) = try asking { _ in [.completion("whole")] }
        defer { server.stop() }
        asking.options.isStreamed = true
        #expect(try asking.ask().response == "whole")
    }
}
