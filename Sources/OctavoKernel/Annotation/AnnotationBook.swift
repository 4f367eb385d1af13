package import OctavoVerbs

/// What all annotators have said so far: the events of a store, read from the first to the last.
package struct AnnotationBook: Sendable {
    package struct Answer: Sendable, Equatable {
        /// `nil`: skipped.
        package let label: LabelAnswer?
        package let note: String?
    }

    /// By record, then by annotator.
    private var answers: [String: [String: Answer]] = [:]
    private var settled: [String: Answer] = [:]
    /// By annotator: the records that have an answer, each with the number of its event, so that the last can be taken back.
    private var turns: [String: [String: Int]] = [:]
    /// The same for what was settled, whoever did.
    private var settledTurns: [String: Int] = [:]
    private var eventCount = 0

    package init() {}

    package init(_ events: some Sequence<AnnotationEvent>) { for event in events { take(event) } }

    package mutating func take(_ event: AnnotationEvent) {
        eventCount += 1
        switch event.action {
        case .label, .skip:
            answers[event.id, default: [:]][event.annotator] = Answer(label: event.label, note: event.note)
            turns[event.annotator, default: [:]][event.id] = eventCount
        case .settle:
            settled[event.id] = Answer(label: event.label, note: event.note)
            settledTurns[event.id] = eventCount
        case .undo:
            answers[event.id]?[event.annotator] = nil
            turns[event.annotator]?[event.id] = nil
        case .unsettle:
            settled[event.id] = nil
            settledTurns[event.id] = nil
        }
    }

    /// Everybody who gave a label, by name.
    package var annotators: [String] {
        Set(answers.values.flatMap { $0.filter { $0.value.label != nil }.keys }).sorted()
    }

    package func answer(to id: String, of annotator: String) -> Answer? { answers[id]?[annotator] }

    /// What everybody answered, by name; those who skipped are left out.
    package func answers(to id: String) -> [(annotator: String, label: LabelAnswer, note: String?)] {
        (answers[id] ?? [:]).sorted { $0.key < $1.key }.compactMap { annotator, answer in
            answer.label.map { (annotator, $0, answer.note) }
        }
    }

    package func settled(_ id: String) -> Answer? { settled[id] }

    /// Whether annotators gave different labels.
    package func isDisputed(_ id: String) -> Bool { Set(answers(to: id).map(\.label)).count > 1 }

    /// The label that holds: the one that was settled, else the one that all who answered gave.
    package func label(of id: String) -> LabelAnswer? {
        if let settled = settled[id] { return settled.label }
        let given = Set(answers(to: id).map(\.label))
        return given.count == 1 ? given.first : nil
    }

    /// The records that `annotator` answered, the last one last.
    package func order(of annotator: String) -> [String] { Self.order(turns[annotator] ?? [:]) }
    package var orderOfSettled: [String] { Self.order(settledTurns) }

    private static func order(_ turns: [String: Int]) -> [String] { turns.sorted { $0.value < $1.value }.map(\.key) }
}
