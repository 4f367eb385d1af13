package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let rowNumber = Verb.window(
        "row_number", .rowNumber, "Numbers the rows from 1, within each group of `by:`.", takesValue: false,
        examples: [Example("table([{n: 5}, {n: 6}]) | derive(i: row_number()) | records", gives: "[{n: 5, i: 1}, {n: 6, i: 2}]")])
}
