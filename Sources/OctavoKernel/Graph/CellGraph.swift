package import OctavoLanguage
package import OctavoNotebook
package import OctavoSource
import OctavoSyntax
import OctavoTable

/// A notebook's cells with what each reads, defines and may do, found without running any of them.
package struct CellGraph: Sendable {
    /// An edge to a cell above.
    package struct Dependency: Hashable, Sendable {
        /// The cell's number, from 1.
        package let cell: Int
        /// The names and resources that come from it, sorted: `raw`, `is_short()`, `file:data/a.csv`.
        package let reasons: [String]

        /// Whether it gives a name, and not only a file or a thing in the store.
        var givesName: Bool { reasons.contains { !ResourceMatch.isResource($0) } }
        /// Whether it writes something that the other reads.
        var givesResource: Bool { reasons.contains(where: ResourceMatch.isResource) }
    }

    package struct Node: Sendable {
        package let cell: Cell
        package let checked: CheckedProgram
        /// What it needs from cells above, by their numbers.
        package let dependencies: [Dependency]
        /// Cells above that touch the same files: they keep their order and need not succeed.
        package let after: [Int]
        package let key: CellKey
        /// The names visible here, with the values that a check knows. A run puts what other cells gave in their place.
        let environment: Environment
        /// The cell that gives each name it reads.
        let sources: [(use: NameUse, cell: Int)]
        /// What the key is made of besides other cells' keys.
        let keyed: KeyedCell
        /// Its values change by themselves: it calls `now`, `env` or the network, asks a provider whose answers are not recorded, or
        /// reads a value of a cell that does.
        package let isVolatile: Bool
        /// What the run adds to `checked.diagnostics`: overrides and `params` cells.
        package let problems: [Diagnostic]

        /// Nothing but its result comes of it, and equal keys give equal results.
        package var isPure: Bool { !isVolatile && checked.effects.isSubset(of: [.readsFiles, .prints, .asks]) }
        package var asks: Bool { checked.effects.contains(.asks) }
        package var accesses: [Access] { keyed.accesses }
        /// Whether a run would write something below it.
        package var showsSomething: Bool { checked.effects.contains(.prints) || checked.shown.contains { !$0.isNull } }
        /// `volatile` is missing in its info string.
        package var lacksVolatileFlag: Bool { isVolatile && showsSomething && !cell.attributes.isVolatile }
        package var diagnostics: [Diagnostic] { problems + checked.diagnostics }
    }

    package let notebook: Notebook
    package let nodes: [Node]
    /// What belongs to no cell: overrides that no cell takes.
    package let diagnostics: [Diagnostic]

    package subscript(_ number: Int) -> Node { nodes[number - 1] }

    /// The cells that need `number`, directly or through others, ascending.
    package func dependents(of number: Int) -> [Int] {
        var found: Set<Int> = [number]
        for node in nodes where node.dependencies.contains(where: { found.contains($0.cell) }) { found.insert(node.cell.number) }
        return found.subtracting([number]).sorted()
    }

    /// Paths and globs that cells read and no cell writes, sorted.
    package var inputFiles: [String] {
        let accesses = nodes.flatMap(\.accesses).filter {
            $0.resource.hasPrefix("file:") && !ResourceMatch.isUnknown($0.resource)
        }
        let written = accesses.filter { $0.kind == .writes }
        let read = accesses.filter { access in
            access.kind == .reads && !written.contains { ResourceMatch.mayMeet($0.resource, access.resource) }
        }
        return Set(read.map { ResourceMatch.split($0.resource).name }).sorted()
    }

    /// The cells that `number` needs, directly or through others, ascending.
    package func ancestors(of number: Int) -> [Int] {
        var found: Set<Int> = [number]
        for node in nodes.reversed() where found.contains(node.cell.number) { found.formUnion(node.dependencies.map(\.cell)) }
        return found.subtracting([number]).sorted()
    }
}

extension CellGraph {
    /// What a graph is made with. `digest` gives SHA-256 in lower-case hexadecimal.
    package struct Settings: Sendable {
        package let catalog: Catalog
        package let capabilities: Capabilities
        package let overrides: [ParameterOverride]
        /// What becomes of recorded answers of providers.
        package var recordings = RecordingMode.once
        package let digest: @Sendable ([UInt8]) -> String
        /// A file's one name, whatever links lead to it.
        package let realPath: @Sendable (String) -> String

        package init(
            catalog: Catalog, capabilities: Capabilities, overrides: [ParameterOverride] = [],
            realPath: @escaping @Sendable (String) -> String = { $0 }, digest: @escaping @Sendable ([UInt8]) -> String
        ) {
            self.realPath = realPath
            self.catalog = catalog
            self.capabilities = capabilities
            self.overrides = overrides
            self.digest = digest
        }

        func makeContext(_ cancellation: Cancellation = Cancellation(), share: ThreadShare? = nil) -> ExecutionContext {
            ExecutionContext(
                files: capabilities.files, cancellation: cancellation, threads: capabilities.threads, share: share,
                memory: capabilities.memory, progress: capabilities.progress)
        }
    }

    /// Checks every cell in order against what the cells above would define.
    ///
    /// A cell that is expected to fail defines nothing, as a failed cell does; one that is skipped keeps its names, so that what
    /// reads them is known to depend on it.
    package static func build(_ notebook: Notebook, _ settings: Settings) -> CellGraph {
        var builder = GraphBuilder(notebook: notebook, settings: settings)
        for cell in notebook.cells { builder.add(cell) }
        return CellGraph(notebook: notebook, nodes: builder.nodes, diagnostics: builder.unknownOverrides)
    }

    /// A cell's key from the contents of what it reads and the keys of the cells it needs; `keys` holds them by number.
    static func key(
        of cell: KeyedCell, inputs: Result<InputDigests, UnknownInput>, dependencies: [Dependency], keys: (Int) -> CellKey,
        _ settings: Settings
    ) -> CellKey {
        for access in cell.accesses where access.kind == .writes && ResourceMatch.isUnknown(access.resource) {
            return .unknown("only a run can know what it writes")
        }
        var encoder = KeyEncoder(seed: cell.seed)
        encoder.add(cell.canonicalTokens)
        encoder.add(String(cell.overrides.count))
        for (name, text) in cell.overrides {
            encoder.add(name)
            encoder.add(text)
        }
        encoder.add(String(dependencies.reduce(0) { $0 + $1.reasons.count }))
        var edges: [(reason: String, key: String)] = []
        for dependency in dependencies {
            switch keys(dependency.cell) {
            case .known(let key): edges += dependency.reasons.map { ($0, key) }
            case .unknown: return .unknown("it needs \(dependency.reasons.joined(separator: ", ")) of a cell without a key")
            }
        }
        // By name and not by number: cells that do not depend on each other may change places.
        for edge in edges.sorted(by: { ($0.reason, $0.key) < ($1.reason, $1.key) }) {
            encoder.add(edge.reason)
            encoder.add(edge.key)
        }
        switch inputs {
        case .success(let inputs):
            for (resource, digest) in inputs.entries {
                encoder.add(resource)
                encoder.add(digest)
            }
        case .failure(let unknown): return .unknown(unknown.reason)
        }
        return encoder.key(settings.digest)
    }
}

/// What a key is made of besides inputs and other cells' keys.
struct KeyedCell: Sendable {
    let canonicalTokens: [UInt8]
    /// Parameters with values from outside, sorted by name.
    let overrides: [(name: String, text: String)]
    let accesses: [Access]
    let seed: UInt64

    func inputs(_ settings: CellGraph.Settings) -> Result<InputDigests, UnknownInput> {
        Result { () throws(UnknownInput) in
            try InputDigests.of(accesses, settings.capabilities, digest: settings.digest)
        }
    }
}
