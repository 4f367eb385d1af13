package import OctavoLanguage
package import OctavoTable
import OctavoVerbs

extension ExecutionContext {
    /// For a cell that will show these values: what their tables have in common is computed once.
    package func sharing(_ shown: [Value]) -> ExecutionContext {
        var context = self
        context.common = CommonParts(
            shown.compactMap { value in
                if case .object(let plot as PlotValue) = value { return plot.plan }
                return (try? ValueText.plan(of: value)) ?? nil
            })
        return context
    }
}
