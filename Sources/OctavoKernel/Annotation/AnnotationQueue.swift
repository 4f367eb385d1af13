package import OctavoVerbs

/// Which record an annotator is asked about next: first what nobody is sure of, what was skipped in an earlier session last.
package struct AnnotationQueue: Sendable {
    package enum Task: Sendable, Equatable {
        case label
        /// The records on which annotators differ, once each.
        case settle
    }

    package let records: [AnnotationRecord]
    package let annotator: String
    package let task: Task
    package private(set) var book: AnnotationBook
    /// Places in `records` that are still to be asked about, the next one last.
    private var waiting: [Int]
    /// Places that were answered, in this session or before, the last one last.
    private var done: [Int]
    /// How many records the task is about.
    package let total: Int

    package init(_ records: [AnnotationRecord], _ book: AnnotationBook, annotator: String, task: Task = .label) {
        self.records = records
        self.annotator = annotator
        self.task = task
        self.book = book
        var places: [String: Int] = [:]
        for (place, record) in records.enumerated() { places[record.id] = place }
        let order = task == .label ? book.order(of: annotator) : book.orderOfSettled
        let asked = records.indices.filter { task == .label || book.isDisputed(records[$0].id) }
        total = asked.count
        let own = Set(asked)
        done = order.compactMap { places[$0] }.filter { own.contains($0) }
        let known = Set(done)
        // Stable: equally sure ones in the order of the file.
        let open = asked.filter { !known.contains($0) }.enumerated().sorted { one, other in
            let sureness = (records[one.element].confidence ?? 0, records[other.element].confidence ?? 0)
            return sureness.0 != sureness.1 ? sureness.0 < sureness.1 : one.offset < other.offset
        }.map(\.element)
        let skipped = task == .label ? done.filter { book.answer(to: records[$0].id, of: annotator)?.label == nil } : []
        waiting = Array((open + skipped).reversed())
    }

    /// The record that shows; `nil` when all are done.
    package var current: AnnotationRecord? { waiting.last.map { records[$0] } }

    /// How many records have a label of this annotator, or were settled.
    package var labelled: Int { done.count { hasLabel($0) } }
    package var skipped: Int { done.count - labelled }

    private func hasLabel(_ place: Int) -> Bool {
        let id = records[place].id
        return task == .settle ? book.settled(id) != nil : book.answer(to: id, of: annotator)?.label != nil
    }

    /// What is known of the current record already: an answer that was skipped, with its note.
    package var note: String? { current.flatMap { book.answer(to: $0.id, of: annotator)?.note } }

    // MARK: - What is to be written before it holds

    /// The current record with `label`, or skipped. What is to be settled cannot be skipped, only passed.
    package func answer(_ label: LabelAnswer?, note: String?) -> AnnotationEvent? {
        guard let record = current, label != nil || task == .label else { return nil }
        let action: AnnotationEvent.Action = label == nil ? .skip : task == .settle ? .settle : .label
        return AnnotationEvent(
            id: record.id, annotator: annotator, action: action, label: label, note: note, suggestion: record.suggestion,
            confidence: record.confidence, text: record.text)
    }

    /// The last answer taken back; `nil` where there is none.
    package var undoing: AnnotationEvent? {
        done.last.map {
            AnnotationEvent(
                id: records[$0].id, annotator: annotator, action: task == .settle ? .unsettle : .undo, text: records[$0].text)
        }
    }

    /// Goes on, once the event is on disk.
    package mutating func take(_ event: AnnotationEvent) {
        book.take(event)
        switch event.action {
        case .undo, .unsettle:
            guard let place = done.popLast() else { return }
            waiting.removeAll { $0 == place }
            waiting.append(place)
        case .label, .skip, .settle:
            guard let place = waiting.popLast() else { return }
            done.removeAll { $0 == place }
            done.append(place)
        }
    }

    /// Leaves the current record for another session, without a trace.
    package mutating func pass() { _ = waiting.popLast() }
}
