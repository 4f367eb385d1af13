import OctavoSource
import OctavoSyntax

/// Programs that a command writes for what it was told.
enum CommandProgram {
    static func run(_ text: String, _ shared: SharedOptions) throws {
        let workspace = try shared.workspace(isRestricted: false)
        try ScriptRunner(workspace: workspace, shared: shared).run(Source(name: "<command line>", text: text), mode: .cell)
    }

    /// The fields in which two records differ, as a table.
    static func difference(_ before: String, _ after: String) -> String {
        """
        a = \(before)
        b = \(after)
        unique([...keys(a), ...keys(b)])
          | filter(k -> get(a, k) != get(b, k))
          | map(k -> {name: k, before: json(get(a, k)), after: json(get(b, k))})
          | table
        """
    }
}
