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
    /// What cells read and write. Apart, since most cells only read and so need to be compared with the few writers alone.
    private var reads: [(cell: Int, resource: String)] = []
    private var writes: [(cell: Int, resource: String)] = []
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
        let keyed = KeyedCell(
            canonicalTokens: CanonicalTokens.encode(prepared.tree), overrides: prepared.overridden,
            accesses: accesses(of: checked, cell), seed: notebook.frontMatter?.seed ?? 0)
        let sources = checked.reads.compactMap { use in visible[use].map { (use: use, cell: $0) } }
        let dependencies = dependencies(sources, keyed.accesses)
        let isVolatile =
            !checked.effects.isDisjoint(with: settings.recordings == .live ? [.outside, .network, .asks] : [.outside, .network])
            || dependencies.contains { nodes[$0.cell - 1].isVolatile && $0.givesName }
        nodes.append(
            CellGraph.Node(
                cell: cell, checked: checked, dependencies: dependencies,
                after: touching(keyed.accesses).subtracting(dependencies.map(\.cell)).sorted(),
                key: CellGraph.key(
                    of: keyed, inputs: keyed.inputs(settings), dependencies: dependencies, keys: { nodes[$0 - 1].key }, settings),
                environment: environment, sources: sources, keyed: keyed, isVolatile: isVolatile, problems: prepared.problems))
        for access in keyed.accesses {
            switch access.kind {
            case .reads: reads.append((cell.number, place(access.resource)))
            case .writes: writes.append((cell.number, place(access.resource)))
            }
        }
        if cell.attributes.raises == nil {
            environment = checked.environment
            for use in checked.defines { visible[use] = cell.number }
        }
    }

    /// A resource by the name that all links to it share.
    private func place(_ resource: String) -> String {
        let (scheme, name) = ResourceMatch.split(resource)
        return scheme == "file" && !ResourceMatch.isGlob(name) ? "file:" + settings.realPath(name) : resource
    }

    /// The accesses that a check found, with the cell's recordings if it asks; an effect on files of which it found none may concern any
    /// file.
    private func accesses(of checked: CheckedProgram, _ cell: Cell) -> [Access] {
        var found = checked.accesses
        if checked.effects.contains(.asks) {
            found.append(Access(.reads, "recordings:" + RecordingPath.file(of: cell, in: notebook.source.name)))
        }
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

    private func dependencies(_ sources: [(use: NameUse, cell: Int)], _ accesses: [Access]) -> [CellGraph.Dependency] {
        var reasons: [Int: Set<String>] = [:]
        for (use, cell) in sources { reasons[cell, default: []].insert(use.text) }
        for access in accesses where access.kind == .reads {
            let place = place(access.resource)
            for earlier in writes where ResourceMatch.mayMeet(place, earlier.resource) {
                reasons[earlier.cell, default: []].insert(access.resource)
            }
        }
        return reasons.keys.sorted().map { CellGraph.Dependency(cell: $0, reasons: reasons[$0, default: []].sorted()) }
    }

    /// The cells above that write what one of `accesses` touches, or read what one of them writes.
    private func touching(_ accesses: [Access]) -> Set<Int> {
        var cells: Set<Int> = []
        for access in accesses {
            let others = access.kind == .writes ? writes + reads : writes
            let place = place(access.resource)
            for earlier in others where ResourceMatch.mayMeet(place, earlier.resource) { cells.insert(earlier.cell) }
        }
        return cells
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
