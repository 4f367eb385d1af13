package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let cumulativeSum = Verb.window(
        "cumulative_sum", .cumulativeSum, "Adds values up along the rows.", takesValue: true,
        examples: [
            Example("table([{n: 1}, {n: 2}]) | derive(s: cumulative_sum(.n)) | records", gives: "[{n: 1, s: 1}, {n: 2, s: 3}]")
        ])
}
