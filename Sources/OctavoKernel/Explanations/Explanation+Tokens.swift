import OctavoSource

extension Explanation {
    static let tokens: [Explanation] = [
        Explanation(
            "estimated-tokens", "Tokens that are estimated, not counted",
            """
            `tokens` counts with the ranks of the encoding, a file of one to four megabytes that is not part of Octavo. Without it the number \
            is an estimate, off by a few in a hundred for English and by more for other languages. Fetch the file before a limit or a price \
            depends on it.
            """),
        Explanation(
            "no-tokenizer", "Ranks that are not in the project",
            """
            `encode` and `decode` need the ranks of the encoding in `.octavo/tokenizers/`, as `cl100k_base.tiktoken` or \
            `o200k_base.tiktoken`. `scripts/setup --tokenizers` in a checkout of Octavo fetches both and checks them. Without them only \
            `tokens` gives something, an estimate.
            """),
        Explanation(
            "damaged-tokenizer", "A file of ranks that is not what its name says",
            """
            The SHA-256 of each public encoding is known, so that a cut or changed file never gives wrong numbers. Remove the file and fetch \
            it again.
            """),
        Explanation(
            "unknown-token", "A number that no token has",
            "`decode` was given a number beyond the encoding's last token. Were the numbers made with another encoding?"),
    ]
}
