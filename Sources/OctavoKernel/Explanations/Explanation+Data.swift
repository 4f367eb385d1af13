import OctavoSource

extension Explanation {
    static let data: [Explanation] = [
        Explanation(
            "join-many", "A row that meets several where one was expected",
            "`expect: \"one\"` says that the right table has each key once. Use `distinct` on it first, or expect many."),
        Explanation(
            "import-cycle", "Files that import each other",
            "Move what both need into a third file."),
        Explanation(
            "import-needs-name", "An import whose file name is no name",
            "Add one: `import \"2-parts.oct\" as parts`."),
        Explanation(
            "unset-variable", "An environment variable that is not set",
            "`env(name, default)` gives a default."),
        Explanation(
            "offline", "The network in a run without it",
            "`--offline` refuses it."),
        Explanation(
            "read-only", "A write in a run that only reads",
            "`--read-only` refuses it."),
        Explanation(
            "budget", "More steps or memory than a program may take",
            "Verbs over tables do more with less than lists and lambdas."),
        Explanation(
            "interrupted", "Stopped by Ctrl-C",
            "Every binding is as it was before."),
        Explanation(
            "row-failed", "A row that could not be computed",
            "`try … else` gives such rows another value: `try int(.x) else null`."),
        Explanation(
            "failed", "Something that should not fail did",
            "This is a mistake of Octavo's own. Please report it with the program."),
    ]
}
