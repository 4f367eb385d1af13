package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let rank = Verb.window(
        "rank", .rank, "Ranks values from 1; equal values share the lowest rank.", takesValue: true,
        examples: [Example("table([{n: 9}, {n: 5}]) | derive(r: rank(.n)) | records", gives: "[{n: 9, r: 2}, {n: 5, r: 1}]")])
}
