import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

/// Rows as a provider learns from them: a conversation each, of what the model is told, a text, and the label as its answer.
struct TrainingConversations {
    /// JSON Lines.
    private(set) var bytes: [UInt8] = []
    let count: Int
    /// How many tokens they are, as exactly as they can be counted.
    private(set) var tokens = 0
    /// What each line says, with the first text that says it.
    private var texts: [[UInt8]: String] = [:]

    /// OpenAI's own limits; others ask for no more.
    static let fewest = 10
    private static let mostBytes = 512 << 20
    /// What a message takes besides its words (its frame three and its role one), and what an answer's beginning takes, as OpenAI's guide
    /// to the preparation of such rows reckons.
    private static let tokensAMessage = 4
    private static let tokensAnAnswer = 3

    /// Throws what a provider would refuse, before anything is sent.
    init(_ rows: LabelledTexts, system: String?, _ counting: TokenCounting, _ call: Call, part: String) throws {
        count = rows.texts.count
        // Labels and what is told before are the same again and again.
        let systemTokens = try system.map { try counting.count($0) + Self.tokensAMessage } ?? 0
        let labelTokens = try rows.names.map { try counting.count($0) + Self.tokensAMessage }
        for (place, text) in rows.texts.enumerated() {
            let label = rows.names[Int(rows.labels[place])]
            for (content, kind) in [(text, "text"), (label, "label")] where content.allSatisfy(\.isWhitespace) {
                throw Diagnostic(
                    "bad-training-rows",
                    "row \(Quantity.grouped(place + 1)) of \(part) has an empty \(kind), which a provider refuses",
                    at: call.range(ofArgument: 0), help: ["`filter(trim(.column) != \"\")` leaves such rows out"])
            }
            let messages =
                (system.map { [ChatMessage(.system, $0)] } ?? []) + [ChatMessage(.user, text), ChatMessage(.assistant, label)]
            var line: [UInt8] = []
            let document = messages.map { Datum.record([("role", .text($0.role.rawValue)), ("content", .text($0.content))]) }
            JSONWriter.append(.record([("messages", .list(document))]), to: &line)
            if texts[line] == nil { texts[line] = text }
            bytes += line
            bytes.append(0x0A)
            tokens +=
                systemTokens + Self.tokensAMessage + (try counting.count(text)) + labelTokens[Int(rows.labels[place])]
                + Self.tokensAnAnswer
        }
        guard bytes.count <= Self.mostBytes else {
            throw Diagnostic(
                "bad-training-rows", "\(part) would be \(bytes.count >> 20) MiB of conversations, and a provider takes 512 MiB",
                at: call.range(ofArgument: 0), help: ["`sample(t, n)` takes some of the rows"])
        }
    }

    var digest: String { ContentDigest.sha256Hex(bytes) }

    /// Conversations that are measured must not be learnt.
    func checkApart(from other: TrainingConversations, _ range: SourceRange) throws {
        let shared = other.texts.filter { texts[$0.key] != nil }.map(\.value).sorted()
        guard let first = shared.first else { return }
        throw Diagnostic(
            "bad-training-rows",
            "\(Quantity.of(shared.count, "row")) of `validate` \(shared.count == 1 ? "is" : "are") among those that are learnt from, which a provider refuses",
            at: range, notes: ["such as \(Excerpt.value(.text(first)))"],
            help: ["`split` makes parts that share no row; `leakage` lists those that do"])
    }
}
