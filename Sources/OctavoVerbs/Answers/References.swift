import OctavoLanguage
import OctavoSource
import OctavoTable

/// What an answer is compared with: one text or several.
struct References: ScalarType {
    let texts: [String]
    static var dataType: DataType? { nil }
    static var stand: References? { References(texts: []) }

    init(texts: [String]) { self.texts = texts }

    /// Nulls are no references.
    init?(datum: Datum) {
        switch datum {
        case .null: texts = []
        case .text(let text): texts = [text]
        case .list(let items):
            guard items.allSatisfy({ $0.isNull || $0.text != nil }) else { return nil }
            texts = items.compactMap(\.text)
        default: return nil
        }
    }

    static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> References {
        if let references = argument.value.datum.flatMap({ References(datum: $0) }) { return references }
        throw Diagnostic(
            "wrong-argument",
            "`\(call.verb.name)` takes a text or a list of texts for `\(parameter.name)`, not \(argument.value.kindName)",
            at: argument.range)
    }

    var datum: Datum { .list(texts.map { .text($0) }) }

    /// `nil` where there is nothing to compare with.
    func score(_ measure: ([String]) -> Double) -> Nullable<Double> { Nullable(texts.isEmpty ? nil : measure(texts)) }
}
