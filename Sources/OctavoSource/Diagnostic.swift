/// A stable kebab-case name of one kind of mistake, such as `unknown-column`. Each has a page that `octavo explain` shows.
package struct DiagnosticCode: RawRepresentable, Hashable, Sendable, ExpressibleByStringLiteral, CustomStringConvertible {
    package let rawValue: String
    package init(rawValue: String) { self.rawValue = rawValue }
    package init(_ rawValue: String) { self.rawValue = rawValue }
    package init(stringLiteral value: String) { self.rawValue = value }
    package var description: String { rawValue }
}

/// What is wrong (or worth saying), where, why, and what would be right. One value, many renderings.
package struct Diagnostic: Error, Sendable {
    package enum Severity: String, Sendable { case error, warning, note }

    /// A place and what to say there. The primary label is underlined with `^`, the others with `-`.
    package struct Label: Sendable {
        package let range: SourceRange
        package let text: String

        package init(_ range: SourceRange, _ text: String = "") {
            self.range = range
            self.text = text
        }
    }

    package var severity: Severity
    package var code: DiagnosticCode
    /// One sentence that names the thing; no final period.
    package var message: String
    /// `nil` until a layer that knows the place attaches one with `located(at:)`.
    package var primary: Label?
    package var secondary: [Label]
    /// Lines after `= `, such as the columns with their types.
    package var notes: [String]
    /// Lines after `= help: `.
    package var help: [String]
    package var fix: Fix?
    /// What was probably meant by a text that the program gave, such as a path: whoever knows its place makes a fix of it.
    package var suggestion: String?

    package init(
        _ code: DiagnosticCode, _ message: String, severity: Severity = .error, at range: SourceRange? = nil,
        label: String = "", secondary: [Label] = [], notes: [String] = [], help: [String] = [], fix: Fix? = nil
    ) {
        self.severity = severity
        self.code = code
        self.message = message
        self.primary = range.map { Label($0, label) }
        self.secondary = secondary
        self.notes = notes
        self.help = help
        self.fix = fix
    }

    /// The same diagnostic with a place, unless a lower layer already gave a nearer one.
    package func located(at range: SourceRange, label: String = "") -> Diagnostic {
        guard primary == nil else { return self }
        var copy = self
        copy.primary = Label(range, label)
        return copy
    }

    package func noting(_ line: String) -> Diagnostic {
        var copy = self
        copy.notes.append(line)
        return copy
    }

    package func labelling(_ range: SourceRange, _ text: String) -> Diagnostic {
        var copy = self
        copy.secondary.append(Label(range, text))
        return copy
    }
}

/// An edit that `:fix` and an editor can apply.
package struct Fix: Sendable {
    package enum Applicability: String, Sendable {
        /// The program means what the writer meant once applied.
        case certain
        /// A guess worth offering.
        case maybe
    }

    package struct Edit: Sendable {
        package let range: SourceRange
        package let replacement: String

        package init(_ range: SourceRange, _ replacement: String) {
            self.range = range
            self.replacement = replacement
        }
    }

    /// An imperative phrase: "replace `=` with `==`".
    package let title: String
    package let edits: [Edit]
    package let applicability: Applicability

    package init(_ title: String, _ edits: [Edit], _ applicability: Applicability = .certain) {
        self.title = title
        self.edits = edits
        self.applicability = applicability
    }

    /// Replaces one stretch of text.
    package static func replace(_ range: SourceRange, with text: String, _ applicability: Applicability = .certain) -> Fix {
        let old = range.text
        let title = old.isEmpty ? "insert `\(text)`" : text.isEmpty ? "remove `\(old)`" : "replace `\(old)` with `\(text)`"
        return Fix(title, [Edit(range, text)], applicability)
    }
}
