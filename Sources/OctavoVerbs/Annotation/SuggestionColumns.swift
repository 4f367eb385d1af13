import OctavoSource
import OctavoTable

/// The columns that suggestions stand in: the labels, and how sure each is. Columns of their names are replaced in their place.
struct SuggestionColumns: Sendable {
    let labels: Field
    let confidence: Field
    /// Of the whole result.
    let schema: Schema
    /// What is labelled.
    let text: Field

    init(into: String, type: DataType, over schema: Schema, text: Field) {
        self.text = text
        labels = Field(into, type)
        confidence = Field("\(into)_confidence", .float)
        let added = [labels, confidence]
        let kept = schema.fields.map { field in added.first { $0.name == field.name } ?? field }
        self.schema = Schema(kept + added.filter { schema.index(of: $0.name) == nil })
    }

    /// `table` with these columns, `made` for each of its chunks.
    func added(to table: Table, _ make: (_ rows: Range<Int>) -> (labels: Column, confidence: Column)) -> Table {
        var first = 0
        let chunks = table.chunks.map { chunk in
            let made = make(first..<first + chunk.count)
            first += chunk.count
            let columns = schema.fields.map { field in
                if field.name == labels.name { return made.labels }
                if field.name == confidence.name { return made.confidence }
                return table.schema.index(of: field.name).map { chunk.columns[$0] } ?? .nulls(field.type, count: chunk.count)
            }
            return Chunk(count: chunk.count, columns: columns, firstRow: chunk.firstRow, place: chunk.place)
        }
        return Table(schema: schema, chunks: chunks)
    }

    /// The same for an answer a row.
    func added(to table: Table, answer: (_ row: Int) -> (label: Datum, confidence: Double?)?) -> Table {
        added(to: table) { rows in
            var (names, sureness) = (ColumnBuilder(labels.type), ColumnBuilder(.float))
            for row in rows {
                let found = answer(row)
                names.append(found?.label ?? .null)
                sureness.append(found?.confidence.map { .float($0) } ?? .null)
            }
            return (names.finish(), sureness.finish())
        }
    }
}
