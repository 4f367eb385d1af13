import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Rows of columns read, trees learnt that tell a label or a number of them, what is known of it written on its card.
struct ColumnTraining {
    private let call: Call
    private let options: TrainingOptions
    private let columns: TrainingColumns
    /// The same of the rows that are not learnt from.
    private let validation: TrainingColumns?
    private let isNoted: Bool

    init(
        _ call: Call, _ options: TrainingOptions, _ columns: TrainingColumns, validation: TrainingColumns?, isNoted: Bool
    ) {
        self.call = call
        self.options = options
        self.columns = columns
        self.validation = validation
        self.isNoted = isNoted
    }

    func run(_ plan: Plan) throws -> ModelValue {
        let context = call.evaluation.context
        let rows = try LabelledColumns(plan, columns, call, context)
        try rows.check(columns, call, context)
        let held = try options.validate.map { plan in
            try LabelledColumns(
                plan, validation ?? columns, like: columns, names: rows.names, call, context
            ).examples
        }
        context.progress?(ExecutionContext.Progress(step: "train", rows: nil, fraction: nil))
        let started = call.capabilities.now()
        let course = TrainingCourse(
            threads: context.mostThreads, cancellation: context.cancellation, endsEarly: isNoted && context.endsEarly,
            progress: call.tell)
        switch rows.examples.target {
        case .numbers:
            return try value(
                try TreeRegressor.train(options.trees, rows.examples, validation: held, course: course), rows, started)
        case .labels:
            return try value(
                try TreeClassifier.train(
                    options.trees, rows.examples, names: rows.names, validation: held, course: course), rows, started)
        }
    }

    private func value(
        _ training: TreeTraining<some TreeModel>, _ rows: LabelledColumns, _ started: Int64
    ) throws -> ModelValue {
        var card = ModelCard(
            inputs: columns.inputs.map(\.name), label: columns.label.name, rows: training.rows,
            validationRows: training.heldRows, data: rows.examples.digest(names: rows.names), parameters: options.facts)
        if let end = training.end {
            // Whoever does not wait for the best so far wants none of what follows either.
            try call.evaluation.context.cancellation.check()
            if case .rows(let part)? = end.part { card.data = rows.examples.picked(part).digest(names: rows.names) }
            let ending = EarlyEnding(end, of: .round)
            ending.note(on: &card)
            call.warn(ending.warning(card, training.curve, goesOn: false))
        }
        warnOfNothingLearnt(training.model)
        return call.value(of: training.model, card, training.curve, started: started, isNoted: isNoted)
    }

    private func warnOfNothingLearnt(_ model: some TreeModel) {
        guard model.ensemble.treeCount == 0 else { return }
        // So small steps would come nowhere however good the columns are.
        let isSlow = options.trees.rate * Double(options.trees.rounds) < 1
        call.warn(
            Diagnostic(
                "nothing-learnt",
                "no tree told more of the rows that were held out than "
                    + (model is TreeRegressor ? "their mean" : "how frequent each label is") + ": nothing was learnt",
                severity: .warning,
                help: [
                    isSlow
                        ? "more `rounds`, or a higher `learning_rate`: it is \(DatumText.float(options.trees.rate))"
                        : "other columns, more rows, or a lower `learning_rate`, `leaves` or a higher `leaf_rows`"
                ]))
    }
}
