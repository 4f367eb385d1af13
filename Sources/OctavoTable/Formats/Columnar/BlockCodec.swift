import CKernels
import CZlib
import CZstd

/// How a page or buffer of a columnar file is packed: a block whose unpacked length is known.
enum BlockCodec: Sendable {
    case none, snappy, gzip, zstd, lz4Block, lz4Frame

    /// Exactly `count` bytes.
    func unpack(_ bytes: Buffer<UInt8>, count: Int, limits: ColumnarLimits) throws -> Buffer<UInt8> {
        if self == .none {
            guard bytes.count == count else { throw ColumnarFailure.damaged("a part is not as long as it says") }
            return bytes
        }
        if count == 0 { return bytes.slice(0..<0) }
        // Of the part itself, not of the file: a page of a few bytes may not fill the memory.
        let room = try ColumnarLimits(fileBytes: bytes.count).room(count, size: 1, for: "a packed part")
        let memory = BufferMemory(byteCount: room)
        let target = unsafe memory.bytes.bindMemory(to: UInt8.self).baseAddress.unsafelyUnwrapped
        // Every call below is told that `target` has `count` bytes, as allocated just above, and gives how many it wrote.
        let made: Int? =
            switch self {
            case .none: nil
            case .snappy: unsafe octavo_snappy(bytes.pointer, bytes.count, target, count) ? count : nil
            case .gzip: unsafe Self.inflate(bytes, into: target, count: count)
            case .zstd: unsafe Self.zstd(bytes, into: target, count: count)
            case .lz4Block: unsafe Self.length(octavo_lz4(bytes.pointer, bytes.count, target, 0, count))
            case .lz4Frame: unsafe LZ4Frame.unpack(bytes, into: target, count: count)
            }
        guard made == count else { throw ColumnarFailure.damaged("a packed part cannot be unpacked") }
        return unsafe Buffer(memory: memory, pointer: UnsafePointer(target), count: count)
    }

    static func length(_ made: Int) -> Int? { made < 0 ? nil : made }

    private static func zstd(_ bytes: Buffer<UInt8>, into target: UnsafeMutablePointer<UInt8>, count: Int) -> Int? {
        let made = unsafe ZSTD_decompress(target, count, bytes.pointer, bytes.count)
        return ZSTD_isError(made) != 0 ? nil : made
    }

    private static func inflate(_ bytes: Buffer<UInt8>, into target: UnsafeMutablePointer<UInt8>, count: Int) -> Int? {
        guard bytes.count <= Int(UInt32.max), count <= Int(UInt32.max) else { return nil }
        var stream = unsafe z_stream()
        // 32 + 15: gzip or zlib, as the first bytes say, with the largest window.
        guard unsafe inflateInit2_(&stream, 47, ZLIB_VERSION, Int32(MemoryLayout<z_stream>.size)) == Z_OK else { return nil }
        defer { unsafe _ = inflateEnd(&stream) }
        unsafe stream.next_in = UnsafeMutablePointer(mutating: bytes.pointer)
        unsafe stream.avail_in = UInt32(bytes.count)
        unsafe stream.next_out = target
        unsafe stream.avail_out = UInt32(count)
        while true {
            let status = unsafe CZlib.inflate(&stream, Z_NO_FLUSH)
            if status == Z_STREAM_END {
                // Several members one after the other are one text.
                if unsafe stream.avail_out == 0 || stream.avail_in == 0 { break }
                if unsafe inflateReset(&stream) != Z_OK { return nil }
            } else if status != Z_OK {
                return nil
            }
        }
        return unsafe count - Int(stream.avail_out)
    }
}

/// LZ4's frames (lz4/lz4, doc/lz4_Frame_format.md), which Arrow packs its buffers in. Checksums are not looked at.
enum LZ4Frame {
    static func unpack(_ bytes: Buffer<UInt8>, into target: UnsafeMutablePointer<UInt8>, count: Int) -> Int? {
        var at = 0
        var made = 0
        func number() -> UInt32? {
            guard bytes.count - at >= 4 else { return nil }
            defer { at += 4 }
            return (0..<4).reduce(0) { $0 | UInt32(bytes[at + $1]) << UInt32(8 * $1) }
        }
        guard number() == 0x184D_2204, bytes.count - at >= 3 else { return nil }
        let flags = bytes[at]
        guard flags >> 6 == 1 else { return nil }
        let isIndependent = flags & 0x20 != 0
        // Flags, block size, content size where there is one, dictionary id where there is one, header checksum.
        at += 2 + (flags & 8 != 0 ? 8 : 0) + (flags & 1 != 0 ? 4 : 0) + 1
        while true {
            guard let header = number() else { return nil }
            if header == 0 { return made }
            let size = Int(header & 0x7FFF_FFFF)
            guard bytes.count - at >= size else { return nil }
            let start = unsafe bytes.pointer + at
            if header >> 31 == 1 {
                guard count - made >= size else { return nil }
                // Both have `size` bytes there by the two checks above.
                unsafe (target + made).update(from: start, count: size)
                made += size
            } else {
                let before = isIndependent ? 0 : made
                guard let some = unsafe BlockCodec.length(octavo_lz4(start, size, target + made, before, count - made)) else {
                    return nil
                }
                made += some
            }
            at += size + (flags & 0x10 != 0 ? 4 : 0)
        }
    }
}
