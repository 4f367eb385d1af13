package import OctavoSource
package import OctavoTable

/// One value that a template needs.
package struct PromptInput: Sendable {
    package let name: String
    package let type: DataType
    /// What it is for; may be empty.
    package let about: String
    /// Taken where none is given, or null.
    package let defaultValue: Datum?
    /// Null may stand for it.
    package let isOptional: Bool
    /// Whether people from outside write it: such text has no place among the instructions.
    package let isTrusted: Bool
    /// Where it is declared, or first used.
    package let range: SourceRange

    /// Whether a rendering must give it.
    package var isRequired: Bool { defaultValue == nil && !isOptional }

    /// `query: text`, `limit: int = 10`, `guest: text?`.
    package var text: String {
        "\(name): \(type)" + (defaultValue.map { " = \(DatumText.literal($0))" } ?? (isOptional ? "?" : ""))
    }
}
