package import OctavoSource
import OctavoSyntax

/// The entries of a session as the cells of a notebook that show the same.
///
/// A notebook has no last value, so where an entry uses `_` or begins with a pipe, the value it means gets a name: in the cell
/// that showed it, or, if that cell stands in a file already, in the cell that uses it.
package struct SavedSession: Sendable {
    private struct Entry {
        let source: Source
        /// Lines before the entry's own.
        var preamble = ""
        var edits: [Edit] = []
    }

    private struct Edit {
        let range: ByteRange
        let text: String
    }

    /// Where the last value came from.
    private struct Origin {
        /// The entry, counted among those that are not taken yet; `nil` if it is taken.
        var entry: Int?
        let statement: ByteRange
        /// The statement as the notebook has it.
        let expression: String
        var name: String?
    }

    private var entries: [Entry] = []
    private var origin: Origin?
    private var usedNames: Set<String> = []

    package init() {}

    package var count: Int { entries.count }

    /// Takes a cell of a notebook that the session continues: it is not given back, but its last value may be used.
    package mutating func follow(_ cell: Source) {
        let tree = Parser.parse(cell, mode: .cell)
        note(tree)
        guard let shown = Self.lastShown(tree) else { return }
        origin = Origin(entry: nil, statement: shown.range, expression: cell.text(in: shown.range))
    }

    /// Adds an entry that ran to its end; `hasShown` if it showed a value.
    package mutating func add(_ text: String, hasShown: Bool) {
        let source = Source(name: "<entry>", text: text)
        let tree = Parser.parse(source, mode: .entry)
        note(tree)
        var entry = Entry(source: source)
        let uses = Self.uses(in: tree)
        if !uses.isEmpty, let (name, definition) = nameOrigin() {
            entry.preamble = definition
            // A leading pipe reads the last value without writing it.
            entry.edits += uses.map { Edit(range: $0, text: $0.isEmpty ? name + " " : name) }
        }
        if hasShown, let shown = Self.lastShown(tree) {
            let inside = entry.edits.filter { $0.range.start >= shown.range.start && $0.range.end <= shown.range.end }
            let expression = Self.apply(inside, to: source, in: shown.range)
            origin = Origin(entry: entries.count, statement: shown.range, expression: expression)
        }
        entries.append(entry)
    }

    /// The cells since the last call.
    package mutating func takeCells() -> [String] {
        defer {
            entries = []
            origin?.entry = nil
        }
        return entries.map { $0.preamble + Self.apply($0.edits, to: $0.source, in: ByteRange(0, $0.source.bytes.count)) }
    }

    // MARK: -

    private mutating func note(_ tree: SyntaxTree) {
        for token in tree.tokens where token.kind == .name { usedNames.insert(tree.source.text(in: token.range)) }
    }

    /// The name of the last value, and the line that gives it that name where the cell that showed it cannot any more.
    private mutating func nameOrigin() -> (name: String, definition: String)? {
        guard let origin else { return nil }
        if let name = origin.name { return (name, "") }
        var name = "result"
        var number = 2
        while usedNames.contains(name) {
            name = "result_\(number)"
            number += 1
        }
        usedNames.insert(name)
        self.origin?.name = name
        guard let entry = origin.entry else { return (name, "\(name) = \(origin.expression)\n") }
        let (start, end) = (origin.statement.start, origin.statement.end)
        entries[entry].edits.insert(Edit(range: ByteRange(start, start), text: "\(name) = "), at: 0)
        entries[entry].edits.append(Edit(range: ByteRange(end, end), text: "\n\(name)"))
        return (name, "")
    }

    private static func lastShown(_ tree: SyntaxTree) -> StatementSyntax? {
        tree.statements.last { statement in
            if case .expression = statement.kind { !statement.isSilent } else { false }
        }
    }

    /// Where a tree reads the last value.
    private static func uses(in tree: SyntaxTree) -> [ByteRange] {
        var found: [ByteRange] = []
        func search(_ expression: ExpressionSyntax) {
            switch expression.kind {
            case .name(Session.lastValueName): found.append(expression.range)
            // A parameter of that name is another value.
            case .lambda(let parameters, _) where parameters.contains { $0.text == Session.lastValueName }: return
            default: expression.forEachChild(search)
            }
        }
        for statement in tree.statements { statement.forEachExpression(search) }
        return found
    }

    /// The text of `range` with edits that lie in it and do not overlap; of those at one place the first comes first.
    private static func apply(_ edits: [Edit], to source: Source, in range: ByteRange) -> String {
        var text = ""
        var copied = range.start
        let ordered = edits.enumerated().sorted { ($0.element.range.start, $0.offset) < ($1.element.range.start, $1.offset) }
        for (_, edit) in ordered {
            text += source.text(in: ByteRange(copied, edit.range.start)) + edit.text
            copied = edit.range.end
        }
        return text + source.text(in: ByteRange(copied, range.end))
    }
}
