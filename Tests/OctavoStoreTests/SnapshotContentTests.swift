import OctavoLanguage
import OctavoSource
import OctavoStore
import OctavoTable
import Testing

/// Saved content: what goes in comes out, and equal tables are one content.
@Suite struct SnapshotContentTests {
    private static let types: [(DataType, [Datum])] = [
        (.null, [.null]), (.bool, [.bool(true), .bool(false)]), (.int, [.int(.min), .int(0), .int(.max)]),
        (.float, [.float(-0.0), .float(.nan), .float(-.infinity), .float(0.1)]), (.text, [.text(""), .text("é"), .text("a\nb")]),
        (.time, [.time(-1), .time(1_700_000_000_000_000)]), (.date, [.date(-1), .date(20_000)]),
        (.duration, [.duration(0), .duration(-5)]),
        (.list(.text), [.list([]), .list([.text("x"), .null]), .list([.text("yy")])]),
        (.list(.list(.int)), [.list([.list([.int(1)]), .null]), .list([])]),
        (
            .record([Field("a", .int), Field("b c", .list(.bool))]),
            [
                .record([(name: "a", value: .int(1)), (name: "b c", value: .null)]),
                .record([(name: "a", value: .null), (name: "b c", value: .list([.bool(true)]))]),
            ]
        ),
        (.record([]), [.record([])]),
    ]

    /// Every length from 0 to 9 with every pattern of nulls up to length 5 and some beyond.
    private static func columns(_ type: DataType, _ values: [Datum]) -> [[Datum]] {
        var found: [[Datum]] = []
        for length in 0...9 {
            let patterns =
                length <= 5 ? Array(0..<(1 << length)) : [0, 1, (1 << length) - 1, 0b10_10101010 & ((1 << length) - 1)]
            for pattern in patterns {
                found.append((0..<length).map { pattern >> $0 & 1 == 1 ? .null : values[$0 % values.count] })
            }
        }
        return found
    }

    @Test(arguments: types.indices)
    func givesBackEveryColumn(index: Int) throws {
        let (type, values) = Self.types[index]
        let project = Project()
        for data in Self.columns(type, values) {
            let table = Table(
                schema: Schema([Field("c", type)]), chunks: [Chunk(count: data.count, columns: [Column(type, data)])])
            let saved = try project.save(table)
            let back = try project.store.table(of: saved, context: project.context)
            #expect(back.schema == table.schema)
            #expect(back.values(0) == data, "\(type), \(data)")
        }
    }

    @Test(arguments: types.indices)
    func theCutsBetweenChunksDoNotShow(index: Int) throws {
        let (type, values) = Self.types[index]
        let project = Project()
        let schema = Schema([Field("c", type)])
        for data in Self.columns(type, values) where data.count > 2 {
            let column = Column(type, data)
            let whole = try project.save(Table(schema: schema, chunks: [Chunk(count: data.count, columns: [column])]))
            let cut = data.count / 2
            let pieces = [0..<cut, cut..<data.count].map { Chunk(count: $0.count, columns: [column.slice($0)]) }
            #expect(try project.save(Table(schema: schema, chunks: pieces)).content == whole.content)
        }
    }

    @Test func codedTextsAreTheSameContent() throws {
        let project = Project()
        let plain = Column(.text, [.text("b"), .text("a"), .null, .text("b")])
        let coded = Column(
            type: .text, count: 4, validity: Bitmap([true, true, false, true]),
            storage: .dictionary(codes: Buffer([1, 0, 0, 1]), values: TextBuffer(["a", "b", "unused"])))
        #expect(try project.save(Table([("c", plain)])).content == project.save(Table([("c", coded)])).content)
    }

    @Test func whatStandsBehindNullsDoesNotShow() throws {
        let project = Project()
        let validity = Bitmap([true, false])
        let one = Column(type: .int, count: 2, validity: validity, storage: .integers(Buffer([1, 2])))
        let two = Column(type: .int, count: 2, validity: validity, storage: .integers(Buffer([1, 99])))
        #expect(try project.save(Table([("c", one)])).content == project.save(Table([("c", two)])).content)
    }

    @Test func manyRowsComeBackInOrder() throws {
        let project = Project()
        let rows = 200_003
        let numbers = Column(type: .int, count: rows, storage: .integers(Buffer((0..<rows).map { Int64($0 * $0 % 9973) })))
        let table = Table([("n", numbers)])
        let saved = try project.save(table)
        #expect(saved.content.rows == rows)
        #expect(try project.store.table(of: saved, context: project.context).values(0) == table.values(0))
    }

    @Test func aTableWithoutColumnsKeepsItsRows() throws {
        let project = Project()
        let saved = try project.save(Table(schema: Schema([]), chunks: [Chunk(count: 3, columns: [])]))
        #expect(try project.store.table(of: saved, context: project.context).count == 3)
    }

    @Test func repetitiveContentIsNotTakenForAnAttack() throws {
        let project = Project()
        let rows = 10_000_000
        let zeros = Column(type: .int, count: rows, storage: .integers(Buffer(repeating: 0, count: rows)))
        let saved = try project.save(Table([("n", zeros)]))
        #expect(try project.store.table(of: saved, context: project.context).count == rows)
    }

    /// Every byte of the file changed, and the file cut at every place.
    @Test func damageIsAlwaysSeen() throws {
        let project = Project()
        let saved = try project.save(Table([("c", Column(.text, [.text("some"), .null, .text("rows")]))]))
        let path = try #require(project.files.paths.first { $0.hasSuffix(".zst") })
        let whole = try #require(project.files.bytes(path))
        for place in whole.indices {
            for changed in [whole[..<place] + [whole[place] ^ 0x41] + whole[(place + 1)...], whole[..<place]] {
                project.files.set(path, Array(changed))
                let found = code { _ = try project.store.table(of: saved, context: project.context) }
                // A bit of the compressed form may mean nothing; then the content is what it was.
                #expect(found == "corrupt-content" || found == nil && changed.count == whole.count, "byte \(place)")
            }
        }
        project.files.set(path, nil)
        #expect(code { _ = try project.store.table(of: saved, context: project.context) } == "missing-content")
    }
}
