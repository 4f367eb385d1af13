package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let sortBy = Verb(
        "sort_by", .lists, "Orders the items of a list by a value of each; equal ones keep their order.",
        notes: "Numbers come before NaN, and null last.",
        parameters: [
            ParameterDescription(name: "list", about: "The list.", expects: .anything, defaultText: nil, isRest: false),
            ParameterDescription(
                name: "key", about: "What to order by; `desc(…)` turns the order.", expects: .elementFunction, defaultText: nil,
                isRest: false),
        ],
        returns: .list(.any),
        examples: [Example("[\"pear\", \"fig\"] | sort_by(length(.))", gives: "[\"fig\", \"pear\"]")],
        checking: .runsBody, liftCondition: .firstArgumentIsExpression, lift: ListLifting.lift(.sortBy)
    ) { call, arguments in
        guard let first = arguments.single[0], let second = arguments.single[1] else { return .null }
        if case .null = first.value { return .null }
        if call.isChecking, first.value.items == nil { return .unknown(first.value.type) }
        var value = second.value
        var isDescending = false
        if case .expression(let expression) = value, case .descending(let inner) = expression.kind {
            value = .expression(inner)
            isDescending = true
        }
        let items = try Sequences.items(first.value, at: first.range, evaluation: call.evaluation)
        let key = ElementFunction(value: value, range: second.range)
        let keys = try items.map { try call.apply(key, [$0]) }
        if keys.contains(where: \.isUnknown) { return .unknown(first.value.type) }
        let column = Table(records: keys.enumerated().map { [("key", $1.datum ?? .null), ("place", .int(Int64($0)))] })
        guard let type = column.schema.type(of: "key") else { return first.value }
        let order = SortKey(
            RowExpression(.column("key"), type: type, origin: call.range), isDescending: isDescending)
        let sorted = try call.force(call.step(.sort(Plan(column), [order]), column.schema))
        guard let place = column.schema.index(of: "place") else { return first.value }
        return .list(sorted.values(place).compactMap { if case .int(let index) = $0 { items[Int(index)] } else { nil } })
    }
}
