package import OctavoLanguage
import OctavoTable
import OctavoText

extension Verb {
    package static let extract = Verb(
        scalar: "extract", .text, "Gives the first match of a pattern, or one group of it.",
        notes: "Null where nothing matches or the group took no part in the match.",
        examples: [
            Example("extract(\"order #4711\", '#(\\d+)', 1)", gives: "\"4711\""),
            Example("extract(\"a=1\", '(?<key>\\w+)=', \"key\")", gives: "\"a\""),
        ],
        searchTerms: ["regexp_extract", "str_extract", "capture"],
        loops: [
            .textToText(mayFail: true) { call in
                guard let pattern = try call.text(1).map({ try Patterns.compiled($0) }),
                    let given = call[2] == nil ? .int(0) : call.constant(2)
                else { return nil }
                let group = try Patterns.group(given, of: pattern)
                return { text, writer in
                    guard let range = try Patterns.searching(pattern, { try $0.firstRange(ofGroup: group, in: text) }) else {
                        return false
                    }
                    writer.append(text.extracting(range))
                    return true
                }
            }
        ], Parameter("text", String.self, "The text."),
        Parameter("pattern", String.self, "A PCRE2 pattern."),
        Parameter("group", default: Datum.int(0), "0", "A group's number or name; 0 is the whole match.")
    ) { (text: String, pattern: String, group: Datum) in
        let compiled = try Patterns.compiled(pattern)
        let number = try Patterns.group(group, of: compiled)
        let range = try Patterns.searching(compiled) { try $0.firstRange(ofGroup: number, in: text.utf8.span) }
        return Nullable(range.map { String(copying: text.utf8.span.extracting($0)) })
    }
}
