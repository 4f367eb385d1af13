import CKernels
import OctavoSource

/// Cuts files into blocks of whole records, one after the other. Only one thread may call `next` at a time.
final class BlockSource {
    private let files: [String]
    /// Stamps the files must still have, in their order; empty where they may have any.
    private let expectedStamps: [String]
    /// The stamps that the files had when they were opened.
    private(set) var stamps: [String] = []
    private let format: FileFormat
    private let separator: UInt8?
    private let countsLines: Bool
    private let context: ExecutionContext
    private let pool: PiecePool
    private var stream: ByteStream?
    private var piece = Buffer<UInt8>([])
    private var position = 0
    private var isLastPiece = true
    /// Unpacked bytes of the file before `piece`, and lines where they are counted.
    private var bytesBeforePiece = 0
    private var linesBeforePiece = 0
    private var layout: DelimitedLayout?
    private var target = BlockSource.firstTarget
    /// A file with a header and no records still gives one block, for its columns.
    private var owesBlock = false
    private var path = ""

    /// Small at first, so that the first rows come soon; then large enough to make the work around a block not count.
    static let firstTarget = 1 << 18
    static let largestTarget = 1 << 22
    /// What is read beyond a block's target, so that nearly always the block's last record ends in the piece.
    private static let slack = 1 << 16
    /// Offsets within a block have 32 bits, texts less; a record beyond this is no record.
    static let longestRecord = 1 << 29

    /// Lines cost a look at every byte, so they are counted only where every block needs its own.
    init(
        files: [String], options: ScanOptions, expectedStamps: [String] = [], countsLines: Bool = false,
        context: ExecutionContext
    ) {
        self.files = files
        self.expectedStamps = expectedStamps
        self.format = options.format
        self.separator = options.separator
        self.countsLines = countsLines
        self.context = context
        // Blocks at work or waiting to be, by `OrderedWork`, and the one being cut.
        pool = PiecePool(byteCount: Self.largestTarget + 2 * Self.slack, mostSpare: context.threads * 2 + 1)
    }

    func next() throws -> ByteBlock? {
        while true {
            if position >= piece.count, isLastPiece, !owesBlock {
                guard stamps.count < files.count else { return nil }
                try open(files[stamps.count])
                continue
            }
            let end = try blockEnd()
            let block = ByteBlock(
                piece: piece, start: position, end: end, path: path, bytesBeforePiece: bytesBeforePiece,
                linesBeforePiece: countsLines ? linesBeforePiece : nil, layout: layout, fraction: stream?.fraction ?? 1)
            position = end
            owesBlock = false
            target = min(target * 2, Self.largestTarget)
            return block
        }
    }

    private func open(_ path: String) throws {
        self.path = path
        layout = nil
        bytesBeforePiece = 0
        linesBeforePiece = 0
        position = 0
        target = Self.firstTarget
        let file = try context.files.open(path)
        if stamps.count < expectedStamps.count, file.stamp != expectedStamps[stamps.count] { throw Diagnostic.fileChanged(path) }
        stamps.append(file.stamp)
        stream = try ByteStream(file, path: path, cancellation: context.cancellation, pool: pool)
        piece = Buffer<UInt8>([])
        isLastPiece = false
        try refill(room: Self.firstTarget + Self.slack)
        position = try TextEncodings.markLength(piece, path: path)
        if format != .txt { try TextEncodings.checkLineEnds(piece, path: path) }
        if format == .csv || format == .tsv { try readHeader() }
    }

    private func readHeader() throws {
        while layout == nil, position < piece.count {
            let detected = DelimitedLayout.read(
                piece, position: position, separator: format == .tsv ? separator ?? 0x09 : separator, isWhole: isLastPiece)
            if let (found, after) = detected {
                layout = found
                owesBlock = true
                position = after
            } else if isLastPiece {
                position = piece.count
            } else {
                try refill(room: (piece.count - position) * 2)
            }
        }
    }

    /// Where the block that starts at `position` ends.
    private func blockEnd() throws -> Int {
        var room = target + Self.slack
        while true {
            if !isLastPiece, piece.count - position < room { try refill(room: room) }
            if isLastPiece, piece.count - position <= target { return try checked(piece.count) }
            let end = recordEnd(position + target)
            // A record that reaches the end of a piece may go on in the next.
            if end < piece.count || isLastPiece { return try checked(end) }
            room = (piece.count - position) * 2
        }
    }

    private func checked(_ end: Int) throws -> Int {
        if end - position > Self.longestRecord + Self.largestTarget { throw tooLong() }
        return end
    }

    private func tooLong() -> Diagnostic {
        Diagnostic(
            "record-too-long", "`\(path)` has a record of more than \(Self.longestRecord >> 20) MiB",
            notes: format == .csv || format == .tsv ? ["a quote that is never closed makes the rest of a file one record"] : [])
    }

    /// The end of the record that holds byte `wanted` of the piece; the piece's end when it does not end there.
    private func recordEnd(_ wanted: Int) -> Int {
        if let layout {
            // `position` and `wanted` lie in the piece.
            return unsafe Int(octavo_csv_record_end(piece.start, position, wanted, piece.count, layout.separator))
        }
        return ByteSearch.feed(piece, from: wanted).map { $0 + 1 } ?? piece.count
    }

    /// Drops what was taken from the piece and reads on until it holds `room` bytes or the file ends.
    private func refill(room: Int) throws {
        guard let stream else { return }
        if room > 2 * (Self.longestRecord + Self.largestTarget) { throw tooLong() }
        // What is dropped lies before `position`.
        if countsLines { linesBeforePiece += unsafe Int(octavo_count_lines(piece.pointer, position)) }
        bytesBeforePiece += position
        (piece, isLastPiece) = try stream.piece(after: piece.slice(position..<piece.count), room: room)
        position = 0
    }
}
