import OctavoSource

extension Explanation {
    static let annotation: [Explanation] = [
        Explanation(
            "label-outside-schema", "A label that the schema does not list",
            """
            The schema says which labels there are; a rule, a share or an answer that names another one is refused, since a misspelt label \
            would become a class of its own in training. Null stands for no label. A new label goes into the schema first, and into the \
            guidelines.
            """,
            wrong: "table([{q: \"hi\"}]) | annotate(.q, schema: {enum: [\"Book\", \"Cancel\"]}, rules: {all: \"Boook\"})",
            right: "table([{q: \"hi\"}]) | annotate(.q, schema: {enum: [\"Book\", \"Cancel\"]}, rules: {all: \"Book\"})"),
        Explanation(
            "label-without-guideline", "A label that the guidelines do not mention",
            """
            Annotators who find nothing about a label each make up what it means, and agree less. The file of guidelines should name every label of \
            the schema, say when it is right and when its neighbours are, and give an example.
            """),
        Explanation(
            "no-terminal", "A question where nobody can answer",
            """
            `octavo annotate` shows records on a terminal and waits for keys, so its input and output must be one, and no pipe or file. From a \
            script, `--export` writes the answers that there are, and the function `annotate` labels rows by rules.
            """),
        Explanation(
            "bad-balance", "Shares of labels that make no whole",
            """
            `balance` says how frequent the labels are. Every label of the schema needs a share above zero, and the shares add up to 1. Without \
            `balance` all labels are taken for equally frequent.
            """,
            wrong: """
                table([{q: "hi"}]) | annotate(.q, schema: {enum: ["ham", "spam"]}, rules: {all: "ham"}, balance: {ham: 90%, spam: 20%})
                """,
            right: """
                table([{q: "hi"}]) | annotate(.q, schema: {enum: ["ham", "spam"]}, rules: {all: "ham"}, balance: {ham: 80%, spam: 20%})
                """),
    ]
}
