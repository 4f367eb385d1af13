package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let filterNoise = Verb(
        "filter_noise", .cleaning, "Drops the rows whose text is noise, by rules with named thresholds.",
        notes: """
            Preset "chat" suits messages of people: it drops what is empty, an automatic reply, nothing but a signature, the same again and \
            again, or typed without sense, and keeps `ok` and `Room 12?`. "web" has the rules of Gopher, C4 and FineWeb with the thresholds \
            they published, which nearly no message passes. "none" starts from nothing. An option changes or adds a rule; `false` \
            switches one off. `bad_words:` names C4's last rule, for which it takes a list of others: docs/data_prep.md tells where that is.

            `duplicates: "exact"` drops texts that stood there before, byte for byte, "near" also those that differ in little: of all runs of \
            five characters (from 20 words on, of five words) that the two texts have, a share of `threshold` is in both. A row goes only \
            if it is itself that much like one that stays. The first stays; the result depends on the rows and their order alone.

            `report` tells how many rows went by which rule, with examples; `what_if` counts before anything is dropped.
            """,
        parameters: [
            .open("t", "The table."),
            ParameterDescription(
                name: "column", about: "The column of text.", expects: .column, defaultText: nil, isRest: false),
        ] + NoiseArguments.parameters,
        returns: .table(nil),
        examples: [
            Example(
                "table([{q: \"ok\"}, {q: \"...\"}, {q: \"asdf jkl;\"}, {q: \"Room 12?\"}]) | filter_noise(.q)",
                gives: "| q        |\n| -------- |\n| ok       |\n| Room 12? |"),
            Example(
                "table([{q: \"ok\"}, {q: \"Is breakfast included?\"}]) | filter_noise(.q, min_words: 3)",
                gives: "| q                      |\n| ---------------------- |\n| Is breakfast included? |"),
            Example(
                """
                table([{q: "I need a room for two nights"}, {q: "i need a room for two nights!"}, {q: "thanks"}]) | \
                filter_noise(.q, duplicates: "near") | report | select(.rows_out, .note)
                """,
                gives: """
                    | rows_out | note                                               |
                    | -------: | -------------------------------------------------- |
                    |        3 |                                                    |
                    |        3 |                                                    |
                    |        2 | near_duplicate 1 ("i need a room for two nights!") |
                    """),
        ],
        searchTerms: [
            "quality_filter", "gopher", "c4", "fineweb", "dedup", "deduplicate", "near_duplicates", "minhash", "drop_noise",
            "gibberish",
        ],
        checking: .runsBody,
        run: { call, arguments in
            guard let first = arguments.single[0], let second = arguments.single[1] else { return .null }
            let wanted = try NoiseArguments(arguments, from: 2, in: call)
            if case .unknown(let type) = first.value { return .unknown(type) }
            let plan = try TableArgument.decode(first, in: call, parameter: call.verb.parameters[0]).plan
            let column = try ColumnReference.decode(second, in: call, parameter: call.verb.parameters[1])
            let field = try TextColumns.field(column, call, plan.schema)
            return .table(NoiseSteps.filtered(plan, field.name, wanted, call))
        })
}
