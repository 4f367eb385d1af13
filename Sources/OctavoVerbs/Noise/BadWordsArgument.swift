package import OctavoLanguage
import OctavoSource
import OctavoTable
package import OctavoText

/// Words that no text may hold: a list, or the path of a file with one a line.
package struct BadWordsArgument: ArgumentType {
    /// `nil` for none, and while checking where only a run can know them.
    package let words: BadWords?

    package static var expects: Expectation { .anything }
    package static var stand: BadWordsArgument? { BadWordsArgument(words: nil) }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> BadWordsArgument {
        let words: BadWords
        switch argument.value {
        case .text(let path):
            call.record(.readsFiles)
            call.record(.reads, "file", path)
            if call.isChecking, call.isWritten(path) { return BadWordsArgument(words: nil) }
            do {
                let bytes = try call.capabilities.files.contents(of: path).bytes.array
                words = BadWords(String(decoding: bytes, as: UTF8.self).split(whereSeparator: \.isNewline).map(String.init))
            } catch let diagnostic as Diagnostic {
                throw diagnostic.located(at: argument.range)
            }
        case .list(let items):
            words = BadWords(
                try items.map { item in
                    guard case .text(let word) = item else { throw wrong(item, argument, call) }
                    return word
                })
        default: throw wrong(argument.value, argument, call)
        }
        guard words.count > 0 else {
            throw Diagnostic("wrong-argument", "`\(call.verb.name)` is given no words for `bad_words`", at: argument.range)
        }
        return BadWordsArgument(words: words)
    }

    private static func wrong(_ value: Value, _ argument: BoundArguments.Argument, _ call: Call) -> Diagnostic {
        Diagnostic(
            "wrong-argument",
            "`\(call.verb.name)` takes a path or a list of texts for `bad_words`, not \(article(value.kindName))",
            at: argument.range,
            help: ["`bad_words: \"config/bad_words.txt\"`: one a line, as in the lists that C4 uses"])
    }
}
