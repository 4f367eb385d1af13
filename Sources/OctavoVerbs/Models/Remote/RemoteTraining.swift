import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable
import OctavoText

/// One training by a provider: rows checked and counted, sent, followed to its end, and noted.
struct RemoteTraining {
    private let call: Call
    private let settings: RemoteSettings
    private let columns: TrainingColumns

    init(_ call: Call, _ settings: RemoteSettings, _ columns: TrainingColumns) {
        self.call = call
        self.settings = settings
        self.columns = columns
    }

    private static let events = Schema([
        Field("time", .time), Field("level", .text), Field("message", .text), Field("step", .int), Field("loss", .float),
        Field("validation_loss", .float),
    ])

    static let type = ValueType.record([
        (name: "model", type: .text), (name: "provider", type: .text), (name: "base", type: .text), (name: "job", type: .text),
        (name: "system", type: .text), (name: "rows", type: .int), (name: "tokens", type: .int),
        (name: "estimated_tokens", type: .int), (name: "token_counting", type: .text),
        (name: "estimated_cost", type: .float), (name: "seconds", type: .float), (name: "events", type: .table(events)),
        (name: "run", type: .text),
    ])

    func run(_ plan: Plan) throws -> Value {
        let context = call.evaluation.context
        let rows = try LabelledTexts(plan, columns, call, context)
        let held = try settings.validate.map { try LabelledTexts($0, columns, call, context) }
        let counting = try located { try TokenCounting(model: settings.target.model, call) }
        let training = try located {
            try TrainingConversations(rows, system: settings.system, counting, call, part: "the table")
        }
        guard training.count >= TrainingConversations.fewest else {
            throw Diagnostic(
                "bad-training-rows",
                "a provider trains on \(TrainingConversations.fewest) rows at least, and \(training.count == 1 ? "1 has" : "\(training.count) have") a text and a label",
                at: call.range(ofArgument: 0))
        }
        let validation = try held.flatMap { rows in
            rows.texts.isEmpty
                ? nil
                : try located {
                    try TrainingConversations(rows, system: settings.system, counting, call, part: "`validate`")
                }
        }
        if let validation {
            try training.checkApart(
                from: validation, call.range(ofArgument: TrainingParameters.all.firstIndex { $0.name == "validate" } ?? 0))
        }
        let estimate = try estimate(training, counting)
        let request = FineTuneRequest(
            target: settings.target, training: training.bytes, validation: validation?.bytes, parameters: settings.parameters,
            trainingDigest: training.digest, validationDigest: validation?.digest)
        var state = RemoteTrainingState(of: request, call.capabilities)
        let started = call.capabilities.now()
        let result: FineTuneResult
        do {
            result = try call.capabilities.providers.fineTune(
                request, settings.limits, known: state.progress, context: context
            ) { try state.note($0) }
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: call.range)
        }
        let run = note(result, rows, held, estimate, &state, started: started)
        return value(result, rows: training.count, estimate, run: run)
    }

    private func located<Result>(_ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: call.range(ofArgument: 0))
        }
    }

    // MARK: - What it will take

    private struct Estimate {
        let tokens: Int
        let epochs: Int
        let cost: Double?
        let counting: TokenCounting

        var text: String {
            let passes = epochs == 1 ? "" : ", in \(epochs) passes"
            return (counting.isExact ? "" : "about ") + "\(Quantity.grouped(tokens)) tokens" + passes
                + (cost.map { ", for about \(DatumText.float(($0 * 100).rounded() / 100))" } ?? "")
        }
    }

    /// Shown before anything is sent; what is more than the limits allow is not begun.
    private func estimate(_ training: TrainingConversations, _ counting: TokenCounting) throws -> Estimate {
        let epochs = settings.passes(rows: training.count)
        let tokens = training.tokens * epochs
        let price = call.capabilities.providers.trainingPrice(of: settings.target)
        let estimate = Estimate(tokens: tokens, epochs: epochs, cost: price.map { Double(tokens) * $0 / 1e6 }, counting: counting)
        let place = call.range(ofArgument: TrainingParameters.all.firstIndex { $0.name == "limits" } ?? 0)
        let budget = settings.limits.budget
        if budget.money != nil, price == nil {
            let (name, model) = (settings.target.provider, settings.target.model)
            throw Diagnostic(
                "no-price", "a budget in money cannot be kept: the settings have no price for training `\(model)`", at: place,
                help: [
                    "`prices:` of `\(name)` in `config/octavo.yaml`, for a million tokens: `{\(model): {input: 0.3, output: 1.2, training: 3}}`"
                ])
        }
        let isOver = budget.tokens.map { tokens > $0 } ?? false || budget.money.map { (estimate.cost ?? 0) > $0 } ?? false
        if isOver {
            let allowed = [budget.tokens.map { Quantity.of($0, "token") }, budget.money.map { DatumText.float($0) }]
                .compactMap { $0 }
            throw Diagnostic(
                "over-budget",
                "the training would take \(estimate.text), and `limits` allows \(allowed.joined(separator: " and "))", at: place,
                notes: ["nothing was sent", "the tokens are " + counting.note],
                help: ["fewer `epochs`, fewer rows, or a higher limit"])
        }
        call.evaluation.context.progress?(
            ExecutionContext.Progress(
                step: "train \(settings.target.model): \(estimate.text) (\(counting.name))", rows: nil, fraction: nil))
        return estimate
    }

    // MARK: - What came of it

    /// A training that was followed twice is one run.
    private func note(
        _ result: FineTuneResult, _ rows: LabelledTexts, _ held: LabelledTexts?, _ estimate: Estimate,
        _ state: inout RemoteTrainingState,
        started: Int64
    ) -> String {
        if let known = state.run { return known }
        var parameters: [(name: String, value: Datum)] = [
            (name: "model", value: .text("\(settings.target.provider):\(settings.target.model)")),
            (name: "fine_tuned_model", value: .text(result.model)), (name: "job", value: .text(result.job)),
        ]
        parameters += settings.parameters.fields.map { (name: $0.name, value: $0.value) }
        if let system = settings.system { parameters.append((name: "system", value: .text(system))) }
        parameters.append((name: "tokens", value: .int(Int64(result.tokens ?? estimate.tokens))))
        let curve = result.events.filter { $0.loss != nil }.map { event -> Datum in
            .record([
                (name: "step", value: event.step.map { .int(Int64($0)) } ?? .null), (name: "epoch", value: .null),
                (name: "loss", value: event.loss.map { .float($0) } ?? .null),
                (name: "validation_loss", value: event.validationLoss.map { .float($0) } ?? .null),
                (name: "validation_accuracy", value: .null), (name: "rate", value: .null),
            ])
        }
        let run = TrainingRun(
            started: result.started > 0 ? result.started : started, seconds: Double(result.ended - result.started) / 1e6,
            code: call.range.text, source: call.range.source.name, model: "\(settings.target.provider):\(settings.target.model)",
            parameters: parameters, data: rows.digest, rows: rows.texts.count, validationRows: held?.texts.count ?? 0,
            labels: rows.names.count, curve: curve, threads: 0)
        return call.note(run) { try state.note(run: $0) }
    }

    private func value(_ result: FineTuneResult, rows: Int, _ estimate: Estimate, run: String) -> Value {
        let events = result.events.map { event -> [Datum] in
            [
                .time(event.time), .text(event.level), .text(event.message), event.step.map { .int(Int64($0)) } ?? .null,
                event.loss.map { .float($0) } ?? .null, event.validationLoss.map { .float($0) } ?? .null,
            ]
        }
        return .record(
            Record([
                (name: "model", value: .text(result.model)), (name: "provider", value: .text(settings.target.provider)),
                (name: "base", value: .text(settings.target.model)), (name: "job", value: .text(result.job)),
                (name: "system", value: settings.system.map { .text($0) } ?? .null), (name: "rows", value: .int(Int64(rows))),
                (name: "tokens", value: result.tokens.map { .int(Int64($0)) } ?? .null),
                (name: "estimated_tokens", value: .int(Int64(estimate.tokens))),
                (name: "token_counting", value: .text(estimate.counting.name)),
                (name: "estimated_cost", value: estimate.cost.map { .float($0) } ?? .null),
                (name: "seconds", value: .float(Double(result.ended - result.started) / 1e6)),
                (name: "events", value: MeasuredColumns.table(Self.events.fields, events)), (name: "run", value: .text(run)),
            ]))
    }
}
