import OctavoSource

/// A template language of others whose files are read as prompts.
package enum ForeignDialect: String, Sendable, CaseIterable {
    /// Handlebars with front matter (https://google.github.io/dotprompt, read 2026-11).
    case dotprompt
    /// https://mustache.github.io/mustache.5.html, without lambdas and inheritance.
    case mustache

    /// By the ending of a file's name.
    package init?(path: String) {
        if path.hasSuffix(".prompt") {
            self = .dotprompt
        } else if path.hasSuffix(".mustache") {
            self = .mustache
        } else {
            return nil
        }
    }

    package var ending: String { self == .dotprompt ? ".prompt" : ".mustache" }

    /// As messages call it.
    package var title: String { self == .dotprompt ? "Dotprompt" : "Mustache" }

    /// The file of a part that is called `name` in a template of this folder.
    func partPath(_ name: String) -> String {
        guard self == .dotprompt else { return name + ending }
        let parts = name.split(separator: "/", omittingEmptySubsequences: false)
        return (parts.dropLast().map(String.init) + ["_" + (parts.last ?? "")]).joined(separator: "/") + ending
    }
}

/// What stands between two braces of a foreign template, with its sign.
struct ForeignTag {
    enum Sign {
        case value, open, inverted, close, comment, partial, otherwise
        /// Mustache's `{{=<% %>=}}`.
        case delimiters
        /// What has no counterpart, by the sign that it begins with.
        case other(String)
    }

    let sign: Sign
    /// What stands in it, without the sign and the blanks around.
    let content: SourceRange
    /// With its braces.
    let range: SourceRange
    /// Handlebars' `~`: blanks and line ends beside the tag are no text.
    var trimsBefore = false
    var trimsAfter = false
    /// Blanks before a tag that fills its line.
    var indentation = ""

    /// Whether a line that holds nothing else disappears.
    var vanishes: Bool {
        switch sign {
        case .open, .inverted, .close, .comment, .partial, .otherwise, .delimiters: true
        case .value, .other: false
        }
    }
}

enum ForeignPiece {
    case text(SourceRange)
    case tag(ForeignTag)
}

/// What a foreign template is made of, nested.
indirect enum ForeignNode {
    case text(SourceRange)
    case value(ForeignTag)
    case block(ForeignBlock)
    case partial(ForeignTag)
}

struct ForeignBlock {
    let tag: ForeignTag
    let body: [ForeignNode]
    /// Chained as they stand: `else if` is a block that is all of it.
    let otherwise: [ForeignNode]
}
