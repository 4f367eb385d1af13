import OctavoLanguage
import OctavoSource
import OctavoTable

extension ExpectationPass {
    /// Columns of an offending row that are shown.
    static let shownColumns = 6

    // MARK: - Rows

    func rowOutcome(_ place: Int, _ expression: RowExpression, _ schema: SchemaCondition?) throws -> ExpectationOutcome {
        let holding = met[place] ?? 0
        var outcome = ExpectationOutcome(
            condition: expectations.conditions[place], isMet: holding == count, measure: Excerpt.share(holding, of: count, "row"))
        for (index, offender) in (offenders[place] ?? []).enumerated() {
            if let schema {
                outcome.evidence += try violations(of: schema, in: offender)
            } else {
                outcome.evidence.append(offender.place.text + values(expression, in: offender))
                if index == 0, let condition = condition(place) { outcome.evidence += parts(of: condition, in: offender) }
            }
        }
        return outcome
    }

    /// `: id 7, query "…"`: what the condition reads.
    private func values(_ expression: RowExpression, in offender: Offender) -> String {
        let read = expression.columnsRead(expectations.plan.schema)
        let shown = expectations.plan.schema.names.filter { read.contains($0) }
        var texts = shown.prefix(Self.shownColumns).compactMap { name in
            watched.schema.index(of: name).map { "\(DatumText.label(name)) \(Excerpt.value(offender.row.columns[$0][0]))" }
        }
        if shown.count > Self.shownColumns { texts.append("and \(shown.count - Self.shownColumns) more") }
        return texts.isEmpty ? "" : ": " + texts.joined(separator: ", ")
    }

    /// The value of each part of the condition for one row.
    private func parts(of condition: RowExpression, in offender: Offender) -> [String] {
        let evaluator = ExpressionEvaluator(schema: watched.schema, cancellation: context.cancellation)
        let facts = ExpressionParts.of(condition).compactMap { part -> String? in
            // A part that only another branch would have used may fail by itself; it explains nothing then.
            guard let column = try? evaluator.evaluate(part.expression, over: offender.row) else { return nil }
            return "\(part.text) is \(Excerpt.value(column[0]))"
        }
        return ExpressionParts.sentence(facts)
    }

    private func violations(of schema: SchemaCondition, in offender: Offender) throws -> [String] {
        let evaluator = ExpressionEvaluator(schema: watched.schema, cancellation: context.cancellation)
        let value = try evaluator.evaluate(schema.value, over: offender.row)[0]
        return schema.schema.violations(of: value, nullsAreAbsent: true, limit: TableExpectations.shown).map {
            "\(offender.place.text): \($0.text)"
        }
    }

    // MARK: - Groups

    func groupOutcome(_ place: Int, _ keys: [RowExpression]) throws -> ExpectationOutcome {
        let condition = expectations.conditions[place]
        guard let expression = groupConditions[place] else {
            return ExpectationOutcome(condition: condition, isMet: false, measure: "")
        }
        let answer = Self.name("r", place)
        let groups = try summarized(place, keys, [NamedExpression(answer, expression)])
        let holds = groups.values(keys.count).map { if case .bool(true) = $0 { true } else { false } }
        let met = holds.count { $0 }
        if keys.isEmpty {
            let aggregates = try told(ExpressionParts.aggregates(of: expression), place)
            let parts = ExpressionParts.of(expression)
            // The aggregates alone stand in the line already.
            let evidence =
                met == 1 || parts.count <= aggregates.count ? [] : ExpressionParts.sentence(try told(parts, place))
            return ExpectationOutcome(
                condition: condition, isMet: met == 1, measure: aggregates.joined(separator: ", "), evidence: evidence)
        }
        var outcome = ExpectationOutcome(
            condition: condition, isMet: met == groups.count, measure: Excerpt.share(met, of: groups.count, "group"))
        if !outcome.isMet {
            let parts = ExpressionParts.of(expression)
            let columns = parts.enumerated().map { NamedExpression(Self.name("p", place, $0.offset), $0.element.expression) }
            let values = try summarized(place, keys, columns)
            for group in holds.indices.filter({ !holds[$0] }).prefix(TableExpectations.shown) {
                let row = values.record(group).map { Excerpt.value($0.value) }
                let names = zip(keys, row).map { "\(Self.keyName($0)) \($1)" }.joined(separator: ", ")
                let facts = zip(parts, row.dropFirst(keys.count)).map { "\($0.text) is \($1)" }.joined(separator: ", ")
                outcome.evidence.append("group \(names)" + (facts.isEmpty ? "" : ": \(facts)"))
            }
        }
        return outcome
    }

    /// `count() is 12`, for the whole table.
    private func told(_ parts: [(text: String, expression: RowExpression)], _ place: Int) throws -> [String] {
        if parts.isEmpty { return [] }
        let columns = parts.enumerated().map { NamedExpression(Self.name("p", place, $0.offset), $0.element.expression) }
        guard let row = try? summarized(place, [], columns).record(0) else { return [] }
        return zip(parts, row).map { "\($0.text) is \(Excerpt.value($1.value))" }
    }

    // MARK: - Distinct keys

    func distinctOutcome(_ place: Int, _ keys: [RowExpression]) throws -> ExpectationOutcome {
        let condition = expectations.conditions[place]
        let isMet = ExpectationOutcome(condition: condition, isMet: true, measure: Excerpt.count(count, "row"))
        if rising[place]?.holds ?? false { return isMet }
        let number = NamedExpression(Self.name("n", place), RowExpression(.aggregate(.count, nil, by: []), type: .int))
        let groups = try summarized(place, keys, [number])
        if groups.count == count { return isMet }
        let row = RowExpression(.column(Self.rowName), type: .int)
        let rows = NamedExpression(Self.rowName, RowExpression(.aggregate(.collect, row, by: []), type: .list(.int)))
        let repeated = Plan(try summarized(place, keys, [number, rows]))
        let size = RowExpression(.column(number.name), type: .int)
        let isRepeated = RowExpression(
            .comparison(.greater, size, RowExpression(.literal(.int(1)), type: .int)), type: .bool)
        let found = try Executor.run(Plan(.filter(repeated, isRepeated), schema: repeated.schema), context)
        let inRows = found.values(keys.count).reduce(0) { if case .int(let size) = $1 { $0 + Int(size) } else { $0 } }
        var outcome = ExpectationOutcome(
            condition: condition, isMet: false,
            measure: "\(Excerpt.count(found.count, "key")) \(found.count == 1 ? "repeats" : "repeat"), in "
                + Excerpt.share(inRows, of: count, "row"))
        for index in 0..<min(found.count, TableExpectations.shown) {
            let record = found.record(index)
            let names = zip(keys, record).map { "\(Self.keyName($0)) \(Excerpt.value($1.value))" }.joined(separator: ", ")
            guard case .list(let numbers)? = record.last?.value else { continue }
            var rows = numbers.prefix(TableExpectations.shown).compactMap { number -> String? in
                guard case .int(let row) = number else { return nil }
                return self.place(ofRow: Int(row)).text
            }
            if numbers.count > TableExpectations.shown { rows.append("and \(numbers.count - TableExpectations.shown) more") }
            outcome.evidence.append("\(names) stands \(numbers.count) times: \(rows.joined(separator: ", "))")
        }
        return outcome
    }

    // MARK: - Helpers

    /// A key as messages call it: the column's name, or what was written.
    private static func keyName(_ key: RowExpression) -> String {
        if case .column(let name) = key.kind { return DatumText.label(name) }
        return ExpressionParts.text(key)
    }

    /// The gathered columns, one row a group of the condition's keys.
    private func summarized(_ place: Int, _ keys: [RowExpression], _ aggregates: [NamedExpression]) throws -> Table {
        let columns = keys.enumerated().map { index, key in
            let name = Self.name("k", place, index)
            return NamedExpression(name, RowExpression(.column(name), type: key.type, origin: key.origin))
        }
        let fields = (columns + aggregates).map { Field($0.name, $0.expression.type) }
        let plan = Plan(.summarize(Plan(gathered), by: columns, aggregates: aggregates), schema: Schema(fields))
        return try Executor.run(plan, context)
    }
}
