import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Which kind of model is trained.
enum ModelKind: String, CaseIterable, Sendable {
    case linear, embedding, auto, nearest
    case naiveBayes = "naive_bayes"

    /// The options that it has a use for.
    var options: Set<String> {
        switch self {
        case .linear: ["cost"]
        case .embedding: Self.ofEmbedding
        case .auto: Self.ofEmbedding.union(["cost"])
        case .nearest: ["neighbours"]
        case .naiveBayes: ["smoothing"]
        }
    }

    /// Whether it can be left in the middle and gone on with.
    var learnsByStep: Bool { options.contains("epochs") }

    private static let ofEmbedding: Set = [
        "learning_rate", "batch_size", "epochs", "dimensions", "dropout", "schedule", "evaluation_steps", "early_stopping",
        "seed",
    ]
}

/// What `train` can be told.
enum TrainingParameters {
    static let all: [ParameterDescription] = [
        ParameterDescription(name: "t", about: "The rows to learn from.", expects: .table, defaultText: nil, isRest: false),
        Parameter("text", ColumnReference.self, "The column of text.").description,
        Parameter("label", ColumnReference.self, "The column of labels, of text.").description,
        Parameter(
            "model", Choice<ModelKind>?.self,
            "The kind of model, \"linear\" when left out; or a provider and its model, as \"openai:gpt-4o-mini\"."
        ).description,
        ParameterDescription(
            name: "validate", about: "Rows that are not learnt from, for the confidence and to choose by.", expects: .table,
            defaultText: "null", isRest: false),
        Parameter("cost", Double?.self, "Of `linear`: what a row on the wrong side costs, more than 0; 2 when left out.")
            .description,
        Parameter("other", String?.self, "The label of rows that are of none of the others.").description,
        Parameter(
            "reject", Double?.self, "The share of rows with labels that may be taken for others; 0.05 where `other:` is given."
        ).description,
        Parameter("learning_rate", Double?.self, "Of `embedding`: the size of the first steps; 0.1 when left out.").description,
        Parameter("batch_size", Int?.self, "Of `embedding`: rows a step; 16 when left out.").description,
        Parameter("epochs", Int?.self, "Of `embedding`: passes over the rows; 5 when left out.").description,
        Parameter("dimensions", Int?.self, "Of `embedding`: numbers of a vector, a multiple of 16; 64 when left out.")
            .description,
        Parameter("dropout", Double?.self, "Of `embedding`: the share of features a row is learnt without; 0.4 when left out.")
            .description,
        Parameter(
            "schedule", Choice<LearningSchedule>?.self,
            "Of `embedding`: how the rate goes to its end; \"linear\" when left out."
        ).description,
        Parameter("evaluation_steps", Int?.self, "Of `embedding`: steps between looks at `validate:`; an epoch's when left out.")
            .description,
        Parameter("early_stopping", Int?.self, "Of `embedding`: looks without a lower validation loss that end the training.")
            .description,
        Parameter("seed", Int?.self, "Of `embedding`: another number begins with other vectors; 0 when left out.").description,
        Parameter("neighbours", Int?.self, "Of `nearest`: how many similar rows are asked; 7 when left out.").description,
        Parameter("smoothing", Double?.self, "Of `naive_bayes`: what is added to each feature's sum; 0.1 when left out.")
            .description,
        Parameter("config", String?.self, "A file of options.").description,
        Parameter("system", String?.self, "Of a provider's model: what it is told before each text.").description,
        Parameter(
            "learning_rate_multiplier", Double?.self,
            "Of a provider's model: by how much its own learning rate is multiplied; its choice when left out."
        ).description,
        ParameterDescription.open(
            "limits",
            "Of a provider's model: what the training may take: `{tokens: 1_000_000, money: 5, deadline: 2h}`.", default: "null"),
    ]
}

/// The options of one training, read and checked.
struct TrainingOptions {
    let text: ColumnReference
    let label: ColumnReference
    let kind: ModelKind
    let validate: Plan?
    let other: String?
    let rejectedShare: Double?
    private(set) var linear = LinearTrainer()
    private(set) var embedding = EmbeddingTrainer()
    /// What the training was told, for the card.
    private(set) var facts: [(name: String, value: Datum)] = []
    private let reader: OptionReader
    private let config: ModelConfig?

    private(set) var neighbours = 7
    private(set) var smoothing = 0.1

    init(_ inputs: TrainingInputs) throws {
        (reader, config, text, label, validate) = (inputs.reader, inputs.config, inputs.text, inputs.label, inputs.validate)
        kind = try Self.kind(reader)
        other = try reader.option("other")
        let share = try reader.number("reject", atLeast: 0, atMost: 0.99)
        rejectedShare = share ?? (other == nil ? nil : 0.05)
        try readPlain()
        try readEmbedding()
        facts.insert((name: "model", value: .text(kind.rawValue)), at: 0)
        if let other { facts.append((name: "other", value: .text(other))) }
        if let rejectedShare { facts.append((name: "reject", value: .float(rejectedShare))) }
    }

    private static func kind(_ reader: OptionReader) throws -> ModelKind {
        if let argument = reader.argument("model"), case .text(let name) = argument.value, ModelKind(rawValue: name) == nil,
            name.hasPrefix("gpt")
        {
            throw Diagnostic(
                "unknown-choice", "`\(name)` is trained by its provider, which `model` has to name", at: argument.range,
                notes: ["here are trained " + ModelKind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")],
                help: ["`model: \"openai:\(name)\"`; `ask(…, model: \"\(name)\")` asks it as it is"])
        }
        return try reader.choice("model") ?? .linear
    }

    private mutating func readPlain() throws {
        if let cost = try reader.number("cost", atLeast: 0, atMost: 1e6) {
            guard cost > 0 else { throw Diagnostic("wrong-argument", "`cost` is more than 0", at: reader.place("cost")) }
            linear.cost = Float(cost)
        }
        linear.rejectedShare = rejectedShare
        linear.rejectedLabel = other
        if kind.options.contains("cost") { facts.append((name: "cost", value: .float(Double(linear.cost)))) }
        neighbours = try reader.count("neighbours", atLeast: 1, atMost: 1000) ?? neighbours
        if kind == .nearest { facts.append((name: "neighbours", value: .int(Int64(neighbours)))) }
        smoothing = try reader.number("smoothing", atLeast: 1e-6, atMost: 1e6) ?? smoothing
        if kind == .naiveBayes { facts.append((name: "smoothing", value: .float(smoothing))) }
    }

    private mutating func readEmbedding() throws {
        let rate = try reader.number("learning_rate", atLeast: 0, atMost: 100) ?? 0.1
        embedding.learningRate = Float(rate)
        embedding.batchSize = try reader.count("batch_size", atLeast: 1, atMost: 4096) ?? embedding.batchSize
        embedding.epochs = try reader.count("epochs", atLeast: 1, atMost: 10_000) ?? embedding.epochs
        embedding.dimensions = try reader.count("dimensions", atLeast: 16, atMost: 512) ?? embedding.dimensions
        if embedding.dimensions % 16 != 0 {
            throw Diagnostic(
                "wrong-argument", "`dimensions` is a multiple of 16, not \(embedding.dimensions)", at: reader.place("dimensions"),
                help: ["32, 64, 96 or 128"])
        }
        let dropout = try reader.number("dropout", atLeast: 0, atMost: 0.95) ?? 0.4
        embedding.dropout = Float(dropout)
        embedding.schedule = try reader.choice("schedule") ?? embedding.schedule
        embedding.evaluationSteps = try reader.count("evaluation_steps", atLeast: 1)
        embedding.patience = try reader.count("early_stopping", atLeast: 0)
        if embedding.patience != nil, reader.argument("validate") == nil {
            throw Diagnostic(
                "missing-argument", "`early_stopping` needs `validate`: rows whose loss says when to stop",
                at: reader.place("early_stopping"))
        }
        let seed: Int? = try reader.option("seed")
        embedding.seed = UInt64(bitPattern: Int64(seed ?? 0))
        embedding.rejectedShare = rejectedShare
        embedding.rejectedLabel = other
        guard kind.options.contains("epochs") else { return }
        facts += [
            (name: "learning_rate", value: .float(rate)), (name: "batch_size", value: .int(Int64(embedding.batchSize))),
            (name: "epochs", value: .int(Int64(embedding.epochs))),
            (name: "dimensions", value: .int(Int64(embedding.dimensions))),
            (name: "dropout", value: .float(dropout)), (name: "schedule", value: .text(embedding.schedule.rawValue)),
            (name: "seed", value: .int(Int64(seed ?? 0))),
        ]
        if let steps = embedding.evaluationSteps { facts.append((name: "evaluation_steps", value: .int(Int64(steps)))) }
        if let looks = embedding.patience { facts.append((name: "early_stopping", value: .int(Int64(looks)))) }
    }

    /// Says which of the options that were written this kind of model has no use for.
    func warnOfUnused() {
        let known = ModelKind.allCases.reduce(into: RemoteSettings.options) { $0.formUnion($1.options) }
        let written = TrainingParameters.all.map(\.name).filter { known.contains($0) && reader.argument($0) != nil }
        let unused = written.filter { !kind.options.contains($0) } + (config?.unused ?? [])
        guard !unused.isEmpty else { return }
        let names = unused.map { "`\($0)`" }.joined(separator: ", ")
        let place = written.first { !kind.options.contains($0) }.map { reader.place($0) } ?? config?.unusedPlace
        let others = ModelKind.allCases.filter { !$0.options.isDisjoint(with: unused) }.map { "`\($0.rawValue)`" }
        reader.call.warn(
            Diagnostic(
                "unused-option", "`\(kind.rawValue)` has no use for \(names)", severity: .warning,
                at: place ?? reader.call.range,
                help: others.isEmpty ? [] : ["there are models that have: " + others.joined(separator: ", ")]))
    }
}
