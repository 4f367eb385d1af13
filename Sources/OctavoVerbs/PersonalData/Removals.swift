import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

/// What `remove_pii` does with its arguments.
enum Removals {
    /// What `kinds:`, `style:` and `key:` ask for.
    static func removal(_ call: Call, _ arguments: BoundArguments) throws -> PersonalDataRemoval {
        let kinds = try call.option("kinds", arguments, KindsArgument(kinds: .standard)).kinds
        let style = try call.option("style", arguments, Choice(option: PersonalDataStyle.label)).option
        let key = try call.option("key", arguments, KeyArgument(bytes: PersonalDataRemoval.publicKey)).bytes
        if style == .hash, arguments.single[4]?.value.isNull ?? true {
            call.warn(
                Diagnostic(
                    "unkeyed-hash", "without `key:` anybody can find out which value a hash stands for, by hashing guesses",
                    severity: .warning,
                    help: ["`key: secret(\"NAME\")` takes a key from the environment"]))
        }
        return PersonalDataRemoval(kinds, style: style, key: key)
    }

    static func rewriting(_ call: Call, _ arguments: BoundArguments) throws -> TextRewriting {
        let removal = try removal(call, arguments)
        return TextRewriting(verb: "remove_pii") { PersonalDataRemover(removal) }
    }
}
