import OctavoPrompts
import OctavoTable
import Testing

@Suite struct FrontMatterTests {
    @Test(arguments: [
        ("inputs: {a: text}", "a: text"), ("inputs: [a]", "a: text"), ("inputs: {a: int?}", "a: int?"),
        ("inputs: {a: {type: int, default: 3}}", "a: int = 3"), ("inputs: {a: {type: float, default: 3}}", "a: float = 3"),
        ("inputs: {a: {description: who}}", "a: text"), ("inputs: {a: [{q: text, n: int}]}", "a: list(record(q: text, n: int))"),
        ("inputs:\n  a: \"list(record(q: text, n: int))\"", "a: list(record(q: text, n: int))"),
        ("inputs: {a: messages}", "a: list(record(role: text, content: text))"), ("inputs: {a: {q: text}}", "a: record(q: text)"),
        ("inputs: {a: {type: [int], optional: true}}", "a: list(int)?"), ("name: x", ""), ("", ""),
    ])
    func declaresInputs(front: String, inputs: String) throws {
        let prompt = try #require(Template.read("---\n\(front)\n---\nHello").prompt)
        #expect(prompt.inputs.map(\.text).joined(separator: ", ") == inputs)
    }

    @Test(arguments: [
        ("inputs: {a: string}", "bad-front-matter «string»"), ("input: {a: text}", "bad-front-matter «input»"),
        ("inputs: {a: {type: text, defualt: 1}}", "bad-front-matter «defualt»"),
        ("inputs: {a: {type: int, default: x}}", "bad-front-matter «x»"), ("inputs: {end: text}", "bad-front-matter «end»"),
        ("inputs: {a-b: text}", "bad-front-matter «a-b»"), ("inputs: 3", "bad-front-matter «3»"),
        ("inputs: {a: list(}", "bad-front-matter «list(»"), ("parameters: 3", "bad-front-matter «3»"),
        ("name: [a]", "bad-front-matter «[a]»"), ("output: 3", "bad-front-matter «3»"),
        ("just words", "bad-front-matter «just words»"),
        ("inputs: {a: {type: text, trusted: maybe}}", "bad-front-matter «maybe»"),
    ])
    func underlinesWhatIsWrong(front: String, problem: String) {
        #expect(Template.problems("---\n\(front)\n---\nHello") == [problem])
    }

    @Test func thatIsNeverClosedIsAnError() {
        #expect(Template.problems("---\nname: a\nHello") == ["bad-front-matter «---»"])
        #expect(Template.render("\n---\nname: a\nHello") == "---\nname: a\nHello")
    }

    @Test func saysAllInputsWhereThereIsOne() {
        #expect(Template.problems("---\ninputs: {query: text}\n---\n{{ qeury }}") == ["unknown-input «qeury»"])
        #expect(Template.problems("---\ninputs: {query: text}\n---\nHello") == ["unused-input «query»"])
        #expect(Template.read("{{ b }}{{ a }}{{ b }}").prompt?.inputs.map(\.name) == ["b", "a"])
    }

    @Test func defaultsStandForNullAndForWhatIsNotGiven() {
        let template = "---\ninputs: {n: {type: int, default: 3}, r: {type: [{a: float}], default: [{a: 1}]}}\n---\n"
        #expect(Template.render(template + "{{ n }}{{ for x in r }} {{ x.a }}{{ end }}") == "3 1.0")
        #expect(Template.render("---\ninputs: {n: int}\n---\n{{ n }}") == "error: null-in-prompt")
    }

    @Test func inputsEndAtALimit() {
        func template(_ count: Int) -> String { (0..<count).map { "{{ a\($0) }}" }.joined() }
        #expect(Template.read(template(1000)).prompt?.inputs.count == 1000)
        #expect(Template.problems(template(1001)).contains("too-many-inputs «a1000»"))
    }
}
