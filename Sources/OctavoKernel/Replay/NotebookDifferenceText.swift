package import OctavoNotebook

/// What differs between two notebooks, one cell after the other, for people and for programs.
package enum NotebookDifferenceText {
    /// `@@ -12 +14 @@ raw: result differs`, then the difference; with its line end.
    package static func render(_ item: NotebookDifference.Item, style: TextStyle = .plain) -> String {
        let place = [item.oldLine.map { "-\($0)" }, item.newLine.map { "+\($0)" }].compactMap { $0 }.joined(separator: " ")
        let heading = "@@ \(place) @@ \(item.title): "
        let parts = item.changes.map { change in
            switch change {
            case .added: style.paint(heading + "added", .added) + "\n"
            case .removed: style.paint(heading + "removed", .removed) + "\n"
            case .words, .source, .result:
                heading + "\(change.name) differs\n" + change.text.map { style.paint(difference: $0) + "\n" }.joined()
            }
        }
        return parts.joined()
    }

    package static func json(_ item: NotebookDifference.Item) -> JSON {
        func line(_ number: Int?) -> JSON { number.map { JSON.int($0) } ?? .null }
        return .object([
            ("cell", .text(item.title)), ("old_line", line(item.oldLine)), ("new_line", line(item.newLine)),
            ("changes", .array(item.changes.map { .object([("kind", .text($0.name)), ("text", .texts($0.text))]) })),
        ])
    }
}

extension TextStyle {
    /// A line of a difference by what it begins with.
    func paint(difference line: String) -> String {
        line.hasPrefix("- ") ? paint(line, .removed) : line.hasPrefix("+ ") ? paint(line, .added) : line
    }
}
