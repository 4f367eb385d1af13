import OctavoLanguage
import OctavoSource
import OctavoTable
import Testing

/// `leakage`: leaks that were put there are found, and nothing else is.
@Suite struct LeakageTests {
    /// Sentences that have little in common with each other.
    private static let program = """
        words = ["hotel", "river", "breakfast", "window", "ticket", "garden", "luggage", "museum", "station", "balcony", "parking", "pillow",
                 "concert", "airport", "dinner", "harbour", "kitchen", "lantern", "meadow", "notebook"]
        word(n, k) = words[mod(n * k + div(n, 20) + k * k, 20)]
        all = table([{id: n, text: "guest \\(n * 7919) asks for \\(word(n, 3)) and \\(word(n, 7)) near \\(word(n, 11)) \\(n * n)"} for n in 1..601])
        parts = all | split(train: 80%, test: 20%, seed: 2)

        """

    @Test func aSplitOfDifferentTextsLeaksNothing() {
        #expect(Harness.run(Self.program + "leakage(parts.train, parts.test, .text) | count") == ["0"])
    }

    @Test func everyLeakThatIsPlantedIsFoundAndNothingElse() {
        let planted = """
            same = parts.train | filter(mod(.id, 40) == 1) | derive(id: .id + 10_000)
            alike = parts.train | filter(mod(.id, 40) == 2) | derive(id: .id + 20_000, text: "\\(upper(slice(.text, 0, 1)))\\(slice(.text, 1, length(.text)))!")
            leaky = parts.test | union(same, alike) | sort(hash(.id))
            found = leakage(parts.train, leaky, .text)
            [count(same), count(alike)]
            found | count(by: .kind) | sort(.kind)
            truth = leaky | derive(row: row_number()) | filter(.id > 10_000)
            (records(found) | map(.test_row) | sort_by(.)) == (records(truth) | map(.row - 1) | sort_by(.))
            """
        let shown = Harness.run(Self.program + planted)
        #expect(shown.count == 3)
        #expect(shown.last == "true")
        let counts = shown[0].dropFirst().dropLast().split(separator: ",").compactMap { Int($0.filter(\.isNumber)) }
        #expect(counts.count == 2 && counts[0] > 5 && counts[1] > 5)
        if counts.count == 2 {
            #expect(shown[1] == "[{kind: \"exact\", n: \(counts[0])}, {kind: \"near\", n: \(counts[1])}]")
        }
    }

    @Test func theGuardOfANotebookFailsOnOneLeak() throws {
        let guarding = """
            leaky = parts.test | union(parts.train | head(1))
            expect(leakage(parts.train, leaky, .text), no_text_is_in_two_parts: count() == 0)
            """
        let failure = try #require(Harness.failure(Self.program + guarding))
        #expect(failure.code == "expectation-failed")
        #expect(Harness.failure(Self.program + guarding.replacing("union(parts.train | head(1))", with: "head(50)")) == nil)
    }

    @Test func exactAloneOverlooksWhatIsAlike() {
        let program = """
            a = table([{t: "i would like to book a room for two nights"}])
            b = table([{t: "I would like to book a room for two nights!"}, {t: "i would like to book a room for two nights"}, {t: null}])
            leakage(a, b, .t) | records | map([.test_row, .train_row, .kind])
            leakage(a, b, .t, duplicates: "exact") | records | map([.test_row, .train_row, .kind])
            """
        #expect(Harness.run(program) == ["[[0, 0, \"near\"], [1, 0, \"exact\"]]", "[[1, 0, \"exact\"]]"])
    }
}
