import OctavoModels
import OctavoSource
import OctavoTable

/// What is said of a training that somebody ended before it was over.
struct EarlyEnding {
    /// What is counted.
    enum Unit: String, CaseIterable {
        case epoch, round

        /// The name of a card's fact that says how many were done.
        var fact: String { rawValue + "s_done" }
    }

    private let end: EarlyEnd
    private let unit: Unit

    init(_ end: EarlyEnd, of unit: Unit) { (self.end, self.unit) = (end, unit) }

    private var done: Double { (end.done * 100).rounded() / 100 }
    private var doneText: String { unit == .round ? "\(Int(done))" : DatumText.float(done) }

    func note(on card: inout ModelCard) {
        card.parameters.append((name: unit.fact, value: unit == .round ? .int(Int64(done)) : .float(done)))
    }

    /// `goesOn`: where the training is was written down.
    func warning(_ card: ModelCard, _ curve: [LearningPoint], goesOn: Bool) -> Diagnostic {
        var notes: [String] = []
        if let best = curve.min(by: { $0.validationLoss ?? .infinity < $1.validationLoss ?? .infinity }),
            best.validationLoss != nil
        {
            notes.append(
                "the model is that of \(unit) \(unit == .round ? "\(best.step)" : DatumText.float((best.epoch * 100).rounded() / 100)), of the lowest validation loss"
            )
        }
        if end.part != nil {
            notes.append(
                "it learnt from \(Quantity.of(card.rows, "row")): the others showed how sure it may be, and would have been learnt in the "
                    + "second half of the training")
        }
        return Diagnostic(
            "ended-early",
            "the training was ended after \(doneText) of \(Quantity.of(end.of, unit.rawValue)): this is the best so far",
            severity: .warning, notes: notes, help: goesOn ? ["the same call goes on from here"] : [])
    }
}
