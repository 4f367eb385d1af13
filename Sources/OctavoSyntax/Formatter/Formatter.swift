import OctavoSource

/// A program's canonical layout. Only blanks and line breaks change: never a token, never the tree.
///
/// What the writer decided stays where it says something: line breaks after commas and operators, one blank line between
/// statements, comments, whether a pipeline stands on one line as long as that fits.
package enum Formatter {
    /// Lines are broken, where there is a choice, before they get longer.
    package static let maximumColumns = 100

    /// `tree`'s text in the canonical layout, ending in a newline unless it is empty; `nil` if the tree has errors.
    package static func format(_ tree: SyntaxTree) -> String? {
        guard !tree.diagnostics.contains(where: { $0.severity == .error }) else { return nil }
        var lexer = Lexer(tree.source)
        lexer.run()
        let layout = FormatterLayout(tree, SyntaxOutline(tree, lexer))
        var broken = layout.pipelinesBrokenByWriter()
        // Breaking a pipeline can leave another one, in a block inside it, too long: until nothing changes.
        while true {
            let trial = FormatterPrinter.print(layout, broken: broken, wraps: false)
            let tooLong = layout.mainPipelines.filter { pipeline in
                !broken.contains(pipeline.id) && trial.startsLines[pipeline.pipes[0]]
                    && pipeline.pipes.contains { trial.longLines.contains(trial.lineOfToken[$0]) }
            }
            // One a line and round: breaking it may be enough.
            var lines: Set<Int> = []
            let chosen = tooLong.filter { lines.insert(trial.lineOfToken[$0.pipes[0]]).inserted }
            if chosen.isEmpty { break }
            broken.formUnion(chosen.map(\.id))
        }
        return FormatterPrinter.print(layout, broken: broken, wraps: true).text
    }
}
