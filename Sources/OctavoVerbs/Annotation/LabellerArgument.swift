package import OctavoLanguage
package import OctavoPrompts
import OctavoSource

/// Who suggests labels in place of rules: a model, or a prompt.
package enum LabellerArgument: ArgumentType {
    case model(ClassifierValue)
    case prompt(Prompt)
    /// What only a run can know.
    case unknown(mayAsk: Bool)

    package static var expects: Expectation { .anything }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> LabellerArgument {
        var help = [
            "a model: `by: train(examples, text: .text, label: .label)`",
            "a prompt: `by: prompt(\"prompts/templates/label.md\")`",
        ]
        switch argument.value {
        case .object(is ModelValue):
            guard let model = try ClassifierArgument.decode(argument, in: call, parameter: parameter).model else { break }
            return .model(model)
        case .object(let prompt as Prompt): return .prompt(prompt)
        case .unknown(.object("model")): return .unknown(mayAsk: false)
        case .unknown(.object("prompt")), .unknown(.any), .unknown(.failed): return .unknown(mayAsk: true)
        case .text:
            help = [
                "`by: prompt(\(argument.range.text))` if it is a template's path, `by: prompt(text: …)` if it is the template"
            ]
        case .function, .expression: help = ["`rules: \(argument.range.text)`"]
        default: break
        }
        throw Diagnostic(
            "wrong-argument", "`annotate` takes a model or a prompt for `by`, not \(article(argument.value.kindName))",
            at: argument.range, help: help)
    }
}
