package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let lag = Verb.shifted(
        "lag", "Gives the value of an earlier row; null before the first.", { .lag($0) },
        examples: [Example("table([{n: 1}, {n: 2}]) | derive(x: lag(.n)) | records", gives: "[{n: 1, x: null}, {n: 2, x: 1}]")])
}
