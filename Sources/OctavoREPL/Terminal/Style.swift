/// A look of text at the prompt. The raw value is what ECMA-48 calls the graphic rendition's parameters.
package enum Style: String, Sendable {
    case prompt = "1;36"
    case faint = "2"
    case keyword = "35"
    case text = "32"
    case number = "33"
    case comment = "90"
    case column = "36"
    case function = "34"
    case wrong = "31"
    case strong = "1"

    /// `text` in this look, or as it is where there are no colours.
    package func apply(_ text: String, colours: Bool = true) -> String {
        colours && !text.isEmpty ? "\u{1B}[\(rawValue)m\(text)\u{1B}[0m" : text
    }
}

/// A stretch of an entry, in bytes of its UTF-8, and its look.
package struct StyledRange: Sendable {
    package var bytes: Range<Int>
    package var style: Style

    package init(_ bytes: Range<Int>, _ style: Style) {
        self.bytes = bytes
        self.style = style
    }
}
