import OctavoKernel
import OctavoNotebook
import OctavoSource
import Testing

/// The report against the form that continuous integration reads: `testsuites` of `testsuite` of `testcase`, each case with at most
/// one `skipped`, `error` or `failure`; known attributes alone, the required ones always; counts that are those of the elements.
@Suite struct JUnitReportTests {
    private static let attributes: [String: (required: Set<String>, optional: Set<String>)] = [
        "testsuites": (["tests", "failures", "errors", "skipped", "time"], []),
        "testsuite": (["name", "tests", "failures", "errors", "skipped", "time"], ["file"]),
        "testcase": (["name", "classname", "file", "time"], ["line"]),
        "skipped": (["message"], []), "error": (["message", "type"], []), "failure": (["message", "type"], []),
    ]
    private static let children: [String: Set<String>] = [
        "testsuites": ["testsuite"], "testsuite": ["testcase"], "testcase": ["skipped", "error", "failure"],
    ]

    /// What breaks the rules.
    private func problems(_ xml: String) -> [String] {
        var reader = XMLReader(xml)
        guard let root = reader.document() else { return ["not well-formed at \(reader.rest)"] }
        var found: [String] = root.name == "testsuites" ? [] : ["the root is \(root.name)"]
        func visit(_ element: XMLElement) {
            let names = Set(element.attributes.map(\.name))
            if names.count != element.attributes.count { found.append("\(element.name) has an attribute twice") }
            guard let rule = Self.attributes[element.name] else { return found.append("unknown element \(element.name)") }
            if !rule.required.isSubset(of: names) { found.append("\(element.name) lacks \(rule.required.subtracting(names))") }
            let more = names.subtracting(rule.required).subtracting(rule.optional)
            if !more.isEmpty { found.append("\(element.name) has \(more)") }
            for child in element.children {
                if Self.children[element.name]?.contains(child.name) != true { found.append("\(child.name) in \(element.name)") }
                visit(child)
            }
            let holdsText = element.name == "error" || element.name == "failure"
            if !holdsText, element.text.contains(where: { !$0.isWhitespace }) { found.append("text in \(element.name)") }
            if element.name == "testcase", element.children.count > 1 { found.append("a case with two outcomes") }
            for time in element.attributes where time.name == "time" {
                if Double(time.value) == nil { found.append("time=\(time.value)") }
            }
            guard element.name.hasPrefix("testsuite") else { return }
            let cases = element.name == "testsuite" ? element.children : element.children.flatMap(\.children)
            let counts = [
                ("tests", cases.count), ("failures", cases.count { $0.children.first?.name == "failure" }),
                ("errors", cases.count { $0.children.first?.name == "error" }),
                ("skipped", cases.count { $0.children.first?.name == "skipped" }),
            ]
            for (name, count) in counts where element[name] != "\(count)" {
                found.append("\(element.name) says \(name)=\(element[name] ?? "-"), there are \(count)")
            }
        }
        visit(root)
        return found
    }

    private func outcome(_ text: String) -> Replay.Outcome { Replay.test(Test.notebook(text), Test.runSettings()) }

    private func recorded(_ cells: [(info: String, code: String)]) -> String {
        Test.text(Test.recorded(Test.notebook(cells), Test.runSettings()))
    }

    @Test func everyOutcomeHasTheCommonForm() {
        let text = recorded([
            ("", "1 + 1"), ("name=up", Test.failing), ("", "3"), ("skip", "4"), ("raises=any", "5"), ("volatile", "6"),
        ]).replacing("\n2\n", with: "\n3\n")
        let outcomes = [
            outcome(text), outcome(recorded([])), outcome(recorded([("", "1")])),
            Replay.unreadable("a.md", Diagnostic("file-not-readable", "cannot read `a.md`")),
            Replay.test(Test.notebook(codes: "1"), Test.runSettings(set: ["x=1"])),
        ]
        #expect(problems(JUnitReport.render(outcomes)) == [])
        #expect(problems(JUnitReport.render([])) == [])
    }

    @Test(arguments: [
        "<&>\"'", "]]>", "\u{1}\u{7F}\u{9F}", "\u{FFFE}\u{FFFF}", "\t x \r\n", "<!-- -->", "&amp;", "\u{202E}", "🙂",
    ])
    func anyTextIsWellFormed(text: String) {
        let source = "```octavo\n1\n```\n\n```output\n\(text)\n```\n\n```octavo\nfail \(text)\n```\n"
        #expect(problems(JUnitReport.render([outcome(source)])) == [])
    }

    @Test(arguments: [
        "<testsuites tests=\"1\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"0\"></testsuites>",
        "<testsuites tests=\"0\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"now\"></testsuites>", "<testsuites/>",
        "<testsuites tests=\"0\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"0\"><a/></testsuites>",
        "<testsuites tests=\"0\" failures=\"0\" errors=\"0\" skipped=\"0\" time=\"0\">&x;</testsuites>", "<testsuites>",
    ])
    func theRulesFindWhatIsWrong(xml: String) { #expect(!problems(xml).isEmpty) }
}

private struct XMLElement {
    let name: String
    let attributes: [(name: String, value: String)]
    var children: [XMLElement] = []
    var text = ""

    subscript(name: String) -> String? { attributes.first { $0.name == name }?.value }
}

/// As much of XML 1.0 as a report uses; anything else is not well-formed.
private struct XMLReader {
    private(set) var rest: Substring.UnicodeScalarView

    init(_ text: String) { rest = text.unicodeScalars[...] }

    mutating func document() -> XMLElement? {
        if rest.starts(with: "<?xml".unicodeScalars) {
            guard let end = rest.firstIndex(of: "\n") else { return nil }
            rest = rest[rest.index(after: end)...]
        }
        guard take("<"), let root = element() else { return nil }
        return rest.allSatisfy { $0 == "\n" } ? root : nil
    }

    private mutating func take(_ text: String) -> Bool {
        guard rest.starts(with: text.unicodeScalars) else { return false }
        rest = rest.dropFirst(text.unicodeScalars.count)
        return true
    }

    private mutating func name() -> String? {
        let name = rest.prefix { $0.properties.isAlphabetic }
        rest = rest.dropFirst(name.count)
        return name.isEmpty ? nil : String(String.UnicodeScalarView(name))
    }

    /// After its `<`.
    private mutating func element() -> XMLElement? {
        guard let tag = name() else { return nil }
        var attributes: [(String, String)] = []
        while take(" ") {
            guard let name = name(), take("=\""), let value = characters(until: "\""), take("\"") else { return nil }
            attributes.append((name, value))
        }
        var element = XMLElement(name: tag, attributes: attributes)
        if take("/>") { return element }
        guard take(">") else { return nil }
        while true {
            guard let text = characters(until: "<"), take("<") else { return nil }
            element.text += text
            if take("/") { return take(tag + ">") ? element : nil }
            guard let child = self.element() else { return nil }
            element.children.append(child)
        }
    }

    /// Character data with its five entities and numeric references; `nil` for what XML 1.0 has no place for.
    private mutating func characters(until end: Unicode.Scalar) -> String? {
        var text = String.UnicodeScalarView()
        while let scalar = rest.first, scalar != end {
            rest = rest.dropFirst()
            switch scalar {
            case "&":
                guard let semicolon = rest.firstIndex(of: ";") else { return nil }
                let entity = String(String.UnicodeScalarView(rest[..<semicolon]))
                rest = rest[rest.index(after: semicolon)...]
                let known: [String: Unicode.Scalar] = [
                    "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "#10": "\n", "#9": "\t",
                ]
                guard let meant = known[entity] else { return nil }
                text.append(meant)
            case "<", ">", "\u{FFFE}", "\u{FFFF}": return nil
            case "\t", "\n": text.append(scalar)
            default:
                guard scalar.value >= 0x20 else { return nil }
                text.append(scalar)
            }
        }
        return rest.isEmpty ? nil : String(text)
    }
}
