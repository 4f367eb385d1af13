import OctavoLanguage
import OctavoSource
import OctavoSyntax

/// A template cut at its braces and lines of roles, not yet nested.
enum TemplatePiece {
    case text(ByteRange)
    case directive(TemplateDirective)
}

/// What stands between `{{` and `}}`, or a line that says who speaks.
struct TemplateDirective {
    enum Kind {
        /// The range is that of the code.
        case hole(ByteRange)
        case conditional(ByteRange)
        case elseConditional(ByteRange)
        case otherwise
        case loop(NameSyntax, list: ByteRange)
        case end
        /// The range is that of the path, without its quotes.
        case part(ByteRange)
        case comment
        case role(ChatMessage.Role)
        /// Something was wrong with it, which has been said.
        case bad

        /// The expression in it.
        var code: ByteRange? {
            switch self {
            case .hole(let code), .conditional(let code), .elseConditional(let code), .loop(_, list: let code): code
            case .otherwise, .end, .part, .comment, .role, .bad: nil
            }
        }

        /// Whether a line that holds nothing else disappears.
        var vanishes: Bool {
            switch self {
            case .hole, .bad, .role: false
            case .conditional, .elseConditional, .otherwise, .loop, .end, .part, .comment: true
            }
        }
    }

    let kind: Kind
    /// With its braces.
    let range: ByteRange
    /// It fills its line, which disappears.
    var isAlone = false
}
