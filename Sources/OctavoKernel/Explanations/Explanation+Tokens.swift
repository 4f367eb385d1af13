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
            "damaged-tokenizer", "A file of a tokenizer that is not what it should be",
            """
            The SHA-256 of each public encoding is known, so that a cut or changed file never gives wrong numbers. Remove the file and fetch \
            it again. Other files are checked as they are read: a `tokenizer.json` is JSON with a `model` whose pairs are all in its \
            vocabulary, and ranks are lines of a token in base64 and its rank. The message names the place.
            """),
        Explanation(
            "unsupported-tokenizer", "A tokenizer with a part that Octavo does not have",
            """
            The file names a kind of step or model that would change the numbers and is not known here, or dropout, which gives equal texts \
            different numbers. Nothing is left out silently, since wrong numbers look like right ones.
            """),
        Explanation(
            "untokenizable-text", "A text that the tokenizer has no tokens for",
            """
            Most tokenizers have a token for what they do not know; this one has none, and the text has such a character or word.
            """),
        Explanation(
            "unknown-token", "A number that no token has",
            "`decode` was given a number beyond the encoding's last token. Were the numbers made with another encoding?"),
    ]
}
