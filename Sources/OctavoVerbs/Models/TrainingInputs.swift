import OctavoLanguage
import OctavoSource
import OctavoTable

/// What every training is told: its options, the call's before those of a file, and where the texts and labels stand.
struct TrainingInputs {
    let reader: OptionReader
    let config: ModelConfig?
    /// One of the two, or neither where all columns but the label are learnt from.
    let text: ColumnReference?
    let columns: [ColumnReference]?
    /// The turns before a text.
    let context: ColumnReference?
    let label: ColumnReference
    let validate: Plan?

    private let name: String

    /// `name` is what was called, where that is another verb.
    init(_ call: Call, _ arguments: BoundArguments, of name: String? = nil) throws {
        self.name = name ?? call.verb.name
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
        func parameter(_ name: String) -> ParameterDescription { call.verb.parameters[read.index(name)] }
        func column(_ name: String) throws -> ColumnReference? {
            try read.argument(name).map { try ColumnReference.decode($0, in: call, parameter: parameter(name)) }
        }
        text = try column("text")
        context = try column("context")
        columns = try read.argument("columns").map {
            try OneOrMore<ColumnReference>.decode($0, in: call, parameter: parameter("columns")).elements
        }
        guard let label = try column("label") else { throw Self.missing("label", self.name, call) }
        self.label = label
        if text != nil, columns != nil {
            throw Diagnostic(
                "wrong-argument", "a model learns from one text or from columns, not from both", at: read.place("columns"),
                help: ["`text:` or `columns:`; a text among the columns is a category"])
        }
        validate = try read.argument("validate").flatMap { argument in
            if argument.value.isUnknown { return nil }
            return try TableArgument.decode(argument, in: call, parameter: call.verb.parameters[read.index("validate")]).plan
        }
        self.reader = read
    }

    private static func missing(_ what: String, _ name: String, _ call: Call) -> Diagnostic {
        Diagnostic(
            "missing-argument", "`\(name)` needs `\(what)`", at: call.range,
            help: [
                "`\(name)(t, text: .query, label: .intent)`",
                "`\(name)(t, columns: [.area, .rooms], label: .price)`",
            ])
    }

    private var isOfTrees: Bool {
        if case .text(ModelKind.trees.rawValue)? = reader.argument("model")?.value { true } else { false }
    }

    /// What is learnt from, of a table of these columns.
    func columns(of schema: Schema) throws -> TrainingColumns {
        let call = reader.call
        if let text { return try .text(text, context: context, label: label, call, schema) }
        guard columns != nil || isOfTrees else {
            throw Self.missing("text", name, call)
        }
        return try .columns(columns, label: label, call, schema)
    }

    /// The provider and model that are to do it, as `openai:gpt-4o-mini`; `nil` where a model is learnt here.
    var remoteName: String? {
        guard case .text(let name)? = reader.argument("model")?.value, RemoteSettings.isRemote(name) else { return nil }
        return name
    }
}
