import CZlib
import CZstd
import OctavoSource

/// The bytes of a file piece by piece, unpacked where it is compressed.
@safe final class ByteStream {
    private enum Codec { case plain, gzip, zstd }

    private let file: any FileReading
    private let path: String
    private let cancellation: Cancellation
    private let pool: PiecePool?
    private let codec: Codec
    /// What was read from the file and not taken yet: `input[inputStart..<inputEnd]`.
    private let input: ScratchMemory<UInt8>
    private var inputStart = 0
    private var inputEnd = 0
    /// Bytes of the file that were read.
    private var taken = 0
    private var produced = 0
    private var isDone = false
    /// Off for a caller who knows how many bytes there are and takes no more.
    var checksRatio = true
    // Owned: made in `init`, freed in `deinit`, used by one thread at a time.
    private var zlib: UnsafeMutablePointer<z_stream>?
    private var zstd: OpaquePointer?

    /// A file that unpacks to more than this many times its size is taken for an attack once it passes `freeBytes`.
    static let largestRatio = 250
    static let freeBytes = 64 << 20
    /// Bytes that one step makes at most, so that an interrupt is seen soon; they fit zlib's 32 bits.
    private static let stepSize = 1 << 24
    /// Bytes of a compressed file that are read at a time.
    private static let inputSize = 1 << 18
    /// The bytes that tell whether a file is compressed.
    private static let signatureSize = 4

    /// The first bytes tell whether the file is compressed, not its name; a name that says so wrongly is `not-compressed`.
    /// Pieces come from `pool` where there is one.
    init(_ file: any FileReading, path: String, cancellation: Cancellation, pool: PiecePool? = nil) throws {
        self.file = file
        self.path = path
        self.cancellation = cancellation
        self.pool = pool
        input = ScratchMemory<UInt8>(capacity: Self.signatureSize)
        // The memory has room for as many.
        inputEnd = unsafe try file.read(into: UnsafeMutableRawBufferPointer(start: input.pointer, count: Self.signatureSize))
        taken = inputEnd
        let first = unsafe Array(UnsafeBufferPointer(start: input.pointer, count: inputEnd))
        if first.starts(with: [0x1F, 0x8B, 8]) {
            codec = .gzip
        } else if first.starts(with: [0x28, 0xB5, 0x2F, 0xFD]) {
            codec = .zstd
        } else {
            if FileFormat.compression(path) != nil, !first.isEmpty {
                throw Diagnostic(
                    "not-compressed",
                    "`\(path)` does not hold what its name says: its first bytes are not those of a compressed file")
            }
            codec = .plain
            return
        }
        input.reserve(Self.inputSize, keeping: inputEnd)
        switch codec {
        case .plain: break
        case .gzip:
            let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
            unsafe stream.initialize(to: z_stream())
            // 16 + 15: the gzip format with the largest window.
            guard unsafe inflateInit2_(stream, 31, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else {
                unsafe stream.deallocate()
                throw Diagnostic("out-of-memory", "no memory to unpack `\(path)`")
            }
            unsafe zlib = stream
        case .zstd:
            unsafe zstd = ZSTD_createDStream()
        }
    }

    deinit {
        if let zlib = unsafe zlib {
            unsafe inflateEnd(zlib)
            unsafe zlib.deallocate()
        }
        if let zstd = unsafe zstd { unsafe ZSTD_freeDStream(zstd) }
    }

    /// What part of the file was read, 0…1.
    var fraction: Double { file.byteCount > 0 ? Double(taken) / Double(file.byteCount) : 1 }

    /// `rest` followed by the bytes that come next: `room` bytes in all, fewer only where the file ends.
    func piece(after rest: Buffer<UInt8>, room: Int) throws -> (Buffer<UInt8>, isLast: Bool) {
        let memory = pool?.memory(room) ?? BufferMemory(byteCount: room)
        var count = rest.count
        let start = unsafe memory.bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
        precondition(count <= room, "a rest that is longer than the piece it begins")
        unsafe start.update(from: rest.pointer, count: rest.count)
        while count < room, !isDone {
            try cancellation.check()
            let made = unsafe try step(into: start + count, room: min(room - count, Self.stepSize))
            count += made
            produced += made
            if checksRatio, codec != .plain, produced > Self.freeBytes, produced / max(taken, 1) > Self.largestRatio {
                throw Diagnostic(
                    "compressed-too-far", "`\(path)` unpacks to more than \(Self.largestRatio) times its size",
                    notes: ["\(taken) bytes gave \(produced)"], help: ["unpack it first if its source can be trusted"])
            }
        }
        return unsafe (Buffer(memory: memory, pointer: UnsafePointer(start), count: count), isDone)
    }

    /// All of it; fails with `budget` where it is more than `limit` bytes.
    func all(limit: Int) throws -> Buffer<UInt8> {
        // One byte more than a plain file has, so that its end is seen at once.
        var room = codec == .plain ? file.byteCount + 1 : max(file.byteCount * 4, Self.inputSize)
        var whole = Buffer<UInt8>([])
        while true {
            guard room <= max(limit, Self.inputSize) else {
                throw Diagnostic(
                    "budget", "cannot hold `\(path)`: it takes more than the memory budget of \(limit) bytes",
                    notes: ["a file of this format is read as a whole"],
                    help: ["raise the budget, or keep the data as jsonl or csv"])
            }
            let (piece, isLast) = try piece(after: whole, room: room)
            if isLast { return piece }
            whole = piece
            room *= 2
        }
    }

    /// Unpacks, or reads, at most `room` bytes, which are no more than `stepSize`.
    private func step(into target: UnsafeMutablePointer<UInt8>, room: Int) throws -> Int {
        if codec == .plain, inputStart == inputEnd {
            // `target` has `room` bytes; so does every call below that is given both.
            let count = unsafe try file.read(into: UnsafeMutableRawBufferPointer(start: target, count: room))
            taken += count
            isDone = count < room || taken == file.byteCount
            return count
        }
        if inputStart == inputEnd { try refill() }
        let source = unsafe input.pointer + inputStart
        let left = inputEnd - inputStart
        switch codec {
        case .plain:
            let count = min(left, room)
            unsafe target.update(from: source, count: count)
            inputStart += count
            if inputStart == inputEnd, taken == file.byteCount { isDone = true }
            return count
        case .gzip:
            guard let stream = unsafe zlib else { return 0 }
            // The bounds given are those of the input's rest and of the room that the caller has.
            unsafe stream.pointee.next_in = source
            unsafe stream.pointee.avail_in = UInt32(left)
            unsafe stream.pointee.next_out = target
            unsafe stream.pointee.avail_out = UInt32(room)
            let status = unsafe inflate(stream, Z_NO_FLUSH)
            let used = unsafe left - Int(stream.pointee.avail_in)
            let made = unsafe room - Int(stream.pointee.avail_out)
            inputStart += used
            if status == Z_STREAM_END {
                if inputStart == inputEnd { try refill() }
                // Several members one after the other are one text; zeros after the last are padding.
                if inputStart < inputEnd, unsafe input.pointer[inputStart] == 0x1F {
                    unsafe inflateReset(stream)
                } else {
                    isDone = true
                }
            } else if status != Z_OK || (used == 0 && made == 0) {
                throw damaged(after: made)
            }
            return made
        case .zstd:
            var given = unsafe ZSTD_inBuffer(src: source, size: left, pos: 0)
            var output = unsafe ZSTD_outBuffer(dst: target, size: room, pos: 0)
            let status = unsafe ZSTD_decompressStream(zstd, &output, &given)
            let made = unsafe output.pos
            if ZSTD_isError(status) != 0 { throw damaged(after: made) }
            unsafe inputStart += given.pos
            if status == 0 {
                if inputStart == inputEnd { try refill() }
                if inputStart == inputEnd { isDone = true }
            } else if unsafe given.pos == 0, made == 0 {
                throw damaged(after: 0)
            }
            return made
        }
    }

    /// Reads what comes next of a compressed file; there is nothing at its end.
    private func refill() throws {
        inputStart = 0
        // The memory has `capacity` bytes.
        inputEnd = unsafe try file.read(into: UnsafeMutableRawBufferPointer(start: input.pointer, count: input.capacity))
        taken += inputEnd
    }

    /// `made`: bytes that the failing step unpacked.
    private func damaged(after made: Int) -> Diagnostic {
        Diagnostic(
            "compressed-damaged", "`\(path)` cannot be unpacked past byte \(produced + made): the file is damaged or cut off")
    }
}
