import OctavoLanguage
import OctavoSource
import OctavoTable

/// A condition over one value: a record, metrics, a number.
struct ValueExpectation {
    let subject: Value
    let condition: ExpectedCondition
    let call: Call

    init(_ subject: Value, _ condition: ExpectedCondition, _ call: Call) {
        self.subject = subject
        self.condition = condition
        self.call = call
    }

    func outcome() throws -> ExpectationOutcome {
        let isMet = try holds()
        let parts = call.isChecking ? [] : parts()
        return ExpectationOutcome(
            condition: condition, isMet: isMet, measure: parts.first ?? "",
            evidence: parts.count > 1 ? ExpressionParts.sentence(parts) : [])
    }

    /// The values of the condition's parts, as a line tells them.
    func parts() -> [String] {
        ExpressionParts.of(condition.expression).compactMap { part in
            // A part that only another branch would have used may fail by itself; it explains nothing then.
            guard let datum = try? value(of: part).datum else { return nil }
            return "\(Excerpt.line(part.range.text)) is \(Excerpt.value(datum))"
        }
    }

    func holds() throws -> Bool { try Conditions.holds(try value(of: condition.expression), at: condition.range) }

    private func value(of expression: ColumnExpression) throws -> Value {
        try call.apply(ElementFunction(value: .expression(expression), range: condition.range), [subject])
    }
}

/// Conditions over each item of a list or of one column.
struct ItemExpectations {
    static let shown = 3

    let subject: BoundArguments.Argument
    let call: Call

    init(_ subject: BoundArguments.Argument, _ call: Call) {
        self.subject = subject
        self.call = call
    }

    func run(_ conditions: [ExpectedCondition]) throws -> [ExpectationOutcome] {
        var count = 0
        var met = conditions.map { _ in 0 }
        var evidence: [[String]] = conditions.map { _ in [] }
        try Sequences.forEach(subject.value, at: subject.range, evaluation: call.evaluation) { item in
            for (place, condition) in conditions.enumerated() {
                let one = ValueExpectation(item, condition, call)
                if try one.holds() {
                    met[place] += 1
                } else if evidence[place].count < Self.shown {
                    let text = item.datum.map { Excerpt.value($0) } ?? item.kindName
                    evidence[place].append("item \(count) is \(text)")
                    if evidence[place].count == 1 { evidence[place] += ExpressionParts.sentence(one.parts()) }
                }
            }
            count += 1
            return true
        }
        return conditions.enumerated().map { place, condition in
            ExpectationOutcome(
                condition: condition, isMet: met[place] == count, measure: Excerpt.share(met[place], of: count, "item"),
                evidence: evidence[place])
        }
    }
}
