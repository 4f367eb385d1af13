/// Rows in order in a scratch file, in pieces of about the same number of rows.
final class SortedRun {
    let file: any ScratchFile
    let rowsPerPiece: Int
    private(set) var pieces: [StoredChunk] = []

    init(_ file: any ScratchFile, rowsPerPiece: Int) {
        self.file = file
        self.rowsPerPiece = rowsPerPiece
    }

    func add(_ chunk: Chunk, _ cancellation: Cancellation) throws {
        for start in stride(from: 0, to: chunk.count, by: rowsPerPiece) {
            try cancellation.check()
            pieces.append(try StoredChunk(chunk.slice(start..<min(start + rowsPerPiece, chunk.count)), in: file))
        }
    }
}
