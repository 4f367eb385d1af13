import OctavoLanguage
import OctavoTable

/// The answers of one contender to all cases, repeat after repeat, and which expectations each meets.
struct ContenderAnswers {
    /// The first repeat of all cases, then the second.
    let answers: [RowAnswer]
    /// By expectation, repeat and case.
    let met: [[[Bool]]]
    let cases: Int
    /// Of a million tokens.
    let price: (input: Double, output: Double)?

    var repeats: Int { met.first?.count ?? 0 }

    func answer(_ row: Int, _ repetition: Int) -> RowAnswer { answers[repetition * cases + row] }

    /// Whether an answer meets the expectation at a place, or all of them.
    func meets(_ expectation: Int?, _ row: Int, _ repetition: Int) -> Bool {
        if let expectation { return met[expectation][repetition][row] }
        return met.allSatisfy { $0[repetition][row] }
    }

    /// The share of a case's answers that meet it.
    func share(_ expectation: Int?, _ row: Int) -> Double {
        Double((0..<repeats).count { meets(expectation, row, $0) }) / Double(max(repeats, 1))
    }

    func shares(_ expectation: Int?) -> [Double] { (0..<cases).map { share(expectation, $0) } }

    /// Whether more than half of a case's answers meet it.
    func verdicts(_ expectation: Int?) -> [Bool] { shares(expectation).map { $0 > 0.5 } }

    /// Of the answers that were asked for: not those of equal requests.
    var paid: [ChatAnswer] { answers.filter { !$0.isRepeated }.map(\.answer) }

    /// The answer of a case that stands for its verdict.
    func shown(_ expectation: Int?, _ row: Int) -> Datum {
        let verdict = share(expectation, row) > 0.5
        let repetition = (0..<repeats).first { meets(expectation, row, $0) == verdict } ?? 0
        let answer = answer(row, repetition).answer
        return (answer.response ?? answer.error.map { "error: \($0)" }).map { .text($0) } ?? .null
    }
}
