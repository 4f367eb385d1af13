package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let slice = Verb(
        valued: "slice", .text, "Gives a part of a text or list, from one place up to another.",
        notes:
            "Places count from 0; negative ones from the end; `to` itself is left out. Places outside are cut. `x[a..b]` is the same.",
        returns: .any,
        examples: [Example("slice(\"octavo\", 0, 3)", gives: "\"oct\""), Example("slice([1, 2, 3], -2)", gives: "[2, 3]")],
        searchTerms: ["substring", "substr", "mid", "left", "right", "str_slice"],
        loops: [
            .textToText { call in
                guard let from = call.constant(1), let to = call.constant(2), let first = try? place(Value(from), "from") ?? 0,
                    let last = try? place(Value(to), "to") ?? .max
                else { return nil }
                return { text, writer in
                    writer.append(text.extracting(TextBytes.range(in: text, from: first, to: last == .max ? nil : last)))
                    return true
                }
            }
        ],
        parameters: [
            .open("value", "The text or list."), .typed("from", .int, "The first place."),
            .typed("to", .int, "The place after the last; the end when left out.", default: "null"),
        ],
        result: { _, types in
            switch types[0] {
            case .text, .list, .null: return types[0]
            default: throw WrongArgument.diagnostic("slice", takes: "text or a list", for: "value", not: types[0].description)
            }
        },
        body: { call, values in
            switch values[0] {
            case .text(let text):
                let from = try place(values[1], "from") ?? 0
                let to = try place(values[2], "to")
                let bytes = Array(text.utf8)
                return .text(String(decoding: bytes[TextBytes.range(in: bytes.span, from: from, to: to)], as: UTF8.self))
            case .list, .range, .table:
                return try Indexing.slice(values[0], from: values[1], to: values[2], at: call.range, evaluation: call.evaluation)
            default: throw WrongArgument.diagnostic("slice", takes: "text or a list", for: "value", not: values[0])
            }
        })

    private static func place(_ value: Value, _ parameter: String) throws -> Int64? {
        switch value {
        case .null: return nil
        case .int(let place): return place
        default: throw WrongArgument.diagnostic("slice", takes: "an int", for: parameter, not: value)
        }
    }
}
