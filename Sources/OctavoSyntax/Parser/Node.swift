import OctavoSource

/// A piece of the tree with its height, which the parser bounds.
struct Node {
    let expression: ExpressionSyntax
    let height: Int

    var range: ByteRange { expression.range }
}

extension Parser {
    /// A node over `children`; past the greatest height it is `.missing` and reported once.
    mutating func node(_ kind: ExpressionSyntax.Kind, _ range: ByteRange, over children: Node...) -> Node {
        node(kind, range, height: children.reduce(0) { max($0, $1.height) })
    }

    /// A node whose highest child has `height` levels.
    @inline(never) mutating func node(_ kind: ExpressionSyntax.Kind, _ range: ByteRange, height: Int) -> Node {
        guard height < Self.maximumHeight else {
            reportTooDeep(at: range, "more than \(Self.maximumHeight) operators, stages and brackets build on each other here")
            return missing(range)
        }
        return Node(expression: ExpressionSyntax(kind, range), height: height + 1)
    }

    func missing(_ range: ByteRange) -> Node { Node(expression: ExpressionSyntax(.missing, range), height: 1) }

    /// `.missing` in front of the current token.
    func missingHere() -> Node { missing(ByteRange(lastConsumed.end, lastConsumed.end)) }

    /// Runs `body` one level deeper, or reports that there are too many and skips what the innermost bracket holds.
    @inline(never) mutating func nested(_ body: (inout Parser) -> Node) -> Node {
        depth += 1
        defer { depth -= 1 }
        guard depth <= Self.maximumDepth else {
            let token = current
            reportTooDeep(at: token.range, "brackets and expressions go more than \(Self.maximumDepth) deep here")
            skipToEndOfContext()
            lastFailure = current.range.start
            return missing(token.range)
        }
        return body(&self)
    }

    @inline(never) private mutating func reportTooDeep(at range: ByteRange, _ message: String) {
        failedElsewhere = true
        guard !isTooDeep else { return }
        isTooDeep = true
        report("too-deep", message, at: range, help: ["bind a part of it to a name first"])
    }
}
