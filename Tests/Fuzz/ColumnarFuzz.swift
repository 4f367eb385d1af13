// Feeds the Parquet and Arrow readers any bytes: no crash, every value can be looked at, and reading a part gives what reading all gives.
//
//   scripts/fuzz Columnar 600
//
// The first byte chooses: bit 0 the format (Parquet or Arrow), bit 1 whether a limit is read by itself, bit 2 whether a filter is.
import OctavoSource
import OctavoTable

private struct OneFile: FileAccess {
    let bytes: [UInt8]

    func contents(of path: String) throws -> FileContents { FileContents(Buffer(bytes)) }
    func resolve(_ pattern: String) throws -> [String] { [pattern] }
    func entries(of folder: String) -> [String] { [] }
    func digest(of path: String) throws -> String { "" }
    func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {}
}

/// The rows of a scan, or nothing where it ends in a diagnostic.
private func rows(_ scan: Scan, _ context: ExecutionContext) -> Table? {
    var chunks: [Chunk] = []
    var held = 0
    do {
        try TableReader.read(scan, context: context, filter: nil) { chunk in
            chunks.append(chunk)
            held += chunk.byteCount
            // Columns of nothing but nulls take next to no bytes.
            return held < 1 << 26 && chunks.count < 1000
        }
    } catch {
        precondition(error is Diagnostic, "an error that is no diagnostic")
        return nil
    }
    return Table(schema: scan.schema, chunks: chunks)
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let options = ScanOptions(format: choice & 1 == 0 ? .parquet : .arrow)
    let context = ExecutionContext(files: OneFile(bytes: Array(input.dropFirst())), threads: 1, memory: MemoryBudget(1 << 28))
    let scan: Scan
    do {
        scan = try TableReader.inferSchema(files: ["f"], options: options, context: context)
    } catch {
        precondition(error is Diagnostic, "an error that is no diagnostic")
        return 0
    }
    guard let whole = rows(scan, context) else { return 0 }
    for column in 0..<whole.schema.count {
        for chunk in whole.chunks {
            for row in 0..<min(chunk.count, 2000) { _ = chunk.columns[column][row] }
        }
    }
    if choice & 2 != 0, whole.count > 0 {
        var part = scan
        part.limit = max(1, whole.count / 2)
        // What follows the limit may be damaged in ways that only reading it shows, but not what stands before it.
        guard let first = rows(part, context) else { preconditionFailure("a file that is read as a whole and not in part") }
        precondition(first.count == part.limit, "another number of rows than was asked for")
        for row in 0..<min(first.count, 200) {
            for (one, other) in zip(first.record(row), whole.record(row)) {
                precondition(one.value == other.value, "two values for one cell")
            }
        }
    }
    if choice & 4 != 0, let field = whole.schema.fields.first(where: { $0.type == .int }) {
        let column = RowExpression(.column(field.name), type: .int)
        let literal = RowExpression(.literal(.int(Int64(input.last ?? 0))), type: .int)
        var part = scan
        // Statistics that lie leave rows out; they may not end the process.
        part.filter = RowExpression(.comparison(.less, column, literal), type: .bool)
        _ = rows(part, context)
    }
    return 0
}
