package import OctavoLanguage
import OctavoSource
import OctavoTable

extension Verb {
    package static let parseJSON = Verb(
        valued: "parse_json", .conversions, "Reads JSON text as a value.",
        notes: """
            Whole numbers that fit into 64 bits are ints, others floats. A column needs types before it is read, so in a column expression \
            `like` shows one value of the shape: fields it lacks are dropped, fields that the text lacks are null, and a value of another \
            type is an error.
            """,
        returns: .any,
        examples: [
            Example("parse_json('{\"a\": [1, 2.5]}')", gives: "{a: [1, 2.5]}"),
            Example("parse_json('{\"n\": 1, \"x\": 0}', like: {n: 0})", gives: "{n: 1}"),
        ],
        searchTerms: ["from_json", "json_decode", "loads"],
        parameters: [
            .typed("text", .text, "The JSON text."),
            .open("like", "A value of the shape to read, such as `{name: \"\", n: 0}`.", default: "null"),
        ],
        result: { arguments, types in
            guard types[0] == .text || types[0] == .null else {
                throw WrongArgument.diagnostic("parse_json", takes: "text", for: "text", not: types[0].description)
            }
            if case .expression? = arguments.single[1]?.value {
                throw Diagnostic("wrong-argument", "`like` of `parse_json` is one value for all rows, not a column expression")
            }
            guard types.count > 1, types[1] != .null else {
                throw Diagnostic(
                    "missing-argument",
                    "`parse_json` of a column needs `like`: what the texts hold is known only when they are read",
                    help: [
                        "show one value of the shape: `parse_json(.column, like: {name: \"\", n: 0})`",
                        "`load` finds the types of JSON files by itself",
                    ])
            }
            return types[1]
        },
        body: { _, values in
            guard case .text(let text) = values[0] else {
                throw WrongArgument.diagnostic("parse_json", takes: "text", for: "text", not: values[0])
            }
            let value = try JSONReader.read(text)
            guard !values[1].isNull else { return Value(value) }
            return Value(
                try JSONConversion.convert(value, to: try Lists.datum(values[1], "parse_json", parameter: "like").type, path: ""))
        })
}

/// A read value in the types that a column wants.
enum JSONConversion {
    static func convert(_ value: Datum, to type: DataType, path: String) throws -> Datum {
        switch (type, value) {
        case (_, .null): return .null
        case (.bool, .bool), (.int, .int), (.float, .float), (.text, .text): return value
        case (.float, .int(let number)): return .float(Double(number))
        case (.int, .float(let number)):
            if let whole = Int64(exactly: number) { return .int(whole) }
        case (.time, .text(let text)): if let instant = TimeReader.time(text.utf8.span) { return .time(instant) }
        case (.date, .text(let text)): if let day = TimeReader.date(text.utf8.span) { return .date(day) }
        case (.list(.null), .list), (.null, _):
            throw Diagnostic(
                "wrong-argument", "`like` of `parse_json` shows no type\(path.isEmpty ? "" : " for `\(path)`")",
                help: ["an item or value shows it: `[0]` for a list of ints, `\"\"` for text"])
        case (.list(let item), .list(let items)):
            return .list(try items.enumerated().map { try convert($1, to: item, path: "\(path)[\($0)]") })
        case (.record(let wanted), .record(let given)):
            return .record(
                try wanted.map { field in
                    let found = given.last { $0.name == field.name }?.value ?? .null
                    return (
                        name: field.name,
                        value: try convert(found, to: field.type, path: path.isEmpty ? field.name : "\(path).\(field.name)")
                    )
                })
        default: break
        }
        var bytes: [UInt8] = []
        JSONWriter.append(value, to: &bytes)
        let shown = String(decoding: bytes, as: UTF8.self)
        throw Diagnostic(
            "json-shape",
            "the JSON holds \(shown.count > 60 ? String(shown.prefix(60)) + "…" : shown) where `like` shows \(type)",
            notes: path.isEmpty ? [] : ["at `\(path)`"])
    }
}
