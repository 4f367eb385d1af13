import OctavoLanguage
import OctavoNotebook
import OctavoSource
import OctavoSyntax

/// Adds a notebook's cells to a graph, in order.
struct GraphBuilder {
    let notebook: Notebook
    let settings: CellGraph.Settings
    private(set) var nodes: [CellGraph.Node] = []
    private var environment = Environment()
    /// The cell whose binding is visible here.
    private var visible: [NameUse: Int] = [:]
    private var accesses: [(cell: Int, access: Access)] = []
    private var parameterNames: [String] = []

    init(notebook: Notebook, settings: CellGraph.Settings) {
        self.notebook = notebook
        self.settings = settings
    }

    var unknownOverrides: [Diagnostic] {
        settings.overrides.filter { !parameterNames.contains($0.name) }.map { Parameters.unknown($0, among: parameterNames) }
    }

    mutating func add(_ cell: Cell) {
        let prepared = PreparedCell(cell, of: notebook, settings.overrides)
        if cell.attributes.isParameters { parameterNames += Parameters.bindings(in: prepared.tree).map(\.name) }
        let checked = Program.check(
            prepared.tree, in: environment, catalog: settings.catalog, capabilities: settings.capabilities,
            context: settings.makeContext())
        let found = Self.accesses(of: checked)
        let dependencies = dependencies(of: checked, found)
        let touching = accesses.filter { earlier in
            found.contains { ResourceMatch.mayMeet($0.resource, earlier.access.resource) }
                && (earlier.access.kind == .writes
                    || found.contains { $0.kind == .writes && ResourceMatch.mayMeet($0.resource, earlier.access.resource) })
        }
        let needed = Set(dependencies.map(\.cell))
        let keyed = KeyedCell(
            canonicalTokens: CanonicalTokens.encode(prepared.tree), overrides: prepared.overridden, accesses: found)
        let isVolatile =
            !checked.effects.isDisjoint(with: [.outside, .network])
            || dependencies.contains {
                nodes[$0.cell - 1].isVolatile && $0.reasons.contains { !$0.hasPrefix("file:") && !$0.hasPrefix("store:") }
            }
        nodes.append(
            CellGraph.Node(
                cell: cell, checked: checked, dependencies: dependencies,
                after: Set(touching.map(\.cell)).subtracting(needed).sorted(),
                key: CellGraph.key(
                    of: keyed, dependencies: dependencies, keys: { nodes[$0 - 1].key }, settings,
                    seed: notebook.frontMatter?.seed ?? 0),
                isVolatile: isVolatile, problems: prepared.problems))
        accesses += found.map { (cell.number, $0) }
        if cell.attributes.raises == nil {
            environment = checked.environment
            for use in checked.defines { visible[use] = cell.number }
        }
    }

    /// The accesses that a check found; an effect on files of which it found none may concern any file.
    static func accesses(of checked: CheckedProgram) -> [Access] {
        var found = checked.accesses
        if checked.effects.contains(.writesFiles),
            !found.contains(where: { $0.kind == .writes && $0.resource.hasPrefix("file:") })
        {
            found.append(Access(.writes, "file:*"))
        }
        if checked.effects.contains(.readsFiles), !found.contains(where: { $0.kind == .reads && $0.resource.hasPrefix("file:") })
        {
            found.append(Access(.reads, "file:*"))
        }
        return found.sorted()
    }

    private func dependencies(of checked: CheckedProgram, _ found: [Access]) -> [CellGraph.Dependency] {
        var reasons: [Int: Set<String>] = [:]
        for use in checked.reads {
            if let cell = visible[use] { reasons[cell, default: []].insert(use.kind == .function ? "\(use.name)()" : use.name) }
        }
        for access in found where access.kind == .reads {
            for earlier in accesses
            where earlier.access.kind == .writes && ResourceMatch.mayMeet(access.resource, earlier.access.resource) {
                reasons[earlier.cell, default: []].insert(access.resource)
            }
        }
        return reasons.keys.sorted().map { CellGraph.Dependency(cell: $0, reasons: reasons[$0, default: []].sorted()) }
    }
}

/// A cell's tree as it will run: with the parameters' values from outside.
struct PreparedCell {
    let tree: SyntaxTree
    /// Overrides that this cell takes, sorted by name.
    let overridden: [(name: String, text: String)]
    let problems: [Diagnostic]

    init(_ cell: Cell, of notebook: Notebook, _ overrides: [ParameterOverride]) {
        let written = Parser.parse(notebook.makeSource(of: cell), mode: .cell)
        guard cell.attributes.isParameters else {
            (tree, overridden, problems) = (written, [], [])
            return
        }
        let names = Set(Parameters.bindings(in: written).map(\.name))
        let taken = overrides.filter { names.contains($0.name) }
        var problems = Parameters.problems(in: written)
        var tree = written
        do {
            tree = try Parameters.apply(taken, to: written)
        } catch {
            problems.append(error)
        }
        self.tree = tree
        self.problems = problems
        overridden = Dictionary(taken.map { ($0.name, $0.text) }) { $1 }.sorted { $0.key < $1.key }.map { ($0.key, $0.value) }
    }
}
