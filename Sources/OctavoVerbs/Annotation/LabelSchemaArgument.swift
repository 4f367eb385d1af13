package import OctavoLanguage
import OctavoSource

/// A schema of labels: a path, or the schema as a record.
package struct LabelSchemaArgument: ArgumentType {
    /// `nil` while checking where only a run can know it.
    let labels: LabelSchema?

    package static var expects: Expectation { .anything }
    package static var stand: LabelSchemaArgument? { LabelSchemaArgument(labels: nil) }

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> LabelSchemaArgument {
        let source = try SchemaSource.read(argument, of: call.verb.name, call.evaluation)
        do {
            return LabelSchemaArgument(labels: try source.map { try LabelSchema($0) })
        } catch var diagnostic as Diagnostic {
            if case .text(let path) = argument.value { diagnostic = SchemaSource.naming(path, diagnostic) }
            throw diagnostic.located(at: argument.range)
        }
    }
}
