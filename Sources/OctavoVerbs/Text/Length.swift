package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let length = Verb(
        valued: "length", .text, "Counts the characters of a text or the items of a list.",
        notes: "Characters are Unicode code points. A table's rows are counted by `count`.", returns: .int,
        examples: [Example("length(\"naïve\")", gives: "5"), Example("length([1, 2, 3])", gives: "3")],
        searchTerms: ["len", "size", "char_length", "nchar"],
        loops: [.textLength, .listLength],
        parameters: [.open("value", "The text or list.")],
        result: { _, types in
            switch types[0] {
            case .text, .list, .null: return .int
            default: throw WrongArgument.diagnostic("length", takes: "text or a list", for: "value", not: types[0].description)
            }
        },
        body: { _, values in
            switch values[0] {
            case .text(let text): return .int(Int64(TextBytes.countOfCodePoints(text.utf8.span)))
            case .list(let items): return .int(Int64(items.count))
            case .range(let from, let to):
                let (count, overflow) = to.subtractingReportingOverflow(from)
                return .int(overflow ? .max : Swift.max(count, 0))
            default: throw WrongArgument.diagnostic("length", takes: "text or a list", for: "value", not: values[0])
            }
        })
}
