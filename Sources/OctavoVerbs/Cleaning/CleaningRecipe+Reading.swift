package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoYAML

extension CleaningRecipe {
    /// What `operations:` names; `nil` where only a run can know it.
    static func requests(_ argument: BoundArguments.Argument, _ call: Call) throws -> [Request]? {
        func wrong(_ value: Value) -> Diagnostic {
            Diagnostic(
                "wrong-argument", "`clean` takes names of operations for `operations`, not \(article(value.kindName))",
                at: argument.range,
                help: ["`operations: [\"remove_pii\"]`, with options `operations: [{remove_pii: {style: \"mask\"}}]`"])
        }
        let items: [Value]
        switch argument.value {
        case .unknown: return nil
        case .list(let list): items = list
        case .text, .record: items = [argument.value]
        default: throw wrong(argument.value)
        }
        var requests: [Request] = []
        for item in items {
            switch item {
            case .unknown: return nil
            case .text(let name): requests.append(Request(name: name, range: argument.range))
            case .record(let record):
                for field in record.fields {
                    let options: [(name: String, value: Value)]
                    switch field.value {
                    case .record(let own): options = own.fields
                    case .null: options = []
                    case .unknown: return nil
                    default: throw wrong(field.value)
                    }
                    requests.append(
                        Request(
                            name: field.name, range: argument.range,
                            options: options.map { (name: $0.name, value: $0.value, range: argument.range) }))
                }
            default: throw wrong(item)
            }
        }
        return requests
    }

    /// What a file's `cleaning_operations` name.
    package static func requests(_ config: DataConfig, _ call: Call) throws -> [Request] {
        var requests: [Request] = []
        for node in config.operations {
            if let name = node.text { requests.append(Request(name: name, range: node.range)) }
            for entry in node.entries {
                let options = try entry.value.entries.map { option in
                    (name: option.key, value: try value(option.value, call), range: option.value.range)
                }
                requests.append(Request(name: entry.key, range: entry.keyRange, options: options))
            }
        }
        return requests
    }

    /// A value of a file. `{secret: NAME}` takes a secret from the environment, where secrets belong.
    private static func value(_ node: YAMLNode, _ call: Call) throws -> Value {
        guard node.entries.count == 1, let name = node["secret"]?.text else { return Value(node.datum) }
        call.record(.outside)
        guard let text = call.capabilities.environment(name) else {
            throw Diagnostic("unset-variable", "the environment has no `\(name)`", at: node.range)
        }
        return .secret(Secret(name: name) { text })
    }
}
