import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Which kind of model is trained.
enum ModelKind: String, CaseIterable, Sendable {
    case linear, embedding, auto, nearest
    case naiveBayes = "naive_bayes"
    case trees, response

    /// The options that it has a use for.
    var options: Set<String> {
        switch self {
        case .linear: ["cost"]
        case .embedding: Self.ofEmbedding
        case .auto: Self.ofEmbedding.union(["cost"])
        case .nearest: ["neighbours"]
        case .naiveBayes: ["smoothing"]
        case .trees: Self.ofTrees
        case .response: ["context", "facts", "neighbours", "threshold"]
        }
    }

    /// Whether it learns from a text, and not from columns.
    var readsText: Bool { self != .trees }

    /// Whether it can be left in the middle and gone on with.
    var learnsByStep: Bool { options.contains("epochs") }

    private static let ofEmbedding: Set = [
        "learning_rate", "batch_size", "epochs", "dimensions", "dropout", "schedule", "evaluation_steps", "early_stopping",
        "seed",
    ]
    private static let ofTrees: Set = [
        "learning_rate", "rounds", "leaves", "depth", "leaf_rows", "l2", "row_share", "column_share", "early_stopping", "seed",
    ]
}

/// What `train` can be told.
enum TrainingParameters {
    private static func model(_ more: String) -> ParameterDescription {
        let about = "The kind of model, when left out \"linear\" of a text and \"trees\" of columns"
        return Parameter("model", Choice<ModelKind>?.self, about + more + ".").description
    }

    private static func label(_ more: String) -> ParameterDescription {
        let about = "The column that is to be told: labels, of `columns` also numbers"
        return Parameter("label", ColumnReference.self, about + more + ".").description
    }

    /// What only models take that answer in words, which `evaluate` alone measures.
    private static let ofAnswers: Set = ["context", "facts", "threshold"]

    /// What verbs can be told that train many models here, without the parameters of these names.
    static func ofModelsHere(without names: Set<String>) -> [ParameterDescription] {
        let others = RemoteSettings.options.union(ofAnswers).union(names)
        return all.filter { !others.contains($0.name) }.map { parameter in
            switch parameter.name {
            case "model": model("")
            case "label": label("")
            case "early_stopping" where names.contains("validate"):
                Parameter(
                    "early_stopping", Int?.self, "Of `trees`: rounds without a lower validation loss that end the training."
                )
                .description
            default: parameter
            }
        }
    }

    static let all: [ParameterDescription] = [
        ParameterDescription(name: "t", about: "The rows to learn from.", expects: .table, defaultText: nil, isRest: false),
        Parameter("text", ColumnReference?.self, "The column of text.").description,
        label(", of `response` answers in words"), model("; or a provider and its model, as \"openai:gpt-4o-mini\""),
        ParameterDescription(
            name: "validate", about: "Rows that are not learnt from, for the confidence and to choose by.", expects: .table,
            defaultText: "null", isRest: false),
        Parameter("cost", Double?.self, "Of `linear`: what a row on the wrong side costs, more than 0; 2 when left out.")
            .description,
        Parameter("other", String?.self, "The label of rows that are of none of the others.").description,
        Parameter(
            "reject", Double?.self, "The share of rows with labels that may be taken for others; 0.05 where `other:` is given."
        ).description,
        Parameter(
            "learning_rate", Double?.self,
            "Of `embedding`: the size of the first steps; of `trees`: how much of what it finds each tree adds; 0.1 when left out."
        ).description,
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
        Parameter(
            "early_stopping", Int?.self,
            "Of `embedding` and `trees`: looks, or rounds, without a lower validation loss that end the training."
        ).description,
        Parameter(
            "seed", Int?.self,
            "Of `embedding`: another number begins with other vectors; of `trees`: draws other rows and columns; 0 when left out."
        ).description,
        Parameter(
            "neighbours", Int?.self, "How many similar rows are asked: of `nearest` 7 when left out, of `response` 100."
        ).description,
        Parameter("smoothing", Double?.self, "Of `naive_bayes`: what is added to each feature's sum; 0.1 when left out.")
            .description,
        Parameter(
            "columns", OneOrMore<ColumnReference>?.self,
            "Of `trees`: the columns to learn from, of numbers, text, bool, times or dates; all but the label when left out."
        ).description,
        Parameter("rounds", Int?.self, "Of `trees`: how many trees a label has, at most; 100 when left out.").description,
        Parameter("leaves", Int?.self, "Of `trees`: leaves of a tree at most; 31 when left out.").description,
        Parameter("depth", Int?.self, "Of `trees`: divisions on the way to a leaf at most; 64 when left out.").description,
        Parameter(
            "leaf_rows", Int?.self,
            "Of `trees`: rows of a leaf at least; when left out 20, or a twentieth of fewer than 400 rows."
        ).description,
        Parameter("l2", Double?.self, "Of `trees`: how far leaves are drawn towards 0; 1 when left out.").description,
        Parameter("row_share", Double?.self, "Of `trees`: the share of rows that each round sees; 1 when left out.").description,
        Parameter("column_share", Double?.self, "Of `trees`: the share of columns that each round sees; 1 when left out.")
            .description,
        Parameter(
            "context", ColumnReference?.self,
            "Of `response`: the column of the turns before, the last one last: a text, or a list of texts."
        ).description,
        Parameter(
            "facts", Choice<AnswerFacts>?.self,
            "Of `response`: whom numbers, names and dates in answers belong to; \"own\" when left out, the guest of each conversation; "
                + "\"shared\" says every answer to all as it stands."
        ).description,
        Parameter(
            "threshold", Double?.self, "Of `response`: an answer that is less sure is not given, from 0 to 1; 0 when left out."
        ).description,
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
    let kind: ModelKind
    let validate: Plan?
    let other: String?
    let rejectedShare: Double?
    private(set) var linear = LinearTrainer()
    private(set) var embedding = EmbeddingTrainer()
    private(set) var trees = TreeTrainer()
    private(set) var response = ResponseTrainer()
    /// What the training was told, for the card.
    private(set) var facts: [(name: String, value: Datum)] = []
    private let reader: OptionReader
    private let config: ModelConfig?

    private(set) var neighbours = 7
    private(set) var smoothing = 0.1

    init(_ inputs: TrainingInputs) throws {
        (reader, config, validate) = (inputs.reader, inputs.config, inputs.validate)
        kind = try Self.kind(inputs)
        other = try reader.option("other")
        let share = try reader.number("reject", atLeast: 0, atMost: 0.99)
        rejectedShare = share ?? (other == nil ? nil : 0.05)
        try readPlain()
        try readEmbedding()
        try readTrees()
        try readResponse()
        facts.insert((name: "model", value: .text(kind.rawValue)), at: 0)
        if let other { facts.append((name: "other", value: .text(other))) }
        if let rejectedShare { facts.append((name: "reject", value: .float(rejectedShare))) }
    }

    private static func kind(_ inputs: TrainingInputs) throws -> ModelKind {
        let reader = inputs.reader
        if let argument = reader.argument("model"), case .text(let name) = argument.value, ModelKind(rawValue: name) == nil,
            name.hasPrefix("gpt")
        {
            throw Diagnostic(
                "unknown-choice", "`\(name)` is trained by its provider, which `model` has to name", at: argument.range,
                notes: ["here are trained " + ModelKind.allCases.map { "\"\($0.rawValue)\"" }.joined(separator: ", ")],
                help: ["`model: \"openai:\(name)\"`; `ask(…, model: \"\(name)\")` asks it as it is"])
        }
        let kind: ModelKind = try reader.choice("model") ?? (inputs.text == nil ? .trees : .linear)
        if kind.readsText, inputs.text == nil {
            throw Diagnostic(
                "wrong-argument", "\(article(kind.rawValue)) model learns from a text, and `columns` are learnt from by `trees`",
                at: reader.place("model"), help: ["`text: .query`, or `model: \"trees\"`"])
        }
        if !kind.readsText, let text = inputs.text {
            throw Diagnostic(
                "wrong-argument", "`trees` learn from columns, and a text is learnt from by \"linear\" and others",
                at: text.range,
                help: ["`columns: [.area, .rooms]` names the columns; without it they are all but the label"])
        }
        if kind != .response, let context = inputs.context {
            throw Diagnostic(
                "wrong-argument",
                "\(article(kind.rawValue)) model learns from one text, and `context` is looked at by `response`",
                at: context.range, help: ["`model: \"response\"` answers in words; `render` makes one text of several"])
        }
        return kind
    }

    private mutating func readPlain() throws {
        if let cost = try reader.number("cost", atLeast: 0, atMost: 1e6) {
            guard cost > 0 else { throw Diagnostic("wrong-argument", "`cost` is more than 0", at: reader.place("cost")) }
            linear.cost = Float(cost)
        }
        linear.rejectedShare = rejectedShare
        linear.rejectedLabel = other
        if kind.options.contains("cost") { facts.append((name: "cost", value: .float(Double(linear.cost)))) }
        if let count = try reader.count("neighbours", atLeast: 1, atMost: 1000) {
            (neighbours, response.neighbours) = (count, count)
        }
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
        if embedding.patience != nil, kind != .trees, reader.argument("validate") == nil {
            throw Diagnostic(
                "missing-argument", "`early_stopping` needs `validate`: rows whose loss says when to stop",
                at: reader.place("early_stopping"), notes: ["`trees` hold some of the rows out for it by themselves"])
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

    private mutating func readTrees() throws {
        trees.rate = try reader.number("learning_rate", atLeast: 0, atMost: 100) ?? trees.rate
        trees.rounds = try reader.count("rounds", atLeast: 1, atMost: 100_000) ?? trees.rounds
        trees.leaves = try reader.count("leaves", atLeast: 2, atMost: 4096) ?? trees.leaves
        trees.depth = try reader.count("depth", atLeast: 1, atMost: 4096) ?? trees.depth
        trees.leastRows = try reader.count("leaf_rows", atLeast: 1)
        trees.l2 = try reader.number("l2", atLeast: 0, atMost: 1e9) ?? trees.l2
        trees.rowShare = try reader.number("row_share", atLeast: 0.001, atMost: 1) ?? 1
        trees.columnShare = try reader.number("column_share", atLeast: 0.001, atMost: 1) ?? 1
        trees.patience = embedding.patience
        trees.seed = embedding.seed
        guard kind == .trees else { return }
        if other != nil || rejectedShare != nil {
            throw Diagnostic(
                "not-supported", "`trees` give every row one of the labels",
                at: reader.place(other == nil ? "reject" : "other"),
                help: ["rows of none can have a label of their own, which is learnt like the others"])
        }
        facts += [
            (name: "learning_rate", value: .float(trees.rate)), (name: "rounds", value: .int(Int64(trees.rounds))),
            (name: "leaves", value: .int(Int64(trees.leaves))), (name: "depth", value: .int(Int64(trees.depth))),
            (name: "l2", value: .float(trees.l2)),
        ]
        if let rows = trees.leastRows { facts.append((name: "leaf_rows", value: .int(Int64(rows)))) }
        if trees.rowShare < 1 { facts.append((name: "row_share", value: .float(trees.rowShare))) }
        if trees.columnShare < 1 { facts.append((name: "column_share", value: .float(trees.columnShare))) }
        if trees.rowShare < 1 || trees.columnShare < 1 {
            facts.append((name: "seed", value: .int(Int64(bitPattern: trees.seed))))
        }
        if let rounds = trees.patience { facts.append((name: "early_stopping", value: .int(Int64(rounds)))) }
    }

    private mutating func readResponse() throws {
        response.threshold = try reader.number("threshold", atLeast: 0, atMost: 1) ?? response.threshold
        response.facts = try reader.choice("facts") ?? response.facts
        guard kind == .response else { return }
        if other != nil || rejectedShare != nil {
            throw Diagnostic(
                "not-supported", "`response` gives answers, and no label of its own to rows that are of none",
                at: reader.place(other == nil ? "reject" : "other"), help: ["`threshold:` keeps back what is not sure"])
        }
        facts += [
            (name: "facts", value: .text(response.facts.rawValue)),
            (name: "neighbours", value: .int(Int64(response.neighbours))),
            (name: "threshold", value: .float(response.threshold)),
        ]
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
