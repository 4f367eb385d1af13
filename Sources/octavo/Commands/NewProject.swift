/// What `octavo init` writes.
enum NewProject {
    static let notebook = "notebooks/01-first-look.md"
    static let data = "data/messages.csv"

    /// Paths below the project's folder, and texts.
    static let files: [(path: String, text: String)] = [
        (
            "config/octavo.yaml",
            """
            # Settings of this project. Relative paths in notebooks start at the folder above this one.
            # memory: 4GB

            """
        ),
        (
            data,
            """
            id,at,text,intent
            1,2026-01-05T09:12:00Z,Do you have a room next weekend?,availability
            2,2026-01-05T10:40:00Z,I need to cancel my booking,cancel
            3,2026-01-06T08:03:00Z,"Is breakfast included, and until when?",breakfast
            4,2026-01-06T17:25:00Z,Any rooms for two from Friday?,availability

            """
        ),
        (
            "prompts/templates/reply.md",
            """
            Answer the guest in two sentences, friendly and exact.

            The guest wrote: {{ text }}

            """
        ),
        (".gitignore", ".octavo/\n**/*.assets/run.json\n"),
        (
            notebook,
            """
            ---
            octavo: 1
            title: A first look
            ---

            # A first look

            What the guests wrote:

            ```octavo name=messages
            messages = load("data/messages.csv")
            messages
            ```

            What they want:

            ```octavo name=intents
            messages | count(by: .intent, sort: true)
            ```

            How much they write:

            ```octavo name=words
            messages
              | derive(words: word_count(.text))
              | summarize(messages: count(), mean_words: mean(.words), by: .intent)
            ```

            """
        ),
    ]
}
