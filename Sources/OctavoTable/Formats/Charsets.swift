import CKernels

/// Bytes of older encodings as text.
enum Charsets {
    /// UTF-8 where the bytes are that, else Windows-1252.
    static func utf8OrWindows1252(_ bytes: ArraySlice<UInt8>) -> String {
        String(validating: bytes, as: UTF8.self) ?? windows1252(bytes)
    }

    static func windows1252(_ bytes: ArraySlice<UInt8>) -> String {
        var slice = octavo_slice(offset: 0, length: UInt32(min(bytes.count, Int(OCTAVO_LENGTH))) | UInt32(OCTAVO_WINDOWS_1252))
        return unsafe bytes.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress else { return "" }
            // The slice is the buffer.
            return unsafe TextColumns(bytes: base).texts(&slice, count: 1)[0]
        }
    }

    /// By the charset's name in a header; an unknown one is read as UTF-8, or as Windows-1252 where it is not that.
    static func decode(_ bytes: ArraySlice<UInt8>, charset: String) -> String {
        switch charset.lowercased() {
        case "", "utf-8", "utf8", "us-ascii", "ascii", "unknown-8bit": return utf8OrWindows1252(bytes)
        // Real mail labelled Latin 1 holds Windows-1252, which agrees with it wherever it has printable characters.
        case "iso-8859-1", "latin1", "latin-1", "windows-1252", "cp1252": return windows1252(bytes)
        case "iso-8859-15", "latin9", "latin-9":
            let changed: [UInt8: Unicode.Scalar] = [
                0xA4: "€", 0xA6: "Š", 0xA8: "š", 0xB4: "Ž", 0xB8: "ž", 0xBC: "Œ", 0xBD: "œ", 0xBE: "Ÿ",
            ]
            var text = String.UnicodeScalarView()
            for byte in bytes { text.append(changed[byte] ?? Unicode.Scalar(byte)) }
            return String(text)
        default: return transcode(bytes, charset: charset) ?? utf8OrWindows1252(bytes)
        }
    }

    private static func transcode(_ bytes: ArraySlice<UInt8>, charset: String) -> String? {
        // Only names that are names reach the C library, which takes options after slashes.
        guard !charset.isEmpty, charset.utf8.count < 40,
            charset.utf8.allSatisfy({
                ($0 | 0x20 >= 0x61 && $0 | 0x20 <= 0x7A) || ($0 >= 0x30 && $0 <= 0x39) || "-_:.+".utf8.contains($0)
            })
        else { return nil }
        let room = bytes.count * 4 + 16
        let target = ScratchMemory<UInt8>(capacity: room)
        return unsafe bytes.withUnsafeBufferPointer { buffer -> String? in
            guard let base = buffer.baseAddress else { return "" }
            // Both ends are given with their sizes.
            let used = unsafe octavo_transcode(charset, base, buffer.count, target.pointer, room)
            if used > room { return nil }
            return unsafe String(decoding: UnsafeBufferPointer(start: target.pointer, count: Int(used)), as: UTF8.self)
        }
    }
}
