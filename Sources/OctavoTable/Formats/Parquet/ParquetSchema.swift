/// A Parquet schema as columns of Octavo's types, with the levels that say where lists and nulls are.
struct ParquetSchema: Sendable {
    /// Fields deeper than this are no data but an attempt on the stack.
    static let largestDepth = 64

    let columns: [(name: String, node: ParquetNode)]
    private(set) var leafCount = 0

    init(_ elements: [ParquetSchemaElement]) throws {
        guard let root = elements.first, root.physicalType == nil else { throw ColumnarFailure.damaged("its schema has no root") }
        var builder = Builder(elements: elements, next: 1)
        var columns: [(name: String, node: ParquetNode)] = []
        for _ in 0..<root.children {
            let name = try builder.peek().name
            columns.append((name, try builder.node(Levels(), depth: 1)))
        }
        guard builder.next == elements.count else { throw ColumnarFailure.damaged("its schema has fields without a parent") }
        self.columns = columns
        leafCount = builder.leaves
    }

    /// The definition and repetition level of a place in the schema, and the definition level of the innermost list item there.
    struct Levels {
        var definition = 0
        var repetition = 0
        var itemDefinition = 0
    }

    private struct Builder {
        let elements: [ParquetSchemaElement]
        var next: Int
        var leaves = 0

        func peek() throws -> ParquetSchemaElement {
            guard next < elements.count else { throw ColumnarFailure.damaged("its schema ends early") }
            return elements[next]
        }

        /// The node at `next`; as an item of a list, whose repetition the list has taken.
        mutating func node(_ outer: Levels, depth: Int, isItem: Bool = false) throws -> ParquetNode {
            guard depth <= ParquetSchema.largestDepth else { throw ColumnarFailure.damaged("its schema is nested too deep") }
            let element = try peek()
            var levels = outer
            if element.repetition == .optional { levels.definition += 1 }
            if element.repetition == .repeated, !isItem {
                // A field that repeats without a list around it: a list that is never null, of items that never are.
                let item = try node(Self.inside(levels), depth: depth + 1, isItem: true)
                return .list(ParquetNode.List(levels, item: item))
            }
            next += 1
            if element.physicalType != nil {
                let leaf = try ParquetLeaf(
                    element, place: leaves, definition: levels.definition, itemDefinition: levels.itemDefinition,
                    repetition: levels.repetition, isFlat: depth == 1)
                leaves += 1
                return .leaf(leaf)
            }
            guard element.children > 0 else { throw ColumnarFailure.unsupported("`\(element.name)` is a record without fields") }
            if element.meaning == .list || element.meaning == .map, element.children == 1, try peek().repetition == .repeated {
                return .list(ParquetNode.List(levels, item: try items(of: element, Self.inside(levels), depth: depth + 1)))
            }
            var fields: [(name: String, node: ParquetNode)] = []
            for _ in 0..<element.children {
                let name = try peek().name
                fields.append((name, try node(levels, depth: depth + 1)))
            }
            return .record(ParquetNode.Record(levels, fields: fields))
        }

        /// The item below a list's repeated field: that field's only child, or the field itself, by the rules for old writers in
        /// LogicalTypes.md ("Backward-compatibility rules").
        private mutating func items(
            of list: ParquetSchemaElement, _ levels: Levels, depth: Int
        ) throws -> ParquetNode {
            let repeated = try peek()
            let isItem =
                repeated.physicalType != nil || repeated.children != 1 || list.meaning == .map || repeated.name == "array"
                || repeated.name == list.name + "_tuple"
            if isItem { return try node(levels, depth: depth, isItem: true) }
            next += 1
            return try node(levels, depth: depth)
        }

        private static func inside(_ levels: Levels) -> Levels {
            Levels(
                definition: levels.definition + 1, repetition: levels.repetition + 1, itemDefinition: levels.definition + 1)
        }
    }
}

/// A column or a part of one.
indirect enum ParquetNode: Sendable {
    case leaf(ParquetLeaf)
    case list(List)
    case record(Record)

    struct List: Sendable {
        /// The definition level of a list that is not null.
        let definition: Int
        let itemDefinition: Int
        /// The repetition level of a list's start, and the definition level that one exists at.
        let repetition: Int
        let outerItemDefinition: Int
        let item: ParquetNode

        init(_ levels: ParquetSchema.Levels, item: ParquetNode) {
            definition = levels.definition
            itemDefinition = levels.definition + 1
            repetition = levels.repetition
            outerItemDefinition = levels.itemDefinition
            self.item = item
        }
    }

    struct Record: Sendable {
        let definition: Int
        let repetition: Int
        let itemDefinition: Int
        let fields: [(name: String, node: ParquetNode)]

        init(_ levels: ParquetSchema.Levels, fields: [(name: String, node: ParquetNode)]) {
            definition = levels.definition
            repetition = levels.repetition
            itemDefinition = levels.itemDefinition
            self.fields = fields
        }
    }

    var leaves: [ParquetLeaf] {
        switch self {
        case .leaf(let leaf): [leaf]
        case .list(let list): list.item.leaves
        case .record(let record): record.fields.flatMap(\.node.leaves)
        }
    }

    /// Throws what stands against reading it.
    func type() throws -> DataType {
        switch self {
        case .leaf(let leaf): return try leaf.form.type()
        case .list(let list): return .list(try list.item.type())
        case .record(let record):
            if let name = record.fields.map(\.name).firstRepeated {
                throw ColumnarFailure.unsupported("it holds records with two fields `\(name)`")
            }
            return .record(try record.fields.map { Field($0.name, try $0.node.type()) })
        }
    }
}

extension Sequence where Element: Hashable {
    /// The first element that has come before.
    var firstRepeated: Element? {
        var seen: Set<Element> = []
        return first { !seen.insert($0).inserted }
    }
}
