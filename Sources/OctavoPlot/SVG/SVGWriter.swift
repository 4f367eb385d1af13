import OctavoSource

/// Writes SVG elements, one a line, so that a difference of two figures can be read. Numbers have at most two decimals whatever
/// the machine, and texts cannot leave their element.
struct SVGWriter {
    private(set) var lines: [String] = []
    private var depth = 0

    var text: String { lines.joined(separator: "\n") + "\n" }

    mutating func open(_ element: String) {
        add("<\(element)>")
        depth += 1
    }

    mutating func close(_ name: String) {
        depth -= 1
        add("</\(name)>")
    }

    mutating func add(_ line: String) { lines.append(String(repeating: "  ", count: depth) + line) }

    /// `content` is plain text.
    mutating func text(_ content: String, _ x: Double, _ y: Double, _ classes: String, anchor: String = "", extra: String = "") {
        if content.isEmpty { return }
        let anchored = anchor.isEmpty ? "" : " text-anchor=\"\(anchor)\""
        add(
            "<text class=\"\(classes)\" x=\"\(Self.number(x))\" y=\"\(Self.number(y))\"\(anchored)\(extra)>\(Self.escaped(content))</text>"
        )
    }

    mutating func line(_ x1: Double, _ y1: Double, _ x2: Double, _ y2: Double, _ classes: String) {
        add("<path class=\"\(classes)\" d=\"M\(Self.number(x1)) \(Self.number(y1))L\(Self.number(x2)) \(Self.number(y2))\"/>")
    }

    /// `title` says in words what it shows.
    mutating func rectangle(
        _ x: Double, _ y: Double, _ width: Double, _ height: Double, _ attributes: String, title: String? = nil
    ) {
        let place =
            "x=\"\(Self.number(x))\" y=\"\(Self.number(y))\" width=\"\(Self.number(width))\" height=\"\(Self.number(height))\""
        let end = title.map { "><title>\(Self.escaped($0))</title></rect>" } ?? "/>"
        add("<rect \(attributes) \(place)\(end)")
    }

    /// With at most two decimals, and never an exponent.
    static func number(_ value: Double) -> String {
        let hundredths = Int((min(max(value.isNaN ? 0 : value, -1e9), 1e9) * 100).rounded())
        let magnitude = hundredths.magnitude
        let sign = hundredths < 0 ? "-" : ""
        let rest = magnitude % 100
        if rest == 0 { return "\(sign)\(magnitude / 100)" }
        let fraction = rest % 10 == 0 ? "\(rest / 10)" : rest < 10 ? "0\(rest)" : "\(rest)"
        return "\(sign)\(magnitude / 100).\(fraction)"
    }

    /// Text for an element or an attribute. What XML 1.0 cannot hold, and what would reorder other text, is written out.
    static func escaped(_ text: String) -> String {
        var escaped = String.UnicodeScalarView()
        for scalar in TextWidth.escaped(text).unicodeScalars {
            switch scalar {
            case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
            case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
            case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
            case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
            case "\u{FFFE}", "\u{FFFF}": escaped.append("\u{FFFD}")
            default: escaped.append(scalar)
            }
        }
        return String(escaped)
    }
}
