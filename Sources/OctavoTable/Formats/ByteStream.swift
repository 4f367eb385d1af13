import CZlib
import CZstd
import OctavoSource

/// The unpacked bytes of a compressed file, piece by piece.
@safe final class ByteStream {
    private enum Codec { case gzip, zstd }

    private let source: Buffer<UInt8>
    private let path: String
    private let codec: Codec
    private var taken = 0
    private var produced = 0
    private var isDone = false
    // Owned: made in `init`, freed in `deinit`, used by one thread at a time.
    private var zlib: UnsafeMutablePointer<z_stream>?
    private var zstd: OpaquePointer?
    private var hasOpenFrame = false

    /// A file that unpacks to more than this many times its size is taken for an attack once it passes `freeBytes`.
    static let largestRatio = 250
    static let freeBytes = 64 << 20

    /// `nil` when the bytes are not compressed, as their first bytes tell.
    init?(_ source: Buffer<UInt8>, path: String) throws {
        if source.count >= 3, source[0] == 0x1F, source[1] == 0x8B, source[2] == 8 {
            codec = .gzip
        } else if source.count >= 4, source[1] == 0xB5, source[2] == 0x2F, source[3] == 0xFD, source[0] == 0x28 {
            codec = .zstd
        } else {
            if path.hasSuffix(".gz") || path.hasSuffix(".zst"), source.count > 0 {
                throw Diagnostic(
                    "not-compressed",
                    "`\(path)` does not hold what its name says: its first bytes are not those of a compressed file")
            }
            return nil
        }
        self.source = source
        self.path = path
        switch codec {
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

    /// `rest` followed by unpacked bytes until there are `atLeast` or the file ends.
    func piece(after rest: Buffer<UInt8>, atLeast: Int) throws -> (Buffer<UInt8>, isLast: Bool) {
        let room = max(atLeast, rest.count) + (1 << 18)
        let memory = BufferMemory(byteCount: room)
        var count = rest.count
        let start = unsafe memory.bytes.baseAddress.unsafelyUnwrapped.assumingMemoryBound(to: UInt8.self)
        // `room` is at least `rest.count`.
        unsafe start.update(from: rest.pointer, count: rest.count)
        while count < room, !isDone {
            let made = unsafe try step(into: start + count, room: room - count)
            count += made
            produced += made
            if produced > Self.freeBytes, produced / max(taken, 1) > Self.largestRatio {
                throw Diagnostic(
                    "compressed-too-far", "`\(path)` unpacks to more than \(Self.largestRatio) times its size",
                    notes: ["\(taken) bytes gave \(produced)"], help: ["unpack it first if its source can be trusted"])
            }
        }
        return unsafe (Buffer(memory: memory, pointer: UnsafePointer(start), count: count), isDone)
    }

    /// All of it.
    func all() throws -> Buffer<UInt8> {
        var (whole, isLast) = try piece(after: Buffer<UInt8>([]), atLeast: min(source.count * 4, 1 << 24))
        while !isLast { (whole, isLast) = try piece(after: whole, atLeast: whole.count * 2) }
        return whole
    }

    private func step(into target: UnsafeMutablePointer<UInt8>, room: Int) throws -> Int {
        let left = source.count - taken
        switch codec {
        case .gzip:
            guard let stream = unsafe zlib else { return 0 }
            // The bounds given are those of the source's rest and of the room that the caller has.
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: source.pointer + taken)
            unsafe stream.pointee.avail_in = UInt32(min(left, 1 << 24))
            unsafe stream.pointee.next_out = target
            unsafe stream.pointee.avail_out = UInt32(min(room, 1 << 24))
            let status = unsafe inflate(stream, Z_NO_FLUSH)
            let used = unsafe min(left, 1 << 24) - Int(stream.pointee.avail_in)
            let made = unsafe min(room, 1 << 24) - Int(stream.pointee.avail_out)
            taken += used
            if status == Z_STREAM_END {
                // Several members one after the other are one text; zeros after the last are padding.
                if taken < source.count, source[taken] == 0x1F {
                    unsafe inflateReset(stream)
                } else {
                    isDone = true
                }
            } else if status != Z_OK || (used == 0 && made == 0) {
                throw damaged()
            }
            return made
        case .zstd:
            var input = unsafe ZSTD_inBuffer(src: source.pointer, size: source.count, pos: taken)
            var output = unsafe ZSTD_outBuffer(dst: target, size: room, pos: 0)
            let status = unsafe ZSTD_decompressStream(zstd, &output, &input)
            if ZSTD_isError(status) != 0 { throw damaged() }
            let used = unsafe input.pos - taken
            let made = unsafe output.pos
            taken += used
            if status == 0, taken == source.count { isDone = true }
            if used == 0, made == 0, !isDone { throw damaged() }
            return made
        }
    }

    private func damaged() -> Diagnostic {
        Diagnostic("compressed-damaged", "`\(path)` cannot be unpacked past byte \(produced): the file is damaged or cut off")
    }
}
