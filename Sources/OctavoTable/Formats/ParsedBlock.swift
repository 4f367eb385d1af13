/// What a block's records hold: columns in order of first appearance, and what could not be read.
struct ParsedBlock: Sendable {
    struct Part: Sendable {
        let name: String
        let type: DataType
        /// `nil` when only types were asked for.
        let column: Column?
    }

    let block: ByteBlock
    let rows: Int
    let parts: [Part]
    let bad: [BadRecord]
    let windows1252: Int
    /// The place in the block where each row's record starts; only where source columns are wanted.
    let starts: [UInt32]
}

/// What to make of a block.
struct BlockRequest: Sendable {
    /// Columns to give; `nil`: all there are.
    var wanted: Set<String>?
    /// Types that are settled: the user's, or those of the scan.
    var types: [String: DataType] = [:]
    /// Types that other blocks' values need; a block's own may widen them.
    var hints: [String: DataType] = [:]
    var buildsColumns = true
    var keepsBad = false
    var needsStarts = false

    func wants(_ name: String) -> Bool { wanted?.contains(name) ?? true }
}

/// A value of a column whose type is settled that is not of that type.
struct TypeMismatch: Error {
    let column: String
    let type: DataType
    let row: Int
    let text: String
    /// Of the record in its block.
    let offset: Int
}
