import OctavoSource

extension Explanation {
    static let personalData: [Explanation] = [
        Explanation(
            "unkeyed-hash", "Hashes of personal data that anybody can make",
            """
            A telephone number has so few digits that all of them can be hashed in minutes. With a key that only the project knows, a hash \
            tells nothing to others. Keep the key in the environment, not in a notebook.
            """,
            wrong: "remove_pii(\"a@b.example\", style: \"hash\")",
            right: "remove_pii(\"a@b.example\", style: \"hash\", key: \"an example of a key, no secret\")"),
        Explanation(
            "short-key", "A key that can be found by trying",
            "Hashes and surrogates of personal data are as safe as their key. Sixteen random bytes cannot be found by trying them all.",
            wrong: "remove_pii(\"a@b.example\", style: \"hash\", key: \"abc\")",
            right: "remove_pii(\"a@b.example\", style: \"hash\", key: \"an example of a key, no secret\")"),
    ]
}
