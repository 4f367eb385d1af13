// Feeds the readers any bytes: no crash, and the rows are the same whether they are read in one pass or two, kept or streamed.
//
// The first byte chooses: bits 0 to 2 the format, bits 3 and 4 what happens to malformed records, bit 5 whether source columns
// are added.
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

/// Reads a scan and compares every cell with the whole table's, and the place of its last row with the columns that say it.
private func compare(_ scan: Scan, with whole: Table, _ context: ExecutionContext) throws {
    precondition(scan.fileSchema == whole.schema, "two schemas for one file")
    let fileColumns = scan.options.includesSource ? scan.schema.count - 2 : nil
    var rows = 0
    try TableReader.read(scan, context: context, filter: nil) { chunk in
        for row in 0..<chunk.count {
            let expected = whole.record(rows + row).map(\.value)
            for (place, column) in chunk.columns.enumerated() {
                precondition(column[row] == expected[place], "two values for one cell")
            }
        }
        rows += chunk.count
        if let fileColumns, let place = chunk.rowPlace(chunk.count - 1) {
            precondition(place.row == rows - 1, "a wrong number of a row")
            precondition(
                place.line.map { .int(Int64($0)) } == chunk.columns[fileColumns + 1][chunk.count - 1], "a wrong line of a row")
        }
        return true
    }
    precondition(rows == whole.count, "two numbers of rows for one file")
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzOneInput(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    var options = ScanOptions(format: FileFormat.allCases[Int(choice & 7)])
    options.bad = [.error, .skip, .keep, .repair][Int(choice >> 3 & 3)]
    options.includesSource = choice & 32 != 0
    let context = ExecutionContext(files: OneFile(bytes: Array(input.dropFirst())), threads: 1)
    let whole: Table
    do {
        whole = try TableReader.readAll(files: ["f"], options: options, context: context).1
    } catch {
        precondition(error is Diagnostic, "an error that is no diagnostic")
        return 0
    }
    do {
        for limits in [KeepingLimits.nothing, .everything] {
            let scan = try TableReader.inferSchema(files: ["f"], options: options, context: context, keeping: limits)
            try compare(scan, with: whole, context)
        }
    } catch {
        preconditionFailure("a file that loads once and not again")
    }
    return 0
}
