package import OctavoLanguage
package import OctavoSource
package import OctavoSyntax

/// What a template is made of, in order and nested; the parts that it includes stand in their places.
package indirect enum TemplateNode: Sendable {
    case text(SourceRange)
    case hole(TemplateCode)
    case conditional([TemplateBranch], otherwise: [TemplateNode])
    case loop(TemplateLoop)
    /// `--- user ---`: a turn of a conversation begins.
    case role(ChatMessage.Role, SourceRange)

    /// Whether a turn begins in it.
    var holdsRole: Bool {
        switch self {
        case .text, .hole: false
        case .role: true
        case .conditional(let branches, let otherwise):
            otherwise.contains(where: \.holdsRole) || branches.contains { $0.body.contains(where: \.holdsRole) }
        case .loop(let loop): loop.body.contains(where: \.holdsRole)
        }
    }
}

/// An expression and the text it stands in.
package struct TemplateCode: Sendable {
    package let source: Source
    package let syntax: ExpressionSyntax

    var range: SourceRange { SourceRange(source, syntax.range) }
}

package struct TemplateBranch: Sendable {
    package let condition: TemplateCode
    package let body: [TemplateNode]
}

/// `{{ for name in list }} … {{ end }}`.
package struct TemplateLoop: Sendable {
    package let name: NameSyntax
    package let list: TemplateCode
    package let body: [TemplateNode]
}
