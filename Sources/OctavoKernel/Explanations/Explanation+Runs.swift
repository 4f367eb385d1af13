import OctavoSource

extension Explanation {
    /// What ends a run, or keeps it from starting.
    static let runs: [Explanation] = [
        Explanation(
            "interrupted", "Stopped by Ctrl-C",
            "Every binding is as it was before."),
        Explanation(
            "time-limit", "A cell that took longer than it may",
            "`timeout=` in the cell's info string sets its limit, `--timeout` that of all cells."),
        Explanation(
            "budget", "More steps or memory than a program may take",
            "Verbs over tables do more with less than lists and lambdas."),
        Explanation(
            "offline", "The network in a run without it",
            "`--offline` refuses it."),
        Explanation(
            "read-only", "A write in a run that only reads",
            "`--read-only` refuses it."),
        Explanation(
            "unset-variable", "An environment variable that is not set",
            "`env(name, default)` gives a default.",
            wrong: "env(\"NOT_SET_ANYWHERE\")", right: "env(\"NOT_SET_ANYWHERE\", \"none\")"),
        Explanation(
            "malformed-override", "A `--set` that is no name and value",
            "Write `--set name=value`."),
        Explanation(
            "unknown-parameter", "A `--set` of a parameter that the notebook does not have",
            "Parameters are the names that the notebook's `params` cells bind."),
        Explanation(
            "parameter-type", "A `--set` with a value of another type",
            "A parameter keeps the type of its default in the `params` cell."),
        Explanation(
            "bad-usage", "A command line that cannot be understood",
            "`octavo --help` lists the commands, `octavo help COMMAND` the options of one. The status is 2."),
        Explanation(
            "unknown-command", "A `:` command that the prompt does not have",
            "`:help` lists the commands."),
        Explanation(
            "failed", "Something that should not fail did",
            "This is a mistake of Octavo's own. Please report it with the program."),
        Explanation(
            "unbound-element", "An element that is used outside its list",
            "This is a mistake of Octavo's own. Please report it with the program."),
    ]
}
