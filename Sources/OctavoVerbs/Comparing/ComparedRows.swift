import OctavoModels
import OctavoTable

/// The rows on which all contenders are compared, and how.
struct ComparedRows: Sendable {
    let names: [String]
    /// Places in the table.
    let rows: [Int]
    /// What each row is shown as, where there is a column for it.
    let texts: [Datum]?
    let slices: ComparedSlices
    /// What each row's slice is known by.
    let keys: [[Datum]]
    /// Numbers of the groups of rows that are drawn together, where they are.
    let groups: (@Sendable (_ rows: [Int]) -> [Int32])?
    let bootstrap: Bootstrap
    let context: ExecutionContext

    private static let pair = [Field("from", .text), Field("to", .text)]

    /// The columns of `differences`, where a test has these.
    static func differences(_ tested: [Field]) -> [Field] { pair + tested }
    /// The columns of `slices` beside its keys.
    static func sliced(_ tested: [Field]) -> [Field] { pair + [Field("rows", .int)] + tested }

    static func changed(of type: DataType) -> [Field] {
        [
            Field("model", .text), Field("change", .text), Field("row", .int), Field("text", .text), Field("truth", type),
            Field("before", type), Field("after", type),
        ]
    }

    struct Tested<Test> {
        /// Of all rows, by the place of the contender.
        let tests: [(contender: Int, test: Test)]
        /// The rows of the tables.
        let differences: [[Datum]]
        let slices: [[Datum]]
    }

    /// Each but the first contender with the first, over all rows and over the rows of each slice. `test` is told places among the rows, the
    /// numbers of their groups, and the contender; `p` is corrected for as many tests as there are, by itself over the slices, and `data` tells
    /// a test with that.
    func tested<Test>(
        p: (Test) -> Double, data: (_ test: Test, _ corrected: Double) -> [Datum],
        _ test: (_ places: [Int], _ groups: [Int32]?, _ contender: Int) throws -> Test
    ) throws -> Tested<Test> {
        let others = names.indices.dropFirst()
        func tests(_ places: [Int]) throws -> [(contender: Int, test: Test)] {
            let groups = groups?(places.map { rows[$0] })
            return try others.map { ($0, try test(places, groups, $0)) }
        }
        func pair(_ contender: Int) -> [Datum] { [.text(names[0]), .text(names[contender])] }
        let whole = try tests(Array(rows.indices))
        let parts = try slices.parts(keys).flatMap { part in try tests(part.rows).map { (part: part, one: $0) } }
        return Tested(
            tests: whole,
            differences: zip(whole, Holm.adjusted(whole.map { p($0.test) })).map { one, corrected in
                pair(one.contender) + data(one.test, corrected)
            },
            slices: zip(parts, Holm.adjusted(parts.map { p($0.one.test) })).map { slice, corrected in
                slice.part.key + pair(slice.one.contender) + [.int(Int64(slice.part.rows.count))]
                    + data(slice.one.test, corrected)
            })
    }

    /// One line of `changed`.
    func changed(_ contender: Int, _ change: String, _ place: Int, truth: Datum, before: Datum, after: Datum) -> [Datum] {
        [.text(names[contender]), .text(change), .int(Int64(rows[place])), texts?[place] ?? .null, truth, before, after]
    }
}
