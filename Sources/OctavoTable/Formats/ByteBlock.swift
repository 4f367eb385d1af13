import CKernels
import OctavoSource

/// Whole records of one file: bytes `start..<end` of a piece of it.
struct ByteBlock: Sendable {
    /// A stretch of the file's (unpacked) bytes.
    let piece: Buffer<UInt8>
    let start: Int
    let end: Int
    let path: String
    /// Unpacked bytes of the file before `piece`.
    let bytesBeforePiece: Int
    /// Lines of the file before `piece`, where they were counted.
    let linesBeforePiece: Int?
    /// For delimited text.
    var layout: DelimitedLayout?
    /// What part of the file was read up to here, 0…1.
    var fraction: Double = 1

    var count: Int { end - start }

    /// Reads bytes that are not UTF-8 as Windows-1252; says in how many texts there were some.
    mutating func repairEncoding(_ context: ExecutionContext) -> Int {
        guard let (text, count) = Charsets.repaired(piece, start..<end) else { return 0 }
        // The lines of the file stay what they are; the bytes do not.
        let linesBefore = line(of: 0, context) - 1
        self = ByteBlock(
            piece: text, start: 0, end: text.count, path: path, bytesBeforePiece: 0, linesBeforePiece: linesBefore,
            layout: layout,
            fraction: fraction)
        return count
    }

    /// The line (from 1) on which byte `offset` of the block stands; where lines were not counted, the file is read again.
    func line(of offset: Int, _ context: ExecutionContext) -> Int {
        let before = linesBeforePiece ?? (try? linesInFile(upTo: bytesBeforePiece, context)) ?? 0
        // The stretch lies in the piece.
        return unsafe before + Int(octavo_count_lines(piece.pointer, start + offset)) + 1
    }

    private func linesInFile(upTo end: Int, _ context: ExecutionContext) throws -> Int {
        let stream = try ByteStream(context.files.open(path), path: path, cancellation: context.cancellation)
        var left = end
        var lines = 0
        while left > 0 {
            let (piece, isLast) = try stream.piece(after: Buffer<UInt8>([]), room: 1 << 20)
            // The piece has at least as many bytes.
            unsafe lines += Int(octavo_count_lines(piece.pointer, min(left, piece.count)))
            left -= piece.count
            if isLast { break }
        }
        return lines
    }
}
