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
        searchTerms: ["regexp_extract", "str_extract", "capture"], Parameter("text", String.self, "The text."),
        Parameter("pattern", String.self, "A PCRE2 pattern."),
        Parameter("group", default: Datum.int(0), "0", "A group's number or name; 0 is the whole match.")
    ) { (text: String, pattern: String, group: Datum) in
        try Patterns.with(pattern) { compiled in
            let number: Int
            switch group {
            case .int(let given) where given >= 0 && given <= compiled.groupCount: number = Int(given)
            case .int(let given): throw PatternGroups.unknown(String(given), in: compiled)
            case .text(let name):
                guard let found = compiled.group(named: name) else { throw PatternGroups.unknown(name, in: compiled) }
                number = found
            default: throw WrongArgument.diagnostic("extract", takes: "an int or text", for: "group", not: Value(group))
            }
            let bytes = text.utf8
            guard let match = try compiled.firstMatch(in: bytes.span), let range = match[number] else {
                return Nullable<String>(nil)
            }
            return Nullable(String(decoding: Array(bytes)[range], as: UTF8.self))
        }
    }
}
