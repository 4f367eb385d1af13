import OctavoSource

/// A file that says what columns it has, how many rows, and gives single columns of pieces of them.
protocol ColumnarFile: Sendable {
    var path: String { get }
    /// The state that it had when it was opened.
    var stamp: String { get }
    var columns: [ColumnarColumn] { get }
    /// Rows of each row group or batch.
    var pieceRows: [Int] { get }

    /// The rows of a piece that may pass the filter, in order, by what the file says of its values; all of them where it says nothing.
    func rows(of piece: Int, passing filter: RowExpression) throws -> [Range<Int>]

    /// Exactly `rows` of a column; numbers that no other type holds exactly as text where `asText` asks for it.
    func column(_ column: Int, piece: Int, rows: Range<Int>, asText: Bool, cancellation: Cancellation) throws -> Column
}

extension ColumnarFile {
    func rows(of piece: Int, passing filter: RowExpression) -> [Range<Int>] { [0..<pieceRows[piece]] }
}

/// One column of a columnar file: its type, or why it is not read.
struct ColumnarColumn: Sendable {
    let name: String
    let type: Result<DataType, ColumnarFailure>
    /// Whether its values can be had as text with every digit.
    var hasExactText = false

    init(_ name: String, hasExactText: Bool = false, type: () throws -> DataType) {
        self.name = name
        self.hasExactText = hasExactText
        do { self.type = .success(try type()) } catch let failure as ColumnarFailure { self.type = .failure(failure) } catch {
            self.type = .failure(.unsupported("\(error)"))
        }
    }
}

enum ColumnarFiles {
    /// The file at `path`, unpacked where it is compressed as a whole.
    static func open(_ path: String, _ format: FileFormat, _ context: ExecutionContext) throws -> any ColumnarFile {
        let parts: any FileParts
        if FileFormat.compression(path) != nil {
            let file = try context.files.open(path)
            let stream = try ByteStream(file, path: path, cancellation: context.cancellation)
            parts = MemoryParts(bytes: try stream.all(limit: context.memoryLimit), stamp: file.stamp)
        } else {
            parts = try context.files.parts(of: path)
        }
        do {
            return format == .parquet ? try ParquetFile(parts, path: path) : try ArrowFile(parts, path: path)
        } catch let failure as ColumnarFailure {
            throw failure.diagnostic(path: path)
        }
    }
}
