import OctavoLanguage

/// Which requests are sent together: texts that are to be given as vectors in batches, all others one by one.
struct RequestBatches {
    /// Servers have limits of their own: OpenAI takes 2,048 texts with 300,000 tokens, many a local one less. So many make the way there
    /// and back small beside the work, and their vectors of 4,096 numbers stay well under the longest answer.
    static let mostTexts = 64
    static let mostBytes = 1 << 18

    /// The requests' places, batch by batch.
    private(set) var places: [[Int]] = []
    /// Batches of more were too large for the provider.
    private var most = mostTexts

    init(_ requests: [ChatRequest]) {
        var bytes = 0
        for (place, request) in requests.enumerated() {
            let own = request.messages.last?.content.utf8.count ?? 0
            if request.wantsVector, let batch = places.last, batch.count < Self.mostTexts, bytes + own <= Self.mostBytes,
                requests[batch[0]].isAlike(request)
            {
                places[places.count - 1].append(place)
                bytes += own
            } else {
                places.append([place])
                bytes = own
            }
        }
    }

    /// The provider refused a batch: of several requests the latter half becomes a batch of its own. Gives whether there is one.
    mutating func halve(_ batch: Int, isTooLarge: Bool) -> Bool {
        let count = places[batch].count
        guard count > 1 else { return false }
        if isTooLarge { most = min(most, (count + 1) / 2) }
        cut(batch, to: (count + 1) / 2)
        return true
    }

    /// A batch is about to be sent: of what is more than the provider takes becomes a batch of its own. Gives whether there is one.
    mutating func fit(_ batch: Int) -> Bool {
        guard places[batch].count > most else { return false }
        cut(batch, to: most)
        return true
    }

    private mutating func cut(_ batch: Int, to count: Int) {
        places.append(Array(places[batch][count...]))
        places[batch].removeSubrange(count...)
    }
}

extension ChatRequest {
    /// Whether it differs in its text alone.
    fileprivate func isAlike(_ other: ChatRequest) -> Bool {
        wantsVector == other.wantsVector && target == other.target && parameters == other.parameters
    }
}
