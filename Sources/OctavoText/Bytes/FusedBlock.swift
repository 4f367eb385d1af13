/// Some texts of a column while operations take turns on them. A text is done once every other operation left it as it is since it was
/// last changed.
struct FusedBlock {
    private var operations = 0
    /// The operation that comes next, counted through all rounds.
    private(set) var turn = 0
    /// Whether no text was changed or dropped yet: the texts are where they were and not in `current`.
    private(set) var isUntouched = true
    /// The texts that are not done, their rows, and the turn at which each was last changed, if it was.
    private var current = TextRun()
    private var rows: [Int] = []
    private var changes: [Int?] = []
    /// The same for the next turn, while it is made.
    private var next = TextRun()
    private var nextRows: [Int] = []
    private var nextChanges: [Int?] = []
    /// What is told at the end: texts that changed and are done, and those that were dropped.
    private var finished = TextRun()
    private var outcomes: [Outcome] = []

    private struct Outcome {
        let row: Int
        /// Its place in `finished`.
        let text: Int
        let droppedBy: String?
    }

    var isDone: Bool { rows.isEmpty }

    mutating func start(_ rows: Range<Int>, operations: Int) {
        self.operations = operations
        turn = 0
        isUntouched = true
        self.rows = Array(rows)
        changes = Array(repeating: nil, count: rows.count)
        current.removeAll()
        finished.removeAll()
        outcomes.removeAll(keepingCapacity: true)
    }

    /// The next operation takes its turn on texts that nothing touched.
    mutating func take(_ rows: Range<Int>, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, by worker: any TextWorker) {
        var place = 0
        worker.run(rows, bytes, offsets) { row, text, rule in
            keep(place..<row - rows.lowerBound, from: rows.lowerBound, bytes, offsets)
            place = row - rows.lowerBound
            note(place, text, rule)
            place += 1
        }
        if place == 0 {
            turn += 1
            if turn == operations { self.rows.removeAll(keepingCapacity: true) }
            return
        }
        keep(place..<rows.count, from: rows.lowerBound, bytes, offsets)
        isUntouched = false
        endTurn()
    }

    /// The next operation takes its turn on the texts that are not done.
    mutating func takeOwn(by worker: any TextWorker) {
        let texts = current
        // A local, since what is told changes this value.
        current = TextRun()
        var place = 0
        worker.run(0..<rows.count, texts.bytes.span, texts.offsets.span) { row, text, rule in
            keep(place..<row, from: 0, texts.bytes.span, texts.offsets.span)
            note(row, text, rule)
            place = row + 1
        }
        if place == 0, turn < operations - 1 {
            current = texts
            turn += 1
            return
        }
        keep(place..<rows.count, from: 0, texts.bytes.span, texts.offsets.span)
        current = texts
        endTurn()
    }

    private mutating func endTurn() {
        swap(&current, &next)
        swap(&rows, &nextRows)
        swap(&changes, &nextChanges)
        next.removeAll()
        nextRows.removeAll(keepingCapacity: true)
        nextChanges.removeAll(keepingCapacity: true)
        turn += 1
    }

    /// The text at a place was changed or dropped.
    private mutating func note(_ place: Int, _ text: Span<UInt8>, _ rule: String?) {
        if let rule { return end(place, text, droppedBy: rule) }
        next.append(text)
        nextRows.append(rows[place])
        nextChanges.append(turn)
    }

    /// The texts at some places were left as they are.
    private mutating func keep(_ places: Range<Int>, from first: Int, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>) {
        if turn < operations - 1 {
            // None of them is done.
            next.append(places.lowerBound + first..<places.upperBound + first, bytes, offsets)
            nextRows += rows[places]
            nextChanges += changes[places]
            return
        }
        for place in places {
            let text = bytes.extracting(Int(offsets[place + first])..<Int(offsets[place + first + 1]))
            guard let change = changes[place] else { continue }
            if turn - change == operations - 1 {
                end(place, text, droppedBy: nil)
            } else {
                next.append(text)
                nextRows.append(rows[place])
                nextChanges.append(change)
            }
        }
    }

    private mutating func end(_ place: Int, _ text: Span<UInt8>, droppedBy rule: String?) {
        outcomes.append(Outcome(row: rows[place], text: finished.count, droppedBy: rule))
        finished.append(text)
    }

    /// There are no more turns: what changed is as it is.
    mutating func finish() {
        let current = current
        for place in rows.indices where changes[place] != nil {
            outcomes.append(Outcome(row: rows[place], text: finished.count, droppedBy: nil))
            finished.append(place..<place + 1, current.bytes.span, current.offsets.span)
        }
        outcomes.sort { $0.row < $1.row }
    }

    func tell(_ tell: TextWorker.TellOutcome) {
        for outcome in outcomes {
            let bytes = Int(finished.offsets[outcome.text])..<Int(finished.offsets[outcome.text + 1])
            tell(outcome.row, finished.bytes.span.extracting(bytes), outcome.droppedBy)
        }
    }
}

/// Texts end to end, as a column has them.
private struct TextRun {
    private(set) var bytes: [UInt8] = []
    private(set) var offsets: [UInt32] = [0]

    var count: Int { offsets.count - 1 }

    mutating func removeAll() {
        bytes.removeAll(keepingCapacity: true)
        offsets.removeAll(keepingCapacity: true)
        offsets.append(0)
    }

    mutating func append(_ text: Span<UInt8>) {
        bytes.append(text)
        offsets.append(UInt32(truncatingIfNeeded: bytes.count))
    }

    /// Some texts of a column.
    mutating func append(_ rows: Range<Int>, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>) {
        if rows.isEmpty { return }
        let shift = UInt32(truncatingIfNeeded: self.bytes.count) &- offsets[rows.lowerBound]
        self.bytes.append(bytes.extracting(Int(offsets[rows.lowerBound])..<Int(offsets[rows.upperBound])))
        for row in rows { self.offsets.append(offsets[row + 1] &+ shift) }
    }
}
