package import OctavoLanguage
import OctavoSource
import OctavoTable

/// A secret, or a text that is none.
package struct KeyArgument: ArgumentType {
    package let bytes: [UInt8]

    package static var expects: Expectation { .value(.secret) }
    package static var stand: KeyArgument? { KeyArgument(bytes: []) }
    /// RFC 2104 warns of keys shorter than the hash; 16 bytes are what nobody can try out.
    private static let leastBytes = 16

    package static func decode(
        _ argument: BoundArguments.Argument, in call: Call, parameter: ParameterDescription
    ) throws -> KeyArgument {
        let text: String
        switch argument.value {
        case .secret(let secret): text = secret.reveal()
        case .text(let given): text = given
        default: throw mismatch(argument.value, argument.range, call, parameter)
        }
        guard text.utf8.count >= leastBytes else {
            throw Diagnostic(
                "short-key", "the key has \(text.utf8.count) bytes: with fewer than \(leastBytes) it can be found by trying",
                at: argument.range,
                help: ["`openssl rand -hex 32` makes one; keep it in the environment and pass `key: secret(\"NAME\")`"])
        }
        return KeyArgument(bytes: Array(text.utf8))
    }
}
