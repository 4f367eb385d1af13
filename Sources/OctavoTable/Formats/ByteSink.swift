import CZlib
import CZstd
import OctavoSource

/// Compresses what is written by the ending of the path's name, piece by piece.
@safe final class ByteSink {
    private let codec: FileFormat.Compression?
    private let path: String
    // Owned: made in `init`, freed in `deinit`, used by one thread.
    private var zlib: UnsafeMutablePointer<z_stream>?
    private var zstd: OpaquePointer?
    private let room = ScratchMemory<UInt8>(capacity: 1 << 17)

    private let append: (UnsafeRawBufferPointer) throws -> Void
    /// What is to be written next; callers add here and flush at `pieceSize`.
    var bytes: [UInt8] = []

    static let pieceSize = 1 << 18

    init(path: String, append: @escaping (UnsafeRawBufferPointer) throws -> Void) throws {
        self.path = path
        unsafe self.append = unsafe append
        codec = FileFormat.compression(path)
        switch codec {
        case nil: break
        case .gzip:
            let stream = UnsafeMutablePointer<z_stream>.allocate(capacity: 1)
            unsafe stream.initialize(to: z_stream())
            // 16 + 15: the gzip format with the largest window. No time stamp is written, so equal tables give equal files.
            guard
                unsafe deflateInit2_(
                    stream, 6, Z_DEFLATED, 31, 8, Z_DEFAULT_STRATEGY, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK
            else {
                unsafe stream.deallocate()
                throw Diagnostic("out-of-memory", "no memory to compress `\(path)`")
            }
            unsafe zlib = stream
        case .zstd: unsafe zstd = ZSTD_createCStream()
        }
    }

    deinit {
        if let zlib = unsafe zlib {
            unsafe deflateEnd(zlib)
            unsafe zlib.deallocate()
        }
        if let zstd = unsafe zstd { unsafe ZSTD_freeCStream(zstd) }
    }

    func flush() throws {
        try put(bytes, from: 0)
        bytes.removeAll(keepingCapacity: true)
    }

    /// Writes bytes from one of them on, without copying them where they are many.
    func write(_ more: [UInt8], from start: Int) throws {
        if bytes.count + more.count < Self.pieceSize {
            bytes += more[start...]
            return
        }
        try flush()
        try put(more, from: start)
    }

    private func put(_ bytes: [UInt8], from first: Int) throws {
        unsafe try bytes.withUnsafeBytes { all in
            var start = first
            while start < all.count {
                let end = min(start + (1 << 24), all.count)
                let piece = unsafe UnsafeRawBufferPointer(rebasing: all[start..<end])
                if codec == nil { unsafe try append(piece) } else { unsafe try compress(piece, isLast: false) }
                start = end
            }
        }
    }

    func finish() throws {
        try flush()
        if codec != nil { unsafe try compress(UnsafeRawBufferPointer(start: nil, count: 0), isLast: true) }
    }

    /// `bytes` are at most 16 MiB, so their count fits zlib's 32 bits.
    private func compress(_ bytes: UnsafeRawBufferPointer, isLast: Bool) throws {
        if codec == .gzip, let stream = unsafe zlib {
            unsafe stream.pointee.next_in = UnsafeMutablePointer(mutating: bytes.bindMemory(to: UInt8.self).baseAddress)
            unsafe stream.pointee.avail_in = UInt32(bytes.count)
            while true {
                unsafe stream.pointee.next_out = room.pointer
                unsafe stream.pointee.avail_out = UInt32(room.capacity)
                let status = unsafe deflate(stream, isLast ? Z_FINISH : Z_NO_FLUSH)
                let made = unsafe room.capacity - Int(stream.pointee.avail_out)
                if made > 0 { unsafe try append(UnsafeRawBufferPointer(start: room.pointer, count: made)) }
                if status == Z_STREAM_ERROR { throw failed() }
                let isFull = unsafe stream.pointee.avail_out == 0
                if isLast ? status == Z_STREAM_END : !isFull { return }
            }
        }
        var input = unsafe ZSTD_inBuffer(src: bytes.baseAddress, size: bytes.count, pos: 0)
        while true {
            var output = unsafe ZSTD_outBuffer(dst: room.pointer, size: room.capacity, pos: 0)
            let left = unsafe ZSTD_compressStream2(zstd, &output, &input, isLast ? ZSTD_e_end : ZSTD_e_continue)
            if ZSTD_isError(left) != 0 { throw failed() }
            if unsafe output.pos > 0 { unsafe try append(UnsafeRawBufferPointer(start: room.pointer, count: output.pos)) }
            let isTaken = unsafe input.pos == input.size
            if isLast ? left == 0 : isTaken { return }
        }
    }

    private func failed() -> Diagnostic { Diagnostic("compression-failed", "`\(path)` could not be compressed") }
}
