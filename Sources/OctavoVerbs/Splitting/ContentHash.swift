package import OctavoTable
import OctavoText

/// One number for each row by what stands in it. Equal rows have equal numbers, whatever the order of their columns; a column that
/// is null counts as one that is not there; and a value counts by its text, so that a column of whole numbers that one late value
/// made a column of floats or texts still gives the same. Changing any of this moves rows of users' splits.
package struct ContentHash: Sendable {
    /// Ascending.
    private let names: [String]
    private let seed: UInt64

    package init(names: [String], seed: UInt64) {
        self.names = names
        self.seed = seed
    }

    package func hashes(_ columns: [Column], count: Int) throws -> [UInt64] {
        var state = [UInt64](repeating: Self.mixed(seed), count: count)
        for (name, column) in zip(names, columns) {
            let own = XXH64.hash(name.utf8.span, seed: seed)
            try Self.forEach(column, count: count, seed: own) { row, hash in state[row] = Self.mixed(state[row] ^ hash) }
        }
        return state
    }

    /// Hands over the hash of each value that is not null.
    private static func forEach(
        _ column: Column, count: Int, seed: UInt64, _ body: (Int, UInt64) -> Void
    ) throws {
        if case .nulls = column.storage { return }
        if column.type == .text {
            let texts = try column.plainTexts()
            for row in 0..<count where !column.isNull(row) {
                body(row, texts.withText(row) { XXH64.hash($0, seed: seed) })
            }
            return
        }
        for row in 0..<count where !column.isNull(row) {
            switch column[row] {
            case let value where value.isNested: body(row, CanonicalHash.hash(value, seed: seed))
            case .float(let number) where Int64(exactly: number) != nil:
                body(row, XXH64.hash(String(Int64(number)).utf8.span, seed: seed))
            case let value: body(row, XXH64.hash(DatumText.plain(value).utf8.span, seed: seed))
            }
        }
    }

    /// Steele, Lea and Flood's finishing function of SplitMix (OOPSLA 2014): every bit depends on every bit.
    private static func mixed(_ value: UInt64) -> UInt64 {
        var mixed = value &+ 0x9E37_79B9_7F4A_7C15
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Datum {
    fileprivate var isNested: Bool {
        switch self {
        case .list, .record: true
        default: false
        }
    }
}
