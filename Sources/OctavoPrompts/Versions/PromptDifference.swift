package import OctavoTable
import OctavoYAML

/// What differs between two prompts.
package struct PromptDifference: Sendable {
    package enum Part: String, Sendable { case input, output, examples, model, parameter, description, text, result }

    package struct Change: Sendable {
        package let part: Part
        /// Which input, parameter or line.
        package let name: String
        /// `nil` where there was none.
        package let before: String?
        package let after: String?
        /// How much it asks of the number; `nil` for results of tests, which come later.
        let step: ReleaseVersion.Step?
    }

    package private(set) var changes: [Change] = []

    package init(from old: Prompt, to new: Prompt) {
        inputs(old.inputs, new.inputs)
        value(.output, old.header.output?.datum, new.header.output?.datum, .major)
        value(.examples, old.header.examples.map { .text($0) }, new.header.examples.map { .text($0) }, .minor)
        value(.examples, old.header.release?.examples.map { .text($0) }, new.header.release?.examples.map { .text($0) }, .minor)
        value(.model, old.header.model.map { .text($0) }, new.header.model.map { .text($0) }, .minor)
        parameters(old, new)
        value(.description, .text(old.header.about), .text(new.header.about), .patch)
        lines(old.text, new.text)
        results(old.header.release?.results ?? [], new.header.release?.results ?? [])
    }

    /// The least that the version number has to move; `nil` where nothing changed.
    package var step: ReleaseVersion.Step? { changes.compactMap(\.step).max() }

    private mutating func add(_ part: Part, _ name: String, _ before: String?, _ after: String?, _ step: ReleaseVersion.Step?) {
        if before != after { changes.append(Change(part: part, name: name, before: before, after: after, step: step)) }
    }

    private mutating func value(_ part: Part, _ before: Datum?, _ after: Datum?, _ step: ReleaseVersion.Step) {
        add(part, "", before.map(DatumText.plain), after.map(DatumText.plain), step)
    }

    /// Whoever renders the prompt has to change with its inputs; a default or a description is none of their business.
    private mutating func inputs(_ old: [PromptInput], _ new: [PromptInput]) {
        let names = old.map(\.name) + new.map(\.name).filter { name in !old.contains { $0.name == name } }
        for name in names {
            let (before, after) = (old.first { $0.name == name }, new.first { $0.name == name })
            let isSame = before.map(\.contract) == after.map(\.contract)
            add(.input, name, before?.fullText, after?.fullText, isSame ? .minor : .major)
        }
    }

    private mutating func parameters(_ old: Prompt, _ new: Prompt) {
        let (before, after) = (old.header.parameters, new.header.parameters)
        let names = before.map(\.key) + after.map(\.key).filter { key in !before.contains { $0.key == key } }
        for name in names {
            add(
                .parameter, name, before.first { $0.key == name }.map { DatumText.plain($0.value.datum) },
                after.first { $0.key == name }.map { DatumText.plain($0.value.datum) }, .minor)
        }
    }

    /// Measure by measure, of what was tested alike: with the same model of the same provider.
    private mutating func results(_ old: [Datum], _ new: [Datum]) {
        let names = (old + new).reduce(into: [String]()) { if !$0.contains($1.testedWith) { $0.append($1.testedWith) } }
        for name in names {
            let (before, after) = (old.first { $0.testedWith == name }, new.first { $0.testedWith == name })
            let measures = ((before?.measures ?? []) + (after?.measures ?? [])).reduce(into: [String]()) {
                if !$0.contains($1) { $0.append($1) }
            }
            for measure in measures {
                add(
                    .result, name.isEmpty ? measure : "\(name): \(measure)", before?[measure].map(DatumText.plain),
                    after?[measure].map(DatumText.plain), nil)
            }
        }
    }

    /// Line by line; lines that stand in both texts in the same order are no change.
    private mutating func lines(_ old: String, _ new: String) {
        if old == new { return }
        let (before, after) = (TextLines.of(old.utf8), TextLines.of(new.utf8))
        var (removed, added): ([Int: String], [Int: String]) = ([:], [:])
        for change in after.difference(from: before) {
            switch change {
            case .remove(let line, let text, _): removed[line] = text
            case .insert(let line, let text, _): added[line] = text
            }
        }
        var (one, two) = (0, 0)
        while one < before.count || two < after.count {
            var (gone, come): ([String], [String]) = ([], [])
            let line = two
            while let text = removed[one] {
                gone.append(text)
                one += 1
            }
            while let text = added[two] {
                come.append(text)
                two += 1
            }
            for index in 0..<max(gone.count, come.count) {
                add(
                    .text, "line \(line + 1 + min(index, max(come.count - 1, 0)))", index < gone.count ? gone[index] : nil,
                    index < come.count ? come[index] : nil, .patch)
            }
            one += 1
            two += 1
        }
    }
}

extension PromptInput {
    /// What those who render the prompt rely on.
    fileprivate var contract: String { "\(name): \(type) \(isRequired) \(isTrusted)" }

    fileprivate var fullText: String { text + (isTrusted ? "" : ", not trusted") + (about.isEmpty ? "" : "  # \(about)") }
}

extension Datum {
    private var fields: [(name: String, value: Datum)] { if case .record(let fields) = self { fields } else { [] } }

    /// The texts of a result: who was asked.
    fileprivate var testedWith: String { fields.compactMap(\.value.text).joined(separator: " ") }
    /// The names of its numbers.
    fileprivate var measures: [String] { fields.filter { $0.value.text == nil }.map(\.name) }

    /// `echo: cases 40, all 36`.
    package var resultText: String {
        let numbers = measures.map { "\($0) \(DatumText.plain(self[$0] ?? .null))" }.joined(separator: ", ")
        return testedWith.isEmpty ? numbers : "\(testedWith): \(numbers)"
    }
}
