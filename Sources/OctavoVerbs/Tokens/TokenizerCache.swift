import OctavoText
import Synchronization

/// Tokenizers by the digest of their ranks, so that a notebook reads each once.
///
/// A class because all threads share one. What it holds never changes a result, only how fast it comes.
final class TokenizerCache: Sendable {
    static let shared = TokenizerCache()

    private let known = Mutex<[String: Tokenizer]>([:])

    /// The tokenizer from here or made now.
    func tokenizer(_ digest: String, make: () throws -> Tokenizer) rethrows -> Tokenizer {
        if let tokenizer = known.withLock({ $0[digest] }) { return tokenizer }
        let tokenizer = try make()
        known.withLock { $0[digest] = tokenizer }
        return tokenizer
    }
}
