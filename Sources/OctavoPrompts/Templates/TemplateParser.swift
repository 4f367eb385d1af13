import OctavoSource
import OctavoSyntax

/// Nests the pieces of a template and puts the parts that it includes in their places.
struct TemplateParser {
    /// Blocks inside blocks, and parts inside parts.
    static let deepest = 40
    /// Pieces of a template with all its parts: parts that include others twice double with every level.
    static let mostPieces = 1_000_000

    /// Gives the text of a part, given as the file at `path` names it.
    typealias Reader = (_ path: String, _ place: SourceRange) throws -> Source

    private let read: Reader
    private(set) var problems: [Diagnostic] = []
    private var pieceCount = 0
    /// The files around the current one, itself last, with the places where they are included.
    private var open: [(source: Source, place: SourceRange?)] = []

    init(reading read: @escaping Reader) { self.read = read }

    fileprivate enum Opener {
        case conditional(TemplateCode)
        case loop(NameSyntax, TemplateCode)
    }

    /// A block that has begun.
    fileprivate struct Block {
        let opener: Opener
        let range: SourceRange
        var branches: [TemplateBranch] = []
        var condition: TemplateCode?
        var hasElse = false
        var body: [TemplateNode] = []
    }

    mutating func parse(_ source: Source, from start: Int, at place: SourceRange? = nil) -> [TemplateNode] {
        open.append((source, place))
        defer { open.removeLast() }
        let (pieces, problems) = TemplateScanner.scan(source, from: start)
        self.problems += problems
        pieceCount += pieces.count
        let expressions = TemplateExpressions(pieces, of: source)
        self.problems += expressions.problems
        var blocks: [Block] = []
        var nodes: [TemplateNode] = []
        func add(_ node: TemplateNode) {
            if blocks.isEmpty { nodes.append(node) } else { blocks[blocks.count - 1].body.append(node) }
        }
        for piece in pieces {
            guard case .directive(let directive) = piece else {
                if case .text(let range) = piece { add(.text(SourceRange(source, range))) }
                continue
            }
            let range = SourceRange(source, directive.range)
            switch directive.kind {
            case .hole(let code): add(.hole(expressions.code(code)))
            case .role(let role): add(.role(role, SourceRange(source, directive.range)))
            case .comment, .bad: break
            case .part(let path):
                for node in part(SourceRange(source, path), range, isAlone: directive.isAlone) { add(node) }
            case .conditional(let code):
                let condition = expressions.code(code)
                blocks.append(Block(opener: .conditional(condition), range: range, condition: condition))
            case .loop(let name, let list):
                blocks.append(Block(opener: .loop(name, expressions.code(list)), range: range))
            case .elseConditional(let code): startBranch(expressions.code(code), range, &blocks)
            case .otherwise: startBranch(nil, range, &blocks)
            case .end:
                guard let block = blocks.popLast() else {
                    self.problems.append(stray("`end` ends nothing here", range))
                    continue
                }
                add(block.node)
            }
            if blocks.count > Self.deepest {
                self.problems.append(
                    Diagnostic("too-deep", "blocks nest more than \(Self.deepest) deep here", at: range))
                return nodes
            }
        }
        for block in blocks {
            self.problems.append(
                Diagnostic(
                    "unclosed-block", "this block never ends", at: block.range,
                    help: ["`{{ end }}` ends it, on a line of its own where the block fills lines"]))
        }
        return nodes
    }

    private mutating func startBranch(_ condition: TemplateCode?, _ range: SourceRange, _ blocks: inout [Block]) {
        guard var block = blocks.popLast() else {
            problems.append(stray("`else` belongs to no `if`", range))
            return
        }
        defer { blocks.append(block) }
        guard case .conditional = block.opener else {
            problems.append(
                stray(
                    "`for` has no `else`", range,
                    help: ["what stands for an empty list: `{{ if length(items) == 0 }} … {{ end }}`"]))
            return
        }
        if block.hasElse {
            problems.append(stray("nothing follows `else` but `end`", range))
            return
        }
        block.closeBranch()
        block.condition = condition
        block.hasElse = condition == nil
    }

    private func stray(_ message: String, _ range: SourceRange, help: [String] = []) -> Diagnostic {
        Diagnostic("stray-directive", message, at: range, help: help)
    }

    // MARK: - Parts

    /// What the file at `path` holds: as lines where the directive fills its line, else without its last line end.
    private mutating func part(_ path: SourceRange, _ range: SourceRange, isAlone: Bool) -> [TemplateNode] {
        do {
            let source = try read(path.text, path)
            if let index = open.firstIndex(where: { $0.source.name == source.name }) {
                let chain = (open[index...].map { "`\($0.source.name)`" } + ["`\(source.name)`"]).joined(separator: " → ")
                throw Diagnostic("recursive-include", "`\(source.name)` includes itself: \(chain)", at: range)
            }
            guard open.count <= Self.deepest, pieceCount <= Self.mostPieces else {
                throw Diagnostic(
                    "too-deep",
                    open.count > Self.deepest
                        ? "parts include each other more than \(Self.deepest) deep here"
                        : "the template and its parts have more than \(Self.mostPieces) pieces", at: range)
            }
            if let place = FrontMatter.place(in: source) {
                throw Diagnostic(
                    "bad-front-matter", "a part has no front matter: it uses the inputs of the template that includes it",
                    at: place, secondary: [.init(range, "included here")])
            }
            var nodes = parse(source, from: 0, at: range)
            let endsLine = source.bytes.last == 0x0A
            if isAlone, !endsLine, !source.bytes.isEmpty { nodes.append(.text(TemplateParser.lineEnd)) }
            if !isAlone, endsLine, case .text(let last)? = nodes.last, last.source === source {
                let end = source.bytes.count - (source.bytes.dropLast().last == 0x0D ? 2 : 1)
                nodes[nodes.count - 1] = .text(SourceRange(source, ByteRange(last.bytes.start, max(end, last.bytes.start))))
            }
            return nodes
        } catch let diagnostic as Diagnostic {
            problems.append(diagnostic.located(at: path))
        } catch {
            problems.append(Diagnostic("failed", "\(error)", at: path))
        }
        return []
    }

    private static let lineEnd = Source(name: "line end", text: "\n").range
}

extension TemplateParser.Block {
    fileprivate mutating func closeBranch() {
        if let condition { branches.append(TemplateBranch(condition: condition, body: body)) }
        body = []
    }

    /// The whole block, once its end was met.
    fileprivate var node: TemplateNode {
        switch opener {
        case .loop(let name, let list): return .loop(TemplateLoop(name: name, list: list, body: body))
        case .conditional:
            var block = self
            if hasElse { return .conditional(branches, otherwise: body) }
            block.closeBranch()
            return .conditional(block.branches, otherwise: [])
        }
    }
}
