package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let truncate = Verb(
        "truncate", .text, "Gives as much of a text as a number of tokens has room for.",
        notes: """
            The beginning, or with `keep: "end"` the end; counted by itself it never has more tokens, and no character is cut in two. A \
            text that fits stays as it is. Needs the ranks of the tokenizer: an estimate would break its promise.
            """,
        parameters: [
            .text,
            ParameterDescription(
                name: "tokens", about: "How many tokens there may be.", expects: .value(.int), defaultText: nil, isRest: false),
            TokenizerArgument.parameter,
            ParameterDescription(
                name: "keep", about: "Which part stays.", expects: .value(.text), defaultText: "\"start\"", isRest: false,
                choices: Truncation.Kept.allCases.map(\.rawValue)),
        ],
        returns: .data(.text), effects: .readsFiles, examples: [],
        searchTerms: ["max_tokens", "token_limit", "shorten", "cut", "budget", "ellipsis"], checking: .runsBody,
        liftCondition: .firstArgumentIsExpression,
        lift: { resolver, arguments, range in
            let call = try resolver.call(of: "truncate", at: range)
            let truncation = try Truncation(arguments, call)
            return try TokenizerArgument.lifted(
                "truncate", resolver, arguments, range, .text,
                .textToText(mayFail: true) { text, writer in
                    writer.append(text.extracting(try truncation.part(of: text)))
                    return true
                }
            ) { values in
                guard case .text(let text)? = values.first else { return .null }
                return .text(try truncation.apply(to: text))
            }
        },
        run: { call, arguments in
            let truncation = try Truncation(arguments, call)
            return try TokenizerArgument.text(arguments, call, truncation.choice) { .text(try truncation.apply(to: $0)) }
                ?? .unknown(.text)
        })
}

private struct Truncation: Sendable {
    enum Kept: String, CaseIterable {
        case start, end
    }

    let choice: TokenizerArgument.Choice
    private let tokenizer: any TextTokenizer
    private let budget: Int
    private let kept: Kept

    init(_ arguments: BoundArguments, _ call: Call) throws {
        choice = try TokenizerArgument.choice(arguments.single[2], call)
        tokenizer = try choice.require(at: call.range)
        switch arguments.single[1]?.value {
        case .int(let number)? where number >= 0: budget = Int(clamping: number)
        case .unknown?: budget = 0
        case nil:
            throw Diagnostic(
                "missing-argument", "`truncate` needs `tokens`", at: call.range,
                notes: ["`tokens`: How many tokens there may be."],
                help: ["`\(call.verb.shortSignature)`"])
        case .int(let number)?:
            throw WrongArgument.diagnostic("truncate", takes: "a number from 0 on", for: "tokens", not: "\(number)").located(
                at: call.range(ofArgument: 1))
        case .some(let other):
            throw WrongArgument.diagnostic("truncate", takes: "an int", for: "tokens", not: other).located(
                at: arguments.single[1]?.range ?? call.range)
        }
        switch arguments.single[3]?.value {
        case nil, .unknown?: kept = .start
        case .text(let text)?:
            guard let kept = Kept(rawValue: text) else {
                throw Diagnostic(
                    "unknown-choice", "`truncate` has no `keep: \"\(text)\"`", at: arguments.single[3]?.range ?? call.range,
                    notes: ["`keep` is \"start\" or \"end\""])
            }
            self.kept = kept
        case .some(let other):
            throw WrongArgument.diagnostic("truncate", takes: "text", for: "keep", not: other).located(
                at: arguments.single[3]?.range ?? call.range)
        }
    }

    func part(of text: Span<UInt8>) throws -> Range<Int> {
        try TokenizerArgument.explaining { try tokenizer.part(of: text, tokens: budget, fromEnd: kept == .end) }
    }

    func apply(to text: String) throws -> String {
        let bytes = Array(text.utf8)
        return String(decoding: bytes[try part(of: bytes.span)], as: UTF8.self)
    }
}
