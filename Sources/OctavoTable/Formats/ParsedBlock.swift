import OctavoSource

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
    /// Columns of which the type alone is wanted, unless the type is settled.
    var unbuilt: Set<String> = []
    var keepsBad = false
    var needsStarts = false

    func wants(_ name: String) -> Bool { wanted?.contains(name) ?? true }

    /// Takes the types that a block's values need into account.
    mutating func note(_ parsed: ParsedBlock) {
        for part in parsed.parts { hints[part.name] = hints[part.name].map { ReadTypes.joined($0, part.type) } ?? part.type }
    }
}

/// A value of a column whose type is settled that is not of that type.
struct TypeMismatch: Error {
    let column: String
    let type: DataType
    let row: Int
    let text: String
    /// Of the record in its block.
    let offset: Int

    func diagnostic(line: Int, file: String, isUserType: Bool) -> Diagnostic {
        guard isUserType else { return .fileChanged(file, "line \(line) does not fit the types found before") }
        return Diagnostic(
            "wrong-type",
            "cannot read `.\(column)` as \(type): line \(line) of `\(file)` holds \(DatumText.quoted(text))",
            help: [
                "leave the column out of `types:` to let all its values decide, or load it as text and convert it with `try`"
            ])
    }
}
