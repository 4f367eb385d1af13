/// The text of a message that comes as HTML alone: enough to read it, no browser.
enum HTMLText {
    private static let blocks: Set<String> = [
        "p", "div", "br", "tr", "li", "ul", "ol", "table", "h1", "h2", "h3", "h4", "h5", "h6", "blockquote", "hr", "pre",
    ]
    private static let hidden: Set<String> = ["script", "style", "head", "title"]
    private static let entities: [String: String] = [
        "amp": "&", "lt": "<", "gt": ">", "quot": "\"", "apos": "'", "nbsp": "\u{A0}", "copy": "©", "reg": "®", "euro": "€",
        "pound": "£", "hellip": "…", "mdash": "—", "ndash": "–", "lsquo": "‘", "rsquo": "’", "ldquo": "“", "rdquo": "”",
        "bull": "•", "middot": "·", "laquo": "«", "raquo": "»", "eacute": "é", "egrave": "è", "agrave": "à", "ccedil": "ç",
        "auml": "ä", "ouml": "ö", "uuml": "ü", "Auml": "Ä", "Ouml": "Ö", "Uuml": "Ü", "szlig": "ß", "trade": "™", "deg": "°",
    ]

    static func plain(_ markup: String) -> String {
        let scalars = Array(markup.unicodeScalars)
        var out = String.UnicodeScalarView()
        var isSpacePending = false
        var at = 0
        func put(_ scalar: Unicode.Scalar) {
            if isSpacePending, let last = out.last, last != "\n" { out.append(" ") }
            isSpacePending = false
            out.append(scalar)
        }
        func breakLine() {
            isSpacePending = false
            if let last = out.last, last != "\n" { out.append("\n") }
        }
        while at < scalars.count {
            let scalar = scalars[at]
            if scalar == "<", let tag = tag(scalars, at) {
                at = tag.after
                if blocks.contains(tag.name) { breakLine() }
                if !tag.isClosing, hidden.contains(tag.name) { at = skip(scalars, past: tag.name, from: at) }
            } else if scalar == "&", let (text, after) = entity(scalars, at) {
                for one in text.unicodeScalars { put(one) }
                at = after
            } else {
                if scalar.properties.isWhitespace, scalar != "\u{A0}" { isSpacePending = true } else { put(scalar) }
                at += 1
            }
        }
        while out.last == "\n" { out.removeLast() }
        return String(out)
    }

    private static func tag(_ scalars: [Unicode.Scalar], _ start: Int) -> (name: String, isClosing: Bool, after: Int)? {
        var at = start + 1
        guard at < scalars.count else { return nil }
        if scalars[at] == "!" {
            if at + 2 < scalars.count, scalars[at + 1] == "-", scalars[at + 2] == "-" {
                var end = at + 3
                while end < scalars.count,
                    !(scalars[end] == ">" && scalars[end - 1] == "-" && scalars[end - 2] == "-")
                { end += 1 }
                return ("!", false, min(end + 1, scalars.count))
            }
        }
        let isClosing = scalars[at] == "/"
        if isClosing { at += 1 }
        guard at < scalars.count, scalars[at].properties.isAlphabetic || scalars[at] == "!" || scalars[at] == "?" else {
            return nil
        }
        var name = String.UnicodeScalarView()
        while at < scalars.count, scalars[at].properties.isAlphabetic || scalars[at].properties.numericType != nil {
            name.append(scalars[at])
            at += 1
        }
        while at < scalars.count, scalars[at] != ">" { at += 1 }
        return (String(name).lowercased(), isClosing, min(at + 1, scalars.count))
    }

    private static func skip(_ scalars: [Unicode.Scalar], past name: String, from start: Int) -> Int {
        var at = start
        while at < scalars.count {
            if scalars[at] == "<", at + 1 < scalars.count, scalars[at + 1] == "/", let tag = tag(scalars, at), tag.name == name {
                return tag.after
            }
            at += 1
        }
        return scalars.count
    }

    private static func entity(_ scalars: [Unicode.Scalar], _ start: Int) -> (String, after: Int)? {
        guard let end = scalars[start...].prefix(12).firstIndex(of: ";") else { return nil }
        var name = String(String.UnicodeScalarView(scalars[(start + 1)..<end]))
        if name.hasPrefix("#") {
            name.removeFirst()
            let isHex = name.hasPrefix("x") || name.hasPrefix("X")
            guard let value = UInt32(isHex ? String(name.dropFirst()) : name, radix: isHex ? 16 : 10),
                let scalar = Unicode.Scalar(value), value != 0
            else { return nil }
            return (String(scalar), end + 1)
        }
        return entities[name].map { ($0, end + 1) }
    }
}
