package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let lead = Verb.shifted(
        "lead", "Gives the value of a later row; null past the last.", { .lead($0) },
        examples: [Example("table([{n: 1}, {n: 2}]) | derive(x: lead(.n)) | records", gives: "[{n: 1, x: 2}, {n: 2, x: null}]")])
}
