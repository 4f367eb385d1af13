package import OctavoSource
package import OctavoSyntax
package import OctavoTable

/// Types expressions of a text that is no program, such as the holes of a template: the given names and the catalogue's functions are
/// all that means something there, and each name stands for one value a row.
///
/// In what it gives the names are elements, which whoever runs it replaces by columns or values.
package struct OpenExpressions: Sendable {
    private let source: Source
    private let evaluator: Evaluator
    private var resolver: ExpressionResolver

    /// `call` belongs to a check, which collects what is wrong.
    package init(_ source: Source, in call: Call) {
        self.source = source
        evaluator = Evaluator(evaluation: call.evaluation, source: source, depth: 0)
        resolver = ExpressionResolver(schema: Schema([]), in: call)
    }

    /// The same names for expressions of another text.
    package func within(_ source: Source, in call: Call) -> OpenExpressions {
        var other = OpenExpressions(source, in: call)
        other.resolver.elements = resolver.elements
        return other
    }

    /// An element of this type that no other expression of the check knows.
    package mutating func makeElement(_ type: DataType) -> ElementID {
        let id = evaluator.evaluation.makeElement()
        resolver.elements[id] = type
        return id
    }

    /// The typed expression; `nil` where something is wrong with it, which the check has been told.
    package func expression(_ syntax: ExpressionSyntax, names: [(name: String, element: ElementID)]) -> RowExpression? {
        let range = SourceRange(source, syntax.range)
        do {
            var scope = Scope(globals: Environment(), locals: nil)
            for (name, element) in names {
                scope.bindLocal(name, .expression(ColumnExpression(.element(element), range)))
            }
            let value = try evaluator.value(syntax, scope)
            if value.holdsFailure { return nil }
            return try resolver.resolve(Lifting.expression(value, range))
        } catch let diagnostic as Diagnostic {
            evaluator.evaluation.report(diagnostic.located(at: range))
        } catch {
            evaluator.evaluation.report(Diagnostic("failed", "\(error)", at: range))
        }
        return nil
    }
}
