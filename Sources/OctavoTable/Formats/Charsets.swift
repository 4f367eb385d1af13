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

    /// JSON with its bytes that are not UTF-8 read as Windows-1252, and in how many texts there were some; `nil` where all are UTF-8.
    static func repaired(_ bytes: Buffer<UInt8>, _ range: Range<Int>) -> (text: Buffer<UInt8>, texts: Int)? {
        // The range lies in the buffer, which is held by the caller.
        let given = unsafe UnsafeBufferPointer(rebasing: bytes.lent[range])
        guard let base = given.baseAddress, unsafe !octavo_utf8_valid(base, given.count) else { return nil }
        var text: [UInt8] = []
        text.reserveCapacity(given.count + given.count / 16)
        var texts = 0
        var isNew = true
        var place = 0
        while place < given.count {
            let byte = unsafe given[place]
            let length = byte < 0x80 ? 1 : byte < 0xE0 ? 2 : byte < 0xF0 ? 3 : 4
            if unsafe length == 1 || place + length <= given.count && octavo_utf8_valid(base + place, length) {
                if byte == 0x22 { isNew = true }
                unsafe text += given[place..<place + length]
                place += length
                continue
            }
            if isNew { texts += 1 }
            isNew = false
            text += Array(windows1252([byte]).utf8)
            place += 1
        }
        return (Buffer(text), texts)
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

    /// How the names begin of the charsets that mail is written in. The C library knows hundreds more, and its rarest converters
    /// have ended processes before (CVE-2024-2961, CVE-2021-3326).
    private static let families = [
        "iso-8859-", "windows-12", "cp12", "cp437", "cp850", "cp866", "cp932", "cp936", "cp949", "cp950", "koi8-", "utf-16",
        "utf-32", "utf-7",
        "gb2312", "gbk", "gb18030", "big5", "shift_jis", "sjis", "euc-jp", "euc-kr", "ks_c_5601", "tis-620", "macintosh",
    ]

    /// `nil` for a charset that is not known.
    private static func transcode(_ bytes: ArraySlice<UInt8>, charset: String) -> String? {
        let name = charset.lowercased()
        // The C library takes options after a slash.
        guard name == "iso-2022-jp" || families.contains(where: name.hasPrefix), !name.utf8.contains(0x2F) else { return nil }
        let room = bytes.count * 4 + 16
        let target = ScratchMemory<UInt8>(capacity: room)
        return unsafe bytes.withUnsafeBufferPointer { buffer -> String? in
            guard let base = buffer.baseAddress else { return "" }
            // Both ends are given with their sizes.
            let used = unsafe octavo_transcode(name, base, buffer.count, target.pointer, room)
            if used < 0 { return nil }
            return unsafe String(decoding: UnsafeBufferPointer(start: target.pointer, count: used), as: UTF8.self)
        }
    }
}
