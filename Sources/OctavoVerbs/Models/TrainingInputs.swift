import OctavoLanguage
import OctavoSource
import OctavoTable

/// What every training is told: its options, the call's before those of a file, and where the texts and labels stand.
struct TrainingInputs {
    let reader: OptionReader
    let config: ModelConfig?
    let text: ColumnReference
    let label: ColumnReference
    let validate: Plan?

    init(_ call: Call, _ arguments: BoundArguments) throws {
        var reader = OptionReader(call: call, arguments: arguments)
        let path: String? = try reader.option("config")
        if let path, !path.isEmpty {
            call.record(.reads, "file", path)
            let file = try call.locating(argument: reader.index("config")) {
                try ModelConfig.read(path, files: call.capabilities.files)
            }
            reader.others = file.options
            config = file
        } else {
            config = nil
        }
        let read = reader
        func column(_ name: String) throws -> ColumnReference {
            guard let argument = read.argument(name) else {
                throw Diagnostic(
                    "missing-argument", "`train` needs `\(name)`", at: call.range,
                    help: ["`train(t, text: .query, label: .intent)`"])
            }
            return try ColumnReference.decode(argument, in: call, parameter: call.verb.parameters[read.index(name)])
        }
        text = try column("text")
        label = try column("label")
        validate = try read.argument("validate").flatMap { argument in
            if argument.value.isUnknown { return nil }
            return try TableArgument.decode(argument, in: call, parameter: call.verb.parameters[read.index("validate")]).plan
        }
        self.reader = read
    }

    /// The provider and model that are to do it, as `openai:gpt-4o-mini`; `nil` where a model is learnt here.
    var remoteName: String? {
        guard case .text(let name)? = reader.argument("model")?.value, RemoteSettings.isRemote(name) else { return nil }
        return name
    }
}
