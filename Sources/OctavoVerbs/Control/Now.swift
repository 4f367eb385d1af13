package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let now = Verb(
        "now", .control, "Gives the present instant.", notes: "A cell that calls it is `volatile`: its output changes by itself.",
        returns: .data(.time), effects: .outside, examples: [Example("now() > @2020-01-01T00:00Z", gives: "true")],
        searchTerms: ["today", "current_time"]
    ) { call in
        .time(call.capabilities.now())
    }
}
