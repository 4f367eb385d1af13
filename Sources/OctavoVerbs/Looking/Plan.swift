package import OctavoLanguage
import OctavoTable

extension Verb {
    package static let plan = Verb(
        step: "plan", .looking, "Tells the steps that compute a table, as they were written and as they are run.",
        notes: """
            One row a step, the last step first, the steps that it reads below it. Before a plan runs, constants are computed, filters and \
            the choice of columns are brought to where the rows come from, the rows of `head` are chosen early, and what stands there \
            twice is computed once. `run: true` runs the steps and adds how many rows each gave; `times: true` adds what each took \
            besides, which is another time on every run. At the prompt `:plan t` shows the same, with rows and times once `t` has run.
            """,
        examples: [
            Example(
                "table([{n: 1, t: \"a\"}, {n: 5, t: \"b\"}]) | derive(m: 2.0 * .n) | sort(desc(.m)) | filter(.t != \"b\") | head(1) | plan",
                gives: """
                    | plan    | step                         |
                    | ------- | ---------------------------- |
                    | written | head: 1 row                  |
                    | written |   filter: .t != "b"          |
                    | written |     sort: desc(.m)           |
                    | written |       derive: m: 2.0 * .n    |
                    | written |         table: 2 rows, .n .t |
                    | run     | head: 1 row                  |
                    | run     |   sort: desc(.m)             |
                    | run     |     derive: m: 2.0 * .n      |
                    | run     |       filter: .t != "b"      |
                    | run     |         table: 2 rows, .n .t |
                    """),
            Example(
                "table([{n: 1}, {n: 5}, {n: 7}]) | filter(.n > 2 and .n < 3 + 3) | plan(run: true) | filter(.plan == \"run\")",
                gives: """
                    | plan | step                          | rows |
                    | ---- | ----------------------------- | ---: |
                    | run  | filter: (.n > 2) and (.n < 6) |    1 |
                    | run  |   table: 3 rows, .n           |    3 |
                    """),
        ],
        searchTerms: ["query_plan", "profile", "explain_analyze"],
        Parameter("t", TableArgument.self, "The table."),
        Parameter("run", default: false, "false", "Runs the steps and tells their rows."),
        Parameter("times", default: false, "false", "Runs the steps and tells their rows and times.")
    ) { call, table, run, times in
        if times { call.record(.outside) }
        let plan = table.plan
        let now = call.capabilities.now
        var fields = [Field("plan", .text), Field("step", .text)]
        if run || times { fields.append(Field("rows", .int)) }
        if times { fields.append(Field("time", .duration)) }
        let schema = Schema(fields)
        let body: @Sendable ([Table], ExecutionContext) throws -> Table = { _, context in
            var context = times ? context : context.inOrder
            context.clock = times ? now : nil
            let steps = run || times ? try Executor.profile(plan, context) : Executor.steps(unrun: plan)
            let all = PlanText.written(plan).map { ("written", $0) } + steps.map { ("run", $0) }
            let columns = schema.fields.map { field in
                Column(
                    field.type,
                    all.map { stage, step -> Datum in
                        switch field.name {
                        case "plan": .text(stage)
                        case "step": .text(step.line)
                        case "rows": step.rows.map { .int(Int64($0)) } ?? .null
                        default: step.microseconds.map { .duration($0) } ?? .null
                        }
                    })
            }
            return Table(schema: schema, chunks: [Chunk(count: all.count, columns: columns)])
        }
        return call.step(.wholeTable(name: "plan", inputs: [], run: body), schema)
    }
}
