import OctavoLanguage
import OctavoSource
import OctavoTable

/// What `train` is told of a model that a provider trains: `model: "openai:gpt-4o-mini"`.
struct RemoteSettings {
    let target: ChatTarget
    let system: String?
    let limits: AskOptions
    let parameters: ChatParameters
    let epochs: Int?
    let validate: Plan?
    private let reader: OptionReader
    private let config: ModelConfig?

    /// The options that it has a use for, besides those of every model.
    static let options: Set = ["system", "learning_rate_multiplier", "limits"]
    private static let shared: Set = ["t", "text", "label", "model", "validate", "config", "epochs", "batch_size", "seed"]

    /// Whether this names a provider and its model.
    static func isRemote(_ name: String) -> Bool { name.contains(":") }

    init(_ name: String, _ reader: OptionReader, _ config: ModelConfig?, validate: Plan?) throws {
        let parts = name.split(separator: ":", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let call = reader.call
        do {
            target = try call.capabilities.providers.target(provider: parts[0], model: parts[1].isEmpty ? nil : parts[1])
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: reader.place("model"))
        }
        self.reader = reader
        self.config = config
        self.validate = validate
        system = try reader.option("system")
        limits = try LimitsCheck.options(reader)
        // OpenAI's own ranges.
        epochs = try reader.count("epochs", atLeast: 1, atMost: 50)
        let batch = try reader.count("batch_size", atLeast: 1, atMost: 256)
        let multiplier = try reader.number("learning_rate_multiplier", atLeast: 1e-9, atMost: 1000)
        let seed: Int? = try reader.option("seed")
        var values: [String: Datum] = [:]
        values["n_epochs"] = epochs.map { .int(Int64($0)) }
        values["batch_size"] = batch.map { .int(Int64($0)) }
        values["learning_rate_multiplier"] = multiplier.map { .float($0) }
        values["seed"] = seed.map { .int(Int64($0)) }
        parameters = ChatParameters(values)
    }

    /// Says which of the options that were written a provider takes no notice of.
    func warnOfUnused() {
        let written = TrainingParameters.all.map(\.name).filter {
            !Self.options.contains($0) && !Self.shared.contains($0) && reader.argument($0) != nil
        }
        let unused = written + (config?.unused ?? [])
        guard !unused.isEmpty else { return }
        let isRate = unused.contains("learning_rate")
        reader.call.warn(
            Diagnostic(
                "unused-option", "`\(target.provider)` has no use for " + unused.map { "`\($0)`" }.joined(separator: ", "),
                severity: .warning, at: written.first.map { reader.place($0) } ?? config?.unusedPlace ?? reader.call.range,
                help: isRate ? ["it chooses the rate itself: `learning_rate_multiplier` makes it larger or smaller"] : []))
    }

    /// How many passes over so many rows it is likely to be, where nobody says it: OpenAI's guide reckons with 3, fewer for many rows and
    /// more for few.
    func passes(rows: Int) -> Int {
        if let epochs { return epochs }
        let usual = 3
        if rows * usual < 100 { return min(25, 100 / max(rows, 1)) }
        return rows * usual > 25_000 ? max(1, 25_000 / rows) : usual
    }
}
