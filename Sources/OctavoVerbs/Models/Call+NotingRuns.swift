import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

extension Call {
    /// Notes a training among the runs, and gives the run's name; empty where it cannot be noted, which is said and keeps nobody from the
    /// model. `follow` does what else is due then.
    func note(_ run: TrainingRun, _ follow: (_ name: String) throws -> Void = { _ in }) -> String {
        do {
            let name = try capabilities.runs.add(run)
            if !name.isEmpty { try follow(name) }
            return name
        } catch {
            warn(
                Diagnostic(
                    "run-not-noted", "the training could not be noted: \((error as? Diagnostic)?.message ?? "\(error)")",
                    severity: .warning))
            return ""
        }
    }

    /// A model that was learnt, and noted among the runs where it is one by itself. `seconds` since `started`, where those are not all.
    func value(
        of model: any TrainedModel, _ card: ModelCard, _ curve: [LearningPoint], started: Int64, seconds: Double? = nil,
        isNoted: Bool
    ) -> ModelValue {
        let run = TrainingRun(
            started: started, seconds: seconds ?? Double(capabilities.now() - started) / 1e6, code: range.text,
            source: range.source.name, model: model.kind, parameters: card.parameters, data: card.data, rows: card.rows,
            validationRows: card.validationRows, labels: (model as? any ClassifyingModel)?.names.count ?? 0,
            curve: curve.map(LearningCurve.datum), threads: evaluation.context.mostThreads)
        return ModelValue(model, card, curve: curve, run: isNoted ? note(run) : "")
    }

    /// Shows how far a training is.
    func tell(_ progress: TrainingProgress) {
        func rounded(_ number: Double, _ factor: Double) -> String { DatumText.float((number * factor).rounded() / factor) }
        var detail = "loss \(rounded(progress.loss, 1000))"
        if let accuracy = progress.last?.validationAccuracy {
            detail += ", validation \(rounded(accuracy * 100, 10)) %"
        } else if let loss = progress.last?.validationLoss {
            detail += ", validation \(rounded(loss, 1000))"
        }
        evaluation.context.progress?(
            ExecutionContext.Progress(
                step: "train", rows: progress.rows, fraction: progress.done, begun: progress.from, detail: detail))
    }
}
