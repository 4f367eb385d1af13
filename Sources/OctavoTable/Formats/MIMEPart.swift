/// A message or one part of it: headers and a body that is still encoded.
struct MIMEPart {
    let headers: MIMEHeaders
    let body: ArraySlice<UInt8>

    init(_ bytes: ArraySlice<UInt8>) {
        (headers, body) = MIMEHeaders.parse(bytes)
    }

    /// `text/plain` where the header says nothing or nonsense.
    var contentType: MIMEValue {
        guard let raw = headers.raw("content-type") else { return MIMEValue(value: "text/plain") }
        let given = MIMEValue(raw)
        return given.value.contains("/") ? given : MIMEValue(value: "text/plain", parameters: given.parameters)
    }

    /// The body's bytes without their transfer encoding.
    var decoded: [UInt8] {
        let encoding = headers.raw("content-transfer-encoding").map { MIMEValue($0).value } ?? ""
        switch encoding {
        case "base64": return TransferEncoding.base64(body)
        case "quoted-printable": return TransferEncoding.quotedPrintable(body)
        default: return Array(body)
        }
    }

    /// The parts between the boundary's lines; a missing last line ends with the body.
    static func split(_ body: ArraySlice<UInt8>, boundary: String) -> [MIMEPart] {
        let mark = Array("--".utf8) + Array(boundary.utf8)
        var parts: [MIMEPart] = []
        var open: Int?
        var line = body.startIndex
        while line < body.endIndex {
            let next = body[line...].firstIndex(of: 0x0A).map { $0 + 1 } ?? body.endIndex
            if body[line..<next].starts(with: mark) {
                let rest = body[line..<next].dropFirst(mark.count)
                let isLast = rest.starts(with: [0x2D, 0x2D])
                // Only spaces may follow, else it is another boundary that begins alike.
                if isLast || rest.allSatisfy({ $0 == 0x20 || $0 == 0x09 || $0 == 0x0D || $0 == 0x0A }) {
                    if let open { parts.append(MIMEPart(body[open..<withoutLineEnd(body, from: open, to: line)])) }
                    open = isLast ? nil : next
                    if isLast { break }
                }
            }
            line = next
        }
        if let open, open < body.endIndex { parts.append(MIMEPart(body[open...])) }
        return parts
    }

    /// The line end before a boundary belongs to the boundary.
    private static func withoutLineEnd(_ bytes: ArraySlice<UInt8>, from start: Int, to end: Int) -> Int {
        var end = end
        if end > start, bytes[end - 1] == 0x0A { end -= 1 }
        if end > start, bytes[end - 1] == 0x0D { end -= 1 }
        return end
    }
}

/// Header fields in order, unfolded.
struct MIMEHeaders {
    private var fields: [(name: String, value: ArraySlice<UInt8>)] = []

    static func parse(_ bytes: ArraySlice<UInt8>) -> (MIMEHeaders, body: ArraySlice<UInt8>) {
        var headers = MIMEHeaders()
        var line = bytes.startIndex
        var name: String?
        var value: [UInt8] = []
        func finish() {
            if let name { headers.fields.append((name, value[...])) }
            name = nil
            value = []
        }
        while line < bytes.endIndex {
            let next = bytes[line...].firstIndex(of: 0x0A).map { $0 + 1 } ?? bytes.endIndex
            var end = next
            while end > line, bytes[end - 1] == 0x0A || bytes[end - 1] == 0x0D { end -= 1 }
            let text = bytes[line..<end]
            if text.isEmpty {
                finish()
                return (headers, bytes[next...])
            }
            if text.first == 0x20 || text.first == 0x09 {
                value.append(0x20)
                value += text.drop { $0 == 0x20 || $0 == 0x09 }
            } else if let colon = text.firstIndex(of: 0x3A), text[..<colon].allSatisfy({ $0 > 0x20 && $0 < 0x7F || $0 == 0x20 }),
                !text.starts(with: Array("From ".utf8))
            {
                finish()
                name = String(decoding: text[..<colon].filter { $0 != 0x20 }, as: UTF8.self).lowercased()
                value = Array(text[(colon + 1)...].drop { $0 == 0x20 || $0 == 0x09 })
            } else if !text.starts(with: Array("From ".utf8)), !text.starts(with: Array(">From ".utf8)) {
                // No header: the body began without a blank line.
                finish()
                return (headers, bytes[line...])
            }
            line = next
        }
        finish()
        return (headers, bytes[bytes.endIndex...])
    }

    /// The first field of this name (in lower case).
    func raw(_ name: String) -> ArraySlice<UInt8>? { fields.first { $0.name == name }?.value }

    /// All fields of this name with encoded words decoded, joined by commas.
    func text(_ name: String) -> String? {
        let values = fields.filter { $0.name == name }.map { EncodedWords.decode($0.value) }
        return values.isEmpty ? nil : values.joined(separator: ", ")
    }
}

/// A header's value with parameters, such as `text/plain; charset=utf-8` (RFC 2045, with the continuations of RFC 2231).
struct MIMEValue {
    /// In lower case.
    let value: String
    private(set) var parameters: [String: String] = [:]

    init(value: String, parameters: [String: String] = [:]) {
        self.value = value
        self.parameters = parameters
    }

    init(_ bytes: ArraySlice<UInt8>) {
        var pieces = Self.pieces(bytes)
        value = pieces.isEmpty ? "" : String(decoding: Self.trimmed(pieces.removeFirst()[...]), as: UTF8.self).lowercased()
        var continued: [String: [(number: Int, text: [UInt8], isEncoded: Bool)]] = [:]
        for piece in pieces {
            guard let equals = piece.firstIndex(of: 0x3D) else { continue }
            var name = String(decoding: Self.trimmed(piece[..<equals]), as: UTF8.self).lowercased()
            let content = Self.unquoted(Self.trimmed(piece[(equals + 1)...]))
            let isEncoded = name.hasSuffix("*")
            if isEncoded { name.removeLast() }
            let parts = name.split(separator: "*", maxSplits: 1)
            if parts.count == 2, let number = Int(parts[1]) {
                continued[String(parts[0]), default: []].append((number, content, isEncoded))
            } else if isEncoded {
                continued[name, default: []].append((0, content, true))
            } else if parameters[name] == nil {
                parameters[name] = Charsets.utf8OrWindows1252(content[...])
            }
        }
        for (name, pieces) in continued {
            var charset = ""
            var bytes: [UInt8] = []
            for piece in pieces.sorted(by: { $0.number < $1.number }) {
                var text = piece.text[...]
                if piece.isEncoded, piece.number == 0 {
                    let quotes = text.indices.filter { text[$0] == 0x27 }
                    if quotes.count >= 2 {
                        charset = String(decoding: text[..<quotes[0]], as: UTF8.self)
                        text = text[(quotes[1] + 1)...]
                    }
                }
                bytes += piece.isEncoded ? TransferEncoding.percent(text) : Array(text)
            }
            parameters[name] = Charsets.decode(bytes[...], charset: charset)
        }
    }

    /// At semicolons outside quotes.
    private static func pieces(_ bytes: ArraySlice<UInt8>) -> [[UInt8]] {
        var pieces: [[UInt8]] = [[]]
        var isQuoted = false
        var isEscaped = false
        for byte in bytes {
            if byte == 0x3B, !isQuoted {
                pieces.append([])
                continue
            }
            if byte == 0x22, !isEscaped { isQuoted.toggle() }
            isEscaped = byte == 0x5C && isQuoted && !isEscaped
            pieces[pieces.count - 1].append(byte)
        }
        return pieces
    }

    private static func trimmed(_ bytes: ArraySlice<UInt8>) -> [UInt8] {
        var part = bytes.drop { $0 <= 0x20 }
        while let last = part.last, last <= 0x20 { part.removeLast() }
        return Array(part)
    }

    private static func unquoted(_ bytes: [UInt8]) -> [UInt8] {
        guard bytes.first == 0x22 else { return bytes }
        var result: [UInt8] = []
        var isEscaped = false
        for byte in bytes.dropFirst() {
            if !isEscaped, byte == 0x5C {
                isEscaped = true
                continue
            }
            if !isEscaped, byte == 0x22 { break }
            isEscaped = false
            result.append(byte)
        }
        return result
    }
}
