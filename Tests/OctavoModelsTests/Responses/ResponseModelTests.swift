import OctavoModels
import OctavoTable
import Testing

@Suite struct ResponseModelTests {
    private static let card = ModelCard(inputs: ["query", "context"], label: "response", rows: 1, data: "")
    static let cities = ["Paris", "London", "Sydney", "Nairobi", "Toronto", "Lisbon", "Oslo", "Cairo", "Lima", "Kyoto"]
    static let hotels = ["Ritz", "Savoy", "Plaza", "Astoria", "Regent", "Bristol", "Carlton", "Metropol", "Excelsior", "Sacher"]

    /// Guests of ten cities and hotels: each books, asks for an address that only the house knows, and goes.
    static func stays(_ count: Int = 200) -> AnsweredInquiries {
        var (inquiries, answers): ([Inquiry], [String]) = ([], [])
        func add(_ query: String, _ turns: [String], _ answer: String) {
            inquiries.append(Inquiry(query, turns: turns))
            answers.append(answer)
        }
        for guest in 0..<count {
            let (city, hotel) = (cities[guest % 10], hotels[(guest * 3) % 10])
            let (rooms, day) = (guest % 7 + 2, guest % 27 + 1)
            let first = "i want a hotel in \(city) please"
            add(first, [], "how many rooms do you need, and from which day?")
            let second = "\(rooms) rooms from March \(day), please"
            let question = "so that is a hotel in \(city) with \(rooms) rooms from March \(day)?"
            add(second, [first, "how many rooms do you need, and from which day?"], question)
            add("yes, book it", [second, question], "your stay is booked at the \(hotel)")
            let third = "where is it?"
            add(third, ["yes, book it", "your stay is booked at the \(hotel)"], "it is at \(guest + 100) \(hotel) Street")
            add(["thanks, bye", "thank you, that is all"][guest % 2], [third], "have a nice day")
        }
        return AnsweredInquiries(inquiries, answers)
    }

    static func model(_ examples: AnsweredInquiries, readsContext: Bool = true, threads: Int = 2) throws -> ResponseModel {
        try ResponseTrainer().train(examples, readsContext: readsContext, validation: nil, threads: threads)
    }

    private static func answer(_ model: ResponseModel, _ query: String, _ turns: [String]? = nil) -> String? {
        model.makeAnswerer().answer([.text(query), turns.map { .list($0.map { .text($0) }) } ?? .null])?.text
    }

    @Test func answersAsTheMostSimilarRowsWereAnswered() throws {
        let model = try Self.model(Self.stays())
        #expect(Self.answer(model, "I'd like a hotel in Rome") == "how many rooms do you need, and from which day?")
        #expect(Self.answer(model, "thanks, that is all, bye", ["where is it?"]) == "have a nice day")
    }

    /// Where the turns are not known the query alone counts; a list without turns begins a conversation.
    @Test func turnsThatAreNotKnownSpeakForNothing() throws {
        let model = try Self.model(Self.stays())
        let grounds = model.makeAnswerer().grounds([.text("thanks, bye"), .null])
        #expect(grounds.first?.response == "have a nice day")
        #expect(Self.answer(model, "bye") == "have a nice day")
        #expect(Self.answer(model, "a room please", []) == "how many rooms do you need, and from which day?")
    }

    @Test func fillsInWhatTheConversationSays() throws {
        let model = try Self.model(Self.stays())
        let said = Self.answer(
            model, "9 rooms from March 30, please",
            ["i want a hotel in Reykjavik please", "how many rooms do you need, and from which day?"])
        #expect(said == "so that is a hotel in Reykjavik with 9 rooms from March 30?")
    }

    /// A slot that the conversation does not fill makes another answer, and no text with a hole.
    @Test func leavesOutWhatCannotBeFilled() throws {
        let model = try Self.model(Self.stays())
        let said = try #require(Self.answer(model, "rooms from some day on, please", ["i want a hotel please"]))
        #expect(said.unicodeScalars.allSatisfy { !("0"..."9").contains($0) } && !said.contains("["))
    }

    @Test func saysNoNameOrNumberThatTheConversationDoesNotHave() throws {
        let model = try Self.model(Self.stays())
        let answerer = model.makeAnswerer()
        let names = Set(Self.cities + Self.hotels)
        let queries = [
            "where is it?", "yes, book it", "3 rooms from March 9, please", "i want a hotel in Rome please", "the Hilton", "bye",
        ]
        for first in queries {
            for second in queries {
                let row: [Datum] = [.text(second), .list([.text("hello"), .text(first)])]
                guard let said = answerer.answer(row)?.text else { continue }
                let known = first + " " + second
                let words = said.split { !$0.isLetter && !$0.isNumber }.map(String.init)
                for word in words where names.contains(word) || word.contains(where: \.isNumber) {
                    #expect(known.contains(word), "\(word) in \(said), asked \(known)")
                }
            }
        }
    }

    /// Two names before which the same word stands are not told apart, so that neither is taken.
    @Test func takesNeitherOfTwoNamesThatMayBothBeMeant() throws {
        let model = try Self.model(Self.stays())
        let said = Self.answer(model, "2 rooms from March 3, please", ["i want a hotel in Rome please or a house in Bern please"])
        #expect(said.map { !$0.contains("Rome") && !$0.contains("Bern") } ?? true)
    }

    @Test func aFactIsSaidWhereSeveralRowsHaveItInTheSameWords() throws {
        func said(_ answers: [String]) throws -> String? {
            let queries = [
                "when does the pool open", "is the pool open at night", "may dogs stay", "are dogs welcome", "a towel",
                "a pillow",
            ]
            let others = ["yes they may", "yes they may", "of course", "of course"]
            let rows = AnsweredInquiries(queries.map { Inquiry($0) }, answers + others)
            return Self.answer(try Self.model(rows, readsContext: false), "when is the pool open")
        }
        #expect(try said(["the pool opens at 7", "the pool opens at 7"]) == "the pool opens at 7")
        #expect(try said(["the pool opens at 7", "the pool opens at 8"])?.contains("pool") != true)
        #expect(try said(["the pool opens at 7", "come and see"])?.contains("7") != true)
    }

    @Test func saysNothingWhereNothingIsShared() throws {
        let model = try Self.model(Self.stays())
        let tell = model.makeTeller()
        #expect(tell([.text("\u{6771}\u{4EAC}"), .null]) == [.null, .null])
        #expect(tell([.text(""), .null]) == [.null, .null])
        #expect(tell([.null, .text("where is it?")]) == [.null, .null])
        #expect(tell([.text("bye")]) == tell([.text("bye"), .null]))
    }

    @Test func anAnswerThatIsLessSureThanTheThresholdIsNotGiven() throws {
        var trainer = ResponseTrainer()
        trainer.threshold = 1
        let model = try trainer.train(Self.stays(40), readsContext: true, validation: nil, threads: 2)
        let told = model.makeTeller()([.text("what about breakfast on the 3rd?"), .null])
        #expect(told[0].isNull && !told[1].isNull)
    }

    @Test func confidenceIsHowOftenAnswersAreRight() throws {
        let model = try Self.model(Self.stays())
        let answerer = model.makeAnswerer()
        // A farewell is answered alike always, an address never.
        let sure = answerer.answer([.text("thanks, bye"), .list([.text("where is it?")])])?.confidence ?? 0
        let unsure = answerer.answer([.text("where is it?"), .list([.text("your stay is booked at the Ritz")])])?.confidence ?? 0
        #expect(sure > 0.9 && unsure < 0.3)
    }

    @Test func theRowsThatSpeakForAnAnswerHideWhatIsOneGuests() throws {
        let grounds = try Self.model(Self.stays()).makeAnswerer().grounds([.text("2 rooms from March 3, please"), .null])
        #expect(abs(grounds.reduce(0) { $0 + $1.weight } - 1) < 1e-5)
        #expect(grounds.first?.query == "[number] rooms from [date], please")
        #expect(grounds.first?.response == "so that is a hotel in [name] with [number] rooms from [date]?")
        #expect(zip(grounds, grounds.dropFirst()).allSatisfy { $0.weight >= $1.weight })
    }

    @Test(arguments: [1, 2, 3, 5])
    func threadsChangeNoByte(threads: Int) throws {
        let one = ModelFile.bytes(try Self.model(Self.stays(), threads: 1), Self.card)
        #expect(ModelFile.bytes(try Self.model(Self.stays(), threads: threads), Self.card) == one)
    }

    @Test(arguments: [true, false])
    func aModelFromItsFileAnswersTheSame(readsContext: Bool) throws {
        let model = try Self.model(Self.stays(), readsContext: readsContext)
        let bytes = ModelFile.bytes(model, Self.card)
        let read = try ModelFile.read(Buffer(bytes))
        #expect(ModelFile.bytes(read.model, read.card) == bytes)
        let again = try #require(read.model as? ResponseModel)
        #expect(again.readsContext == readsContext)
        for row: [Datum] in [[.text("yes, book it"), .null], [.text("4 rooms"), .text("in Oslo")], [.text("bye"), .null]] {
            #expect(model.makeAnswerer().answer(row) == again.makeAnswerer().answer(row))
            #expect(model.makeAnswerer().grounds(row) == again.makeAnswerer().grounds(row))
        }
    }

    /// Numbers that make no sense are refused, or make a model that answers something and goes on.
    @Test func tensorsThatMakeNoSenseAreRefused() throws {
        let model = try Self.model(Self.stays(40))
        var random = SplitMix(seed: 5)
        var refused = 0
        for tensor in model.tensors {
            for round in 0..<6 {
                let changed = Self.spoilt(tensor, round: round, &random)
                let all = model.tensors.map { $0.name == tensor.name ? changed : $0 }
                do {
                    let read = try ResponseModel(
                        kind: "response", head: ModelSettings(.record(model.head)), tensors: Tensors(all))
                    let answerer = read.makeAnswerer()
                    _ = answerer.answer([.text("2 rooms in Oslo from March 3"), .list([.text("where is the Ritz?")])])
                    _ = answerer.grounds([.text("yes, book it"), .null])
                } catch {
                    #expect(error is DamagedModel)
                    refused += 1
                }
            }
        }
        #expect(refused > 2 * model.tensors.count)
    }

    private static func spoilt(_ tensor: Tensor, round: Int, _ random: inout SplitMix) -> Tensor {
        // One shorter, all the largest, or one of them anything.
        func spoil<Value: FixedWidthInteger>(_ values: [Value]) -> [Value] {
            if round == 0 { return Array(values.dropLast()) }
            if round == 1 { return values.map { _ in .max } }
            var values = values
            if !values.isEmpty {
                values[Int(random.next(below: UInt64(values.count)))] = Value(truncatingIfNeeded: random.next(below: .max))
            }
            return values
        }
        func shape(_ count: Int) -> [Int] { tensor.shape.count == 2 && count % 4 == 0 ? [count / 4, 4] : [count] }
        switch tensor.values {
        case .int8(let values):
            let new = spoil(values)
            return Tensor(tensor.name, shape(new.count), .int8(new))
        case .uint32(let values):
            let new = spoil(values)
            return Tensor(tensor.name, shape(new.count), .uint32(new))
        case .uint64(let values):
            let new = spoil(values)
            return Tensor(tensor.name, shape(new.count), .uint64(new))
        case .float(let values):
            return Tensor(tensor.name, [values.count], .float(values.map { _ in round % 2 == 0 ? .nan : 1e30 }))
        case .double(let values):
            return Tensor(tensor.name, [values.count], .double(values.map { _ in round % 2 == 0 ? .infinity : 2 }))
        case .bytes: return tensor
        }
    }

    @Test(arguments: ["neighbours", "threshold", "context"])
    func aHeadThatLacksSomethingIsRefused(name: String) throws {
        let model = try Self.model(Self.stays(20))
        for value: Datum in [.null, .text("?"), .int(-1), .float(7)] {
            let head = model.head.map { $0.name == name ? (name: name, value: value) : $0 }
            #expect(throws: DamagedModel.self) {
                try ResponseModel(kind: "response", head: ModelSettings(.record(head)), tensors: Tensors(model.tensors))
            }
        }
    }

    @Test func fewAndOddRowsMakeAModelToo() throws {
        for rows in [
            AnsweredInquiries([Inquiry("hello")], ["hi"]),
            AnsweredInquiries([Inquiry(""), Inquiry("", turns: [""])], ["", " "]),
            AnsweredInquiries([Inquiry(String(repeating: "a.", count: 200_000))], ["b"]),
            AnsweredInquiries((0..<30).map { Inquiry("question \($0)") }, [String](repeating: "the same", count: 30)),
            AnsweredInquiries(
                [Inquiry(String(repeating: "a room for 2 ", count: 20_000))], [String](repeating: "A 1 B ", count: 1)),
        ] {
            let model = try Self.model(rows)
            let bytes = ModelFile.bytes(model, Self.card)
            #expect(ModelFile.bytes(try ModelFile.read(Buffer(bytes)).model, Self.card) == bytes)
            _ = model.makeTeller()([.text("hello question"), .list([.text("\u{1F600} $ % 12.5.1 --")])])
        }
    }
}
