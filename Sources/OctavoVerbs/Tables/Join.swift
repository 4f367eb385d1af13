package import OctavoLanguage
import OctavoSource
import OctavoTable

/// How many right rows a left row may meet.
package enum JoinExpectation: String, CaseIterable, Sendable { case many, one }

extension Verb {
    package static let join = Verb(
        step: "join", .tables, "Puts the columns of another table beside each row whose key matches.",
        notes: "Keeps the left order, then the right's. Null keys match nothing. A right column whose name the left has too is "
            + "called `name_right`. `expect: \"one\"` fails when a left row would meet several.",
        examples: [
            Example(
                "table([{id: 1, n: 5}]) | join(table([{id: 1, name: \"x\"}]), on: .id)",
                gives: "|  id |   n | name |\n| --: | --: | ---- |\n|   1 |   5 | x    |")
        ],
        searchTerms: ["merge", "left_join", "inner_join", "lookup"],
        Parameter("t", TableArgument.self, "The left table."),
        Parameter("other", TableArgument.self, "The right table."),
        Parameter("on", JoinKeys.self, "A column of both, a list of them, or `{left: .a, right: .b}`."),
        Parameter("kind", default: Choice(option: Join.Kind.inner), "\"inner\"", "Which rows stay."),
        Parameter("expect", default: Choice(option: JoinExpectation.many), "\"many\"", "How many right rows a left row may meet.")
    ) { call, table, other, on, kind, expect in
        let left = table.plan.schema
        let right = other.plan.schema
        var leftKeys: [RowExpression] = []
        var rightKeys: [RowExpression] = []
        for pair in on.pairs {
            let one = try call.requireColumn(pair.left, in: left)
            let two = try call.requireColumn(pair.right, in: right)
            let isNumber = one.type.isNumeric && two.type.isNumeric
            guard one.type == two.type || isNumber || one.type == .null || two.type == .null else {
                throw Diagnostic(
                    "type-mismatch", "cannot join on `\(one.name)`: \(one.type) on the left, \(two.type) on the right",
                    at: pair.left.range, help: ["cast one side, e.g. `derive(\(two.name): \(one.type)(.\(two.name)))`"])
            }
            leftKeys.append(RowExpression(.column(one.name), type: one.type, origin: call.range))
            rightKeys.append(RowExpression(.column(two.name), type: two.type, origin: call.range))
        }
        var taken: [(column: String, name: String)] = []
        var filled: [(column: String, from: String)] = []
        var fields = left.fields
        if kind.option != .semi, kind.option != .anti {
            for field in right.fields {
                if let pair = on.pairs.first(where: { $0.right.name == field.name }) {
                    filled.append((column: pair.left.name, from: field.name))
                    continue
                }
                let name = free(field.name, in: fields)
                taken.append((column: field.name, name: name))
                fields.append(Field(name, field.type))
            }
        }
        let join = Join(
            kind: kind.option, left: leftKeys, right: rightKeys, taken: taken, filled: kind.option == .full ? filled : [],
            expectsOne: expect.option == .one)
        return call.step(.join(table.plan, other.plan, join), Schema(fields))
    }

    /// `name`, or `name_right`, `name_right_2` where that is taken.
    private static func free(_ name: String, in fields: [Field]) -> String {
        var candidate = name
        var number = 1
        while fields.contains(where: { $0.name == candidate }) {
            candidate = number == 1 ? "\(name)_right" : "\(name)_right_\(number)"
            number += 1
        }
        return candidate
    }
}

/// What `on:` takes: one column, several, or a pair with a name for each side.
struct JoinKeys: ArgumentType {
    let pairs: [(left: ColumnReference, right: ColumnReference)]
    static var expects: Expectation { .column }

    static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> JoinKeys {
        func column(_ expression: ColumnExpression) throws -> ColumnReference {
            guard let name = expression.columnName else { throw mismatch(argument.value, expression.range, call, parameter) }
            return ColumnReference(name: name, range: expression.range)
        }
        guard case .expression(let expression) = argument.value else {
            if case .text = argument.value {
                let reference = try ColumnReference.decode(argument, in: call, parameter: parameter)
                return JoinKeys(pairs: [(reference, reference)])
            }
            throw mismatch(argument.value, argument.range, call, parameter)
        }
        switch expression.kind {
        case .list(let items):
            return JoinKeys(pairs: try items.map { (try column($0), try column($0)) })
        case .record(let fields):
            guard let left = fields.first(where: { $0.name == "left" }), let right = fields.first(where: { $0.name == "right" })
            else {
                throw Diagnostic(
                    "wrong-argument", "`on` takes `{left: .a, right: .b}` for keys of two names", at: argument.range)
            }
            if case .list(let ones) = left.value.kind, case .list(let twos) = right.value.kind, ones.count == twos.count {
                return JoinKeys(pairs: try zip(ones, twos).map { (try column($0), try column($1)) })
            }
            return JoinKeys(pairs: [(try column(left.value), try column(right.value))])
        default: return JoinKeys(pairs: [(try column(expression), try column(expression))])
        }
    }
}
