import OctavoText
import Synchronization

/// Tokenizers by the digest of their files, so that a notebook reads each once.
///
/// A class because all threads share one. What it holds never changes a result, only how fast it comes.
final class TokenizerCache: Sendable {
    static let shared = TokenizerCache()

    /// A notebook uses one or two; a large one takes some tens of megabytes.
    private static let capacity = 4

    /// The one that was used last stands last.
    private let known = Mutex<[(digest: String, tokenizer: any TextTokenizer)]>([])

    /// The tokenizer from here or made now.
    func tokenizer(_ digest: String, make: () throws -> any TextTokenizer) rethrows -> any TextTokenizer {
        if let found = use(digest) { return found }
        let tokenizer = try make()
        known.withLock { known in
            if known.count >= Self.capacity { known.removeFirst() }
            known.append((digest, tokenizer))
        }
        return tokenizer
    }

    private func use(_ digest: String) -> (any TextTokenizer)? {
        known.withLock { known in
            guard let place = known.lastIndex(where: { $0.digest == digest }) else { return nil }
            let entry = known.remove(at: place)
            known.append(entry)
            return entry.tokenizer
        }
    }
}
