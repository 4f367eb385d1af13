import CKernels
import OctavoSource

/// Whole records of one file: bytes `start..<end` of a piece of it.
struct ByteBlock: Sendable {
    /// The file itself where it is mapped; a stretch of its unpacked bytes otherwise.
    let piece: Buffer<UInt8>
    let start: Int
    let end: Int
    let path: String
    /// Lines of the file before `piece`; 0 where the piece is the file.
    let linesBeforePiece: Int
    /// Lines of the file before `start`, where the run needs it for every block.
    let linesBefore: Int?
    /// For delimited text.
    let layout: DelimitedLayout?

    var count: Int { end - start }

    /// The line (from 1) on which byte `offset` of the block stands. O(piece) where lines were not counted.
    func line(of offset: Int) -> Int {
        // Both stretches lie in the piece.
        if let linesBefore {
            return unsafe linesBefore + Int(octavo_count_lines(piece.pointer + start, offset)) + 1
        }
        return unsafe linesBeforePiece + Int(octavo_count_lines(piece.pointer, start + offset)) + 1
    }
}

/// Cuts files into blocks of whole records, one after the other. Only one thread may call `next` at a time.
final class BlockSource {
    private let files: [String]
    private let format: FileFormat
    private let separator: UInt8?
    private let countsLines: Bool
    private let context: ExecutionContext
    private var nextFile = 0
    private var stream: ByteStream?
    private var piece = Buffer<UInt8>([])
    private var position = 0
    private var isLastPiece = true
    private var linesBeforePiece = 0
    private var linesBefore = 0
    private var layout: DelimitedLayout?
    private var target = BlockSource.firstTarget
    /// A file with a header and no records still gives one block, for its columns.
    private var owesBlock = false
    private(set) var path = ""

    /// Small at first, so that the first rows come soon; then large enough to make the work around a block not count.
    static let firstTarget = 1 << 18
    static let largestTarget = 1 << 22
    /// Offsets within a block have 32 bits, texts less; a record beyond this is no record.
    static let longestRecord = 1 << 29

    init(files: [String], options: ScanOptions, countsLines: Bool, context: ExecutionContext) {
        self.files = files
        self.format = options.format
        self.separator = options.separator
        self.countsLines = countsLines
        self.context = context
    }

    func next() throws -> ByteBlock? {
        while true {
            if position >= piece.count, isLastPiece, !owesBlock {
                guard nextFile < files.count else { return nil }
                try open(files[nextFile])
                nextFile += 1
                continue
            }
            let end = try blockEnd()
            let block = ByteBlock(
                piece: piece, start: position, end: end, path: path, linesBeforePiece: linesBeforePiece,
                linesBefore: countsLines ? linesBefore : nil, layout: layout)
            // In the piece by construction.
            if countsLines { linesBefore += unsafe Int(octavo_count_lines(piece.pointer + position, end - position)) }
            position = end
            owesBlock = false
            target = min(target * 2, Self.largestTarget)
            return block
        }
    }

    private func open(_ path: String) throws {
        self.path = path
        stream = nil
        layout = nil
        linesBefore = 0
        linesBeforePiece = 0
        position = 0
        target = Self.firstTarget
        let contents = try context.files.contents(of: path).bytes
        if let stream = try ByteStream(contents, path: path) {
            self.stream = stream
            piece = Buffer<UInt8>([])
            isLastPiece = false
            try refill(atLeast: Self.firstTarget)
        } else {
            piece = contents
            isLastPiece = true
        }
        position = try ByteOrderMark.length(piece, path: path)
        if format == .csv || format == .tsv {
            while layout == nil, position < piece.count || !isLastPiece {
                let detected = DelimitedLayout.read(
                    piece, position: position, separator: format == .tsv ? separator ?? 0x09 : separator, isWhole: isLastPiece)
                if let (found, after) = detected {
                    layout = found
                    owesBlock = true
                    if countsLines { linesBefore = unsafe Int(octavo_count_lines(piece.pointer, after)) }
                    position = after
                } else if isLastPiece {
                    position = piece.count
                } else {
                    try refill(atLeast: (piece.count - position) * 2)
                }
            }
        }
    }

    /// Where the block that starts at `position` ends.
    private func blockEnd() throws -> Int {
        while true {
            if !isLastPiece, piece.count - position < target { try refill(atLeast: target) }
            let wanted = isLastPiece ? position + target : position + (piece.count - position) * 3 / 4
            if isLastPiece, wanted >= piece.count { return try checked(piece.count) }
            let end = recordEnd(wanted)
            if end < piece.count || isLastPiece { return try checked(end) }
            try refill(atLeast: (piece.count - position) * 2)
        }
    }

    private func checked(_ end: Int) throws -> Int {
        if end - position > Self.longestRecord + Self.largestTarget {
            throw Diagnostic(
                "record-too-long", "`\(path)` has a record of more than \(Self.longestRecord >> 20) MiB",
                notes: format == .csv || format == .tsv
                    ? ["a quote that is never closed makes the rest of a file one record"] : [])
        }
        return end
    }

    /// The end of the record that holds byte `wanted` of the piece; the piece's end when it does not end there.
    private func recordEnd(_ wanted: Int) -> Int {
        let base = unsafe piece.start
        if let layout {
            return unsafe Int(octavo_csv_record_end(base, position, wanted, piece.count, layout.separator))
        }
        return ByteSearch.feed(piece, from: wanted).map { $0 + 1 } ?? piece.count
    }

    /// Drops what was taken from the piece and adds unpacked bytes.
    private func refill(atLeast wanted: Int) throws {
        guard let stream else { return }
        if wanted > Self.longestRecord + 4 * Self.largestTarget { _ = try checked(.max) }
        // What is dropped lies before `position`.
        linesBeforePiece += unsafe Int(octavo_count_lines(piece.pointer, position))
        let (next, isLast) = try stream.piece(after: piece.slice(position..<piece.count), atLeast: wanted)
        piece = next
        position = 0
        isLastPiece = isLast
    }
}

/// The marks at the start of a file that say how its text is encoded.
enum ByteOrderMark {
    /// How many bytes to skip. Throws for UTF-16 and UTF-32, which no reader here takes.
    static func length(_ bytes: Buffer<UInt8>, path: String) throws -> Int {
        if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { return 3 }
        if bytes.count >= 2, (bytes[0] == 0xFF && bytes[1] == 0xFE) || (bytes[0] == 0xFE && bytes[1] == 0xFF) {
            throw Diagnostic(
                "unsupported-encoding", "`\(path)` is in UTF-16, which cannot be read",
                help: ["convert it first, e.g. `iconv -f UTF-16 -t UTF-8`"])
        }
        return 0
    }
}
