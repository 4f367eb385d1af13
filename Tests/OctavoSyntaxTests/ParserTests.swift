import OctavoSource
import OctavoSyntax
import Testing

@Suite struct ParserTests {
    @Test(arguments: ValidPrograms.all) func readsWhatTheGrammarAllows(example: Example) {
        let tree = SyntaxTesting.parse(example.text)
        #expect(SyntaxTesting.codes(tree) == "")
        #expect(SyntaxDump.text(tree) == example.dump)
        #expect(!tree.isIncomplete)
    }

    @Test(arguments: ValidPrograms.all) func keepsEveryTokenInOrder(example: Example) {
        let tree = SyntaxTesting.parse(example.text)
        #expect(tree.tokens.last?.kind == .end)
        var end = 0
        for token in tree.tokens {
            #expect(token.range.start >= end)
            let between = tree.source.text(in: end..<token.range.start)
            #expect(between.unicodeScalars.allSatisfy { $0 == " " || $0 == "\t" || $0 == "\u{FEFF}" })
            end = token.range.end
        }
        #expect(end == tree.source.bytes.count)
    }

    @Test(arguments: ValidPrograms.all) func placesChildrenInsideTheirParents(example: Example) {
        func check(_ expression: ExpressionSyntax, within outer: ByteRange) {
            #expect(outer.start <= expression.range.start && expression.range.end <= outer.end)
            expression.forEachChild { check($0, within: expression.range) }
        }
        for statement in SyntaxTesting.parse(example.text).statements {
            statement.forEachExpression { check($0, within: statement.range) }
        }
    }

    @Test func readsTheTour() {
        let tree = SyntaxTesting.parse(Tour.text)
        #expect(SyntaxTesting.codes(tree) == "")
        #expect(tree.statements.count == 12)
    }

    @Test func continuesTheLastValueAtThePrompt() {
        #expect(SyntaxTesting.dump("| f(1)\n| g", mode: .entry) == "(| (| _ (f 1)) g)")
        #expect(SyntaxTesting.dump("\n# c\n| f", mode: .entry) == "(| _ f)")
    }

    @Test func findsThePlaceOfAnOperator() throws {
        let tree = SyntaxTesting.parse("a not  in b")
        guard case .expression(let expression) = try #require(tree.statements.first).kind,
            case .binary(.isNotIn, let range, _, _) = expression.kind
        else { return #expect(Bool(false), "no comparison") }
        #expect(range == ByteRange(2, 9))
    }
}

enum Tour {
    static let text = """
        raw = load("data/raw/conversations/*.jsonl")
        raw | count(by: .intent) | sort(desc(.n)) | head(5)

        clean = raw
          | remove_pii(.query, .context)
          | normalize_text(.query)
          | filter_noise(.query, min_words: 3, duplicates: "near")
          | derive(words: word_count(.query), asks: ends_with(.query, "?"))
        clean | expect(not has_pii(.query), all_distinct(.id), .words >= 3)

        {train, val, test} = clean | split(train: 80%, val: 10%, test: 10%, stratify: .intent)

        reply = prompt("prompts/templates/conversation.md")
        render(reply, context: "First-time caller", query: "Any rooms next weekend?")

        intent = train | train(text: .query, label: .intent, validate: val,
                               model: "linear", learning_rate: 0.5, batch_size: 16, epochs: 3)
        test | evaluate(intent) | expect(.accuracy >= 0.9, .f1 >= 0.9)
        test | predict(intent) | filter(.label != .intent) | head
        publish(intent, "intent", version: "1.0.0")
        is_short(t) = length(t) < 20

        """
}
