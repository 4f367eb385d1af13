package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let decode = Verb(
        "decode", .text, "Gives the text of tokens.",
        notes: """
            A token may end within a character: what is no UTF-8 in the end becomes `\u{FFFD}`. `encode` gives the numbers of a text's tokens.
            """,
        parameters: [
            ParameterDescription(
                name: "ids", about: "The tokens' numbers.", expects: .value(.data(.list(.int))), defaultText: nil, isRest: false),
            TokenizerArgument.parameter,
        ],
        returns: .data(.text), effects: .readsFiles, examples: [], searchTerms: ["detokenize", "tiktoken", "untokenize"],
        checking: .runsBody,
        liftCondition: .firstArgumentIsExpression,
        lift: { resolver, arguments, range in
            let call = try resolver.call(of: "decode", at: range)
            let tokenizer = try TokenizerArgument.choice(arguments.single[1], call).require(at: range)
            guard let first = arguments.single[0] else { return RowExpression(.literal(.null), type: .text, origin: range) }
            let ids = try resolver.resolve(first)
            switch ids.type {
            case .null, .list(.int), .list(.null): break
            default:
                throw WrongArgument.diagnostic("decode", takes: "a list of ints", for: "ids", not: ids.type.description)
                    .located(at: first.range)
            }
            let byRow = ScalarFunction.perRow("decode", type: .text) { values in
                guard let first = values.first, !first.isNull else { return .null }
                return .text(try tokenizer.text(first))
            }
            return RowExpression(.function(byRow, [ids]), type: .text, origin: range)
        },
        run: { call, arguments in
            let choice = try TokenizerArgument.choice(arguments.single[1], call)
            let tokenizer = try choice.require(at: call.range)
            guard let first = arguments.single[0], !first.value.isNull else { return .null }
            if first.value.isUnknown { return .unknown(.data(.text)) }
            if case .unknown = choice { return .unknown(.data(.text)) }
            guard let ids = first.value.datum, case .list = ids else {
                throw WrongArgument.diagnostic("decode", takes: "a list of ints", for: "ids", not: first.value).located(
                    at: first.range)
            }
            do {
                return .text(try tokenizer.text(ids))
            } catch let diagnostic as Diagnostic {
                throw diagnostic.located(at: first.range)
            }
        })
}

extension TextTokenizer {
    /// Throws `unknown-token`.
    fileprivate func text(_ ids: Datum) throws -> String {
        guard case .list(let items) = ids else { return "" }
        let numbers = items.map { item in if case .int(let id) = item { Int32(exactly: id) } else { Int32?.none } }
        func unknown(_ item: Datum) -> Diagnostic {
            Diagnostic(
                "unknown-token", "no token has the number \(DatumText.literal(item))",
                notes: ["numbers go from 0 to \(idCount - 1)"])
        }
        if let place = numbers.firstIndex(of: nil) { throw unknown(items[place]) }
        do {
            return String(decoding: try decode(numbers.compactMap(\.self)), as: UTF8.self)
        } catch .unknownToken(let id) {
            throw unknown(.int(Int64(id)))
        } catch {
            throw TokenizerArgument.diagnostic(error)
        }
    }
}
