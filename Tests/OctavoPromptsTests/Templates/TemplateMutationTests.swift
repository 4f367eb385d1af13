import OctavoLanguage
import OctavoPrompts
import OctavoSource
import OctavoTable
import Testing

/// Templates with random faults: whatever they are, they are read in time, their mistakes have places inside them, and what other systems'
/// readers and writers make of them is read again.
@Suite struct TemplateMutationTests {
    private static let seeds = [
        "---\nname: a\ninputs:\n  guest: text\n  words: list(text)\n  vip: bool\n---\n--- system ---\nBe kind.\n--- user ---\n{{ if vip }}Dear {{ else if guest == \"x\" }}Hi {{ else }}Hello {{ end }}{{ guest }}\n{{ for word in words }}\n- {{ upper(word) }}{{ # why }}\n{{ end }}\n",
        "{{ \"{{\" }} {\"json\": {\"a\": [1, {{ n }}]}} {{ join_text([x for x in split_text(t, \",\")], \"\\(t)\") }}",
        "---\nmodel: m\nconfig: {temperature: 0.1}\ninput:\n  schema:\n    a?: string, what\n    xs(array): {n: integer}\n---\n{{role \"system\"}}{{~#if a~}} {{a}} {{~else~}} none {{~/if~}}{{role \"user\"}}{{#each xs}}{{n}} {{../a}}{{else}}-{{/each}}{{history}}{{!-- c --}}\\{{x}}",
        "{{=<% %>=}}<%#a%>{{<%/a%><%={{ }}=%>{{#list}}\r\n  {{>part}}\n{{.}}{{/list}}{{^list}}{{{raw}}}{{&amp}}{{/list}}",
    ]
    private static let pieces: [String] = [
        "{{", "}}", "{{{", "}}}", "~", "#", "/", "\"", "'", "\\", "\n", "\r\n", "---", "--- user ---\n", "{{ end }}",
        "{{ else }}", "{{ for x in ",
        "{{/if}}", "{{#each a}}", "{{=", "=}}", ":", "- ", "\t", "[", "(", ")", "\u{0}", "é", "👍", "null", "true", "1e999",
        "{{ include \"part.md\" }}", "{{> part}}",
    ]

    private static func mutated(_ text: String, _ random: inout SplitMix) -> String {
        var bytes = Array(text.utf8)
        for _ in 0...Int(random.next(below: 4)) {
            let place = bytes.isEmpty ? 0 : Int(random.next(below: UInt64(bytes.count)))
            switch random.next(below: 4) {
            case 0: bytes.insert(contentsOf: Array(pieces[Int(random.next(below: UInt64(pieces.count)))].utf8), at: place)
            case 1: bytes.removeSubrange(place..<min(place + 1 + Int(random.next(below: 9)), bytes.count))
            case 2: bytes.insert(contentsOf: bytes[place..<min(place + 20, bytes.count)], at: place)
            default: if place < bytes.count { bytes[place] = UInt8(truncatingIfNeeded: random.next()) }
            }
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    @Test(arguments: seeds.indices)
    func anyTemplateIsReadInTime(seed: Int) {
        var random = SplitMix(seed: UInt64(seed))
        for _ in 0..<1500 {
            let text = Self.mutated(Self.seeds[seed], &random)
            let reading = Template.read(text, parts: ["part.md": "{{ guest }}"])
            for problem in reading.problems {
                guard let place = problem.primary?.range else {
                    Issue.record("no place: \(problem.message) in \(text.debugDescription)")
                    continue
                }
                #expect(place.bytes.end <= place.source.bytes.count, "\(text.debugDescription)")
            }
            for dialect in ForeignDialect.allCases {
                let made = ForeignImport(Source(name: "prompts/a" + dialect.ending, text: text), dialect, inputs: nil) { _ in
                    Array("{{guest}}".utf8)
                }
                #expect(made.text != nil || made.problems.contains { $0.severity == .error }, "\(text.debugDescription)")
                if let text = made.text { _ = Template.read(text) }
                guard let prompt = reading.prompt else { continue }
                let written = ForeignExport(prompt, dialect) { _ in Array("{{ guest }}".utf8) }
                #expect(written.text != nil || written.problems.contains { $0.severity == .error }, "\(text.debugDescription)")
            }
        }
    }
}
