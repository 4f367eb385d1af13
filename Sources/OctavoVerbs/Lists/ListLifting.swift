import OctavoLanguage
import OctavoSource
import OctavoTable

/// List functions over list columns: the body runs once an element.
enum ListLifting {
    static func lift(_ function: ListFunction) -> Verb.Lift {
        { resolver, arguments, range in
            guard let first = arguments.single[0], let second = arguments.single[1] else {
                throw Diagnostic("missing-argument", "`\(function.rawValue)` needs a list and a function", at: range)
            }
            let list = try resolver.resolve(first)
            let item: DataType
            switch list.type {
            case .list(let type): item = type
            case .null: item = .null
            default:
                throw Diagnostic(
                    "wrong-argument", "`\(function.rawValue)` takes a list, not \(list.type)", at: first.range)
            }
            let (element, body) = try resolver.elementBody(
                ElementFunction(value: second.value, range: second.range), item: item)
            let type: DataType
            switch function {
            case .map: type = .list(body.type)
            case .filter, .sortBy: type = list.type
            case .any, .all: type = .bool
            }
            if function == .filter || function == .any || function == .all, body.type != .bool, body.type != .null {
                throw Diagnostic(
                    "not-a-condition", "a condition is true or false, and this is \(body.type)", at: second.range)
            }
            return RowExpression(
                .listFunction(function, list: list, bound: [element], body: body), type: type, origin: range)
        }
    }
}
