/// Whether a rendered text carries colours.
package enum TextStyle: Sendable {
    case plain, ansi

    enum Role {
        case error, warning, note, gutter, message, secondary, faint, removed, added
    }

    func paint(_ text: String, _ role: Role) -> String {
        guard self == .ansi, !text.isEmpty else { return text }
        let code =
            switch role {
            case .error: "1;31"
            case .removed: "31"
            case .warning: "1;33"
            case .note: "1;36"
            case .gutter, .secondary: "34"
            case .message: "1"
            case .faint: "2"
            case .added: "32"
            }
        return "\u{1B}[\(code)m\(text)\u{1B}[0m"
    }
}
