import OctavoModels
import OctavoSource
import OctavoTable

/// What is said of a training that somebody ended before it was over.
struct EarlyEnding {
    private let end: EarlyEnd

    /// The name of a card's fact that says how many passes were done.
    static let fact = "epochs_done"

    init(_ end: EarlyEnd) { self.end = end }

    private var epochs: Double { (end.epochs * 100).rounded() / 100 }

    func note(on card: inout ModelCard, names: [String]) {
        card.parameters.append((name: Self.fact, value: .float(epochs)))
        guard let part = end.part else { return }
        card.rows = part.texts.count
        card.data = LabelledTexts.digest(part, names)
    }

    /// `goesOn`: where the training is was written down.
    func warning(_ card: ModelCard, _ curve: [LearningPoint], goesOn: Bool) -> Diagnostic {
        var notes: [String] = []
        if let best = curve.min(by: { $0.validationLoss ?? .infinity < $1.validationLoss ?? .infinity }),
            best.validationLoss != nil
        {
            notes.append(
                "the model is that of epoch \(DatumText.float((best.epoch * 100).rounded() / 100)), of the lowest validation loss"
            )
        }
        if end.part != nil {
            notes.append(
                "it learnt from \(Quantity.of(card.rows, "row")): the others showed how sure it may be, and would have been learnt in the "
                    + "second half of the training")
        }
        return Diagnostic(
            "ended-early",
            "the training was ended after \(DatumText.float(epochs)) of \(Quantity.of(end.of, "epoch")): this is the best so far",
            severity: .warning, notes: notes, help: goesOn ? ["the same call goes on from here"] : [])
    }
}
