package import OctavoTable
import OctavoVerbs

/// The answers beside the rows that they are about.
package enum AnnotationExport {
    /// `table` with a column `label`, which holds what all agree on or was settled, one column `label_NAME` an annotator, and `notes` where there
    /// are any. Columns of these names are replaced in their place. `type` is that of answers.
    package static func table(
        _ table: Table, _ records: [AnnotationRecord], _ book: AnnotationBook, type: DataType = .text
    ) -> Table {
        var ids: [String?] = Array(repeating: nil, count: table.count)
        for record in records { for row in record.rows where ids.indices.contains(row) { ids[row] = record.id } }
        func column(_ type: DataType, _ value: (String) -> Datum?) -> Column {
            Column(type, ids.map { id in id.flatMap(value) ?? .null })
        }
        var added: [(name: String, column: Column)] = [("label", column(type) { book.label(of: $0)?.datum })]
        for annotator in book.annotators {
            added.append(("label_\(annotator)", column(type) { book.answer(to: $0, of: annotator)?.label?.datum }))
        }
        let notes = column(.text) { id in
            var notes = book.answers(to: id).compactMap { answer in answer.note.map { "\(answer.annotator): \($0)" } }
            if let note = book.settled(id)?.note { notes.append("settled: \(note)") }
            return notes.isEmpty ? nil : .text(notes.joined(separator: "\n"))
        }
        if notes.nullCount < notes.count { added.append(("notes", notes)) }
        let whole = table.schema.names.enumerated().map { place, name in
            added.first { $0.name == name } ?? (name, Column(table.schema[place].type, table.values(place)))
        }
        return Table(whole + added.filter { table.schema.index(of: $0.name) == nil })
    }
}
