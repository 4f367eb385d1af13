import OctavoTable
package import OctavoVerbs

/// What an annotator did, as one line of the store: a JSON object.
package struct AnnotationEvent: Sendable, Equatable {
    package enum Action: String, Sendable {
        case label, skip
        /// Takes back this annotator's last answer to the record.
        case undo
        /// The answer that holds, whatever annotators say.
        case settle
        /// Takes that back.
        case unsettle
    }

    package var id: String
    package var annotator: String
    package var action: Action
    /// With `label` and `settle`.
    package var label: LabelAnswer?
    package var note: String?
    /// What was suggested while the record showed, and how sure it was.
    package var suggestion: LabelAnswer?
    package var confidence: Double?
    /// How long the record showed.
    package var seconds: Double
    /// When, as ISO 8601.
    package var time: String
    /// What was asked about, so that the store means something without the file.
    package var text: String

    package init(
        id: String, annotator: String, action: Action, label: LabelAnswer? = nil, note: String? = nil,
        suggestion: LabelAnswer? = nil, confidence: Double? = nil, seconds: Double = 0, time: String = "", text: String = ""
    ) {
        self.id = id
        self.annotator = annotator
        self.action = action
        self.label = label
        self.note = note
        self.suggestion = suggestion
        self.confidence = confidence
        self.seconds = seconds
        self.time = time
        self.text = text
    }

    /// One line without its end.
    package var line: String {
        JSON.object([
            ("id", .text(id)), ("annotator", .text(annotator)), ("action", .text(action.rawValue)), ("label", Self.json(label)),
            ("note", .optional(note)), ("suggestion", Self.json(suggestion)),
            ("confidence", confidence.map { .float($0) } ?? .null),
            ("seconds", .float((seconds * 10).rounded() / 10)), ("time", .text(time)), ("text", .text(text)),
        ]).text
    }

    /// `nil` for what is no event: half a line, or something that this version does not know.
    package init?(line: some StringProtocol) {
        guard let value = try? JSONReader.read(String(line)), let id = value["id"]?.text,
            let annotator = value["annotator"]?.text, let action = value["action"]?.text.flatMap({ Action(rawValue: $0) })
        else { return nil }
        let label = LabelAnswer(value["label"])
        if label == nil, action == .label || action == .settle { return nil }
        self.init(
            id: id, annotator: annotator, action: action, label: label, note: value["note"]?.text,
            suggestion: LabelAnswer(value["suggestion"]), confidence: value["confidence"].flatMap(Self.number),
            seconds: value["seconds"].flatMap(Self.number) ?? 0, time: value["time"]?.text ?? "",
            text: value["text"]?.text ?? "")
    }

    /// A text; a list where several labels may hold at once.
    private static func json(_ answer: LabelAnswer?) -> JSON {
        switch answer {
        case nil: .null
        case .one(let name)?: .text(name)
        case .several(let names)?: .array(names.map { .text($0) })
        }
    }

    private static func number(_ value: Datum) -> Double? {
        switch value {
        case .int(let number): Double(number)
        case .float(let number): number
        default: nil
        }
    }
}
