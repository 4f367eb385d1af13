import OctavoSource

extension Explanation {
    static let data: [Explanation] = [
        Explanation(
            "file-not-found", "A path that names no file",
            "Relative paths start at the project's root. The message says what the folder holds."),
        Explanation(
            "file-not-readable", "A file that this user may not read",
            "Look at its permissions."),
        Explanation(
            "outside-project", "A path outside the project",
            "A notebook that is run or tested reads and writes inside its project alone; `--allow PATH` names more."),
        Explanation(
            "unknown-format", "A file name that does not say its format",
            "Name it: `load(path, format: \"csv\")`."),
        Explanation(
            "bad-record", "A record that cannot be read",
            "`bad: \"skip\"` leaves such records out and counts them, `bad: \"keep\"` keeps them in a column `_bad`."),
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
