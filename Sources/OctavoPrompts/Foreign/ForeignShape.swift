import OctavoTable

/// What is known of a value that a foreign template uses: its type where somebody declares it, else how it is used.
///
/// A class because all its uses add to one.
final class ForeignShape {
    private let declared: DataType?
    var isOptional: Bool
    private(set) var fields: [(name: String, shape: ForeignShape)] = []
    private(set) var element: ForeignShape?
    /// It is written into the text.
    var isValue = false
    /// `ifEquals` compares it with a number or a truth value.
    var compared: DataType?

    /// `nil`: to be found from its uses.
    init(_ type: DataType? = nil, isOptional: Bool = false) {
        declared = type
        self.isOptional = isOptional
        switch type {
        case .record(let parts)?: fields = parts.map { ($0.name, ForeignShape($0.type)) }
        case .list(let item)?: element = ForeignShape(item)
        default: break
        }
    }

    /// A record of declared inputs.
    init(_ fields: [(name: String, shape: ForeignShape)]) {
        declared = .record([])
        isOptional = false
        self.fields = fields
    }

    var isDeclared: Bool { declared != nil }

    /// A field; one that is not declared comes into being where nothing is.
    func field(_ name: String) -> ForeignShape? {
        if let known = fields.first(where: { $0.name == name }) { return known.shape }
        guard !isDeclared else { return nil }
        let made = ForeignShape()
        fields.append((name, made))
        return made
    }

    func makeElement() -> ForeignShape? {
        if element == nil, !isDeclared { element = ForeignShape() }
        return element
    }

    var type: DataType {
        if let declared, case .record = declared { return .record(fields.map { Field($0.name, $0.shape.type) }) }
        if let declared { return declared }
        if let element { return .list(element.type) }
        if !fields.isEmpty { return .record(fields.map { Field($0.name, $0.shape.type) }) }
        return isValue ? .text : compared ?? .bool
    }
}

/// What names mean at a place of a foreign template.
struct ForeignScope {
    struct Context {
        let shape: ForeignShape
        /// As Octavo writes it; empty for the inputs themselves.
        let code: String
        /// Names that a part is given.
        var given: [String: Meaning] = [:]
    }

    /// What an item is called where nothing is written yet.
    static let item = "item"
    static let nothing = "null"

    struct Meaning {
        let shape: ForeignShape
        let code: String
    }

    private let dialect: ForeignDialect
    private var contexts: [Context]

    init(_ root: ForeignShape, _ dialect: ForeignDialect) {
        self.dialect = dialect
        contexts = [Context(shape: root, code: "")]
    }

    var isRoot: Bool { contexts.count == 1 }

    func entering(_ context: Context) -> ForeignScope {
        var inner = self
        inner.contexts.append(context)
        return inner
    }

    /// The same context with names that a part is given.
    func giving(_ names: [String: Meaning]) -> ForeignScope {
        var inner = self
        if let last = inner.contexts.indices.last { inner.contexts[last].given.merge(names) { $1 } }
        return inner
    }

    /// `nil` where nothing is called so.
    func meaning(of path: ForeignPath) -> Meaning? {
        guard path.parents < contexts.count else { return nil }
        let own = contexts.count - 1 - path.parents
        guard let first = path.names.first else { return Meaning(shape: contexts[own].shape, code: contexts[own].code) }
        // Mustache looks outwards for the first name alone, Handlebars not at all.
        let candidates = dialect == .mustache ? Array(contexts[...own].reversed()) : [contexts[own]]
        var found: Meaning?
        for context in candidates {
            found =
                (path.isOwn ? nil : context.given[first]) ?? field(first, of: Meaning(shape: context.shape, code: context.code))
            if found != nil { break }
        }
        for name in path.names.dropFirst() { found = found.flatMap { field(name, of: $0) } }
        return found
    }

    private func field(_ name: String, of meaning: Meaning) -> Meaning? {
        guard let shape = meaning.shape.field(name) else { return nil }
        return Meaning(shape: shape, code: meaning.code.isEmpty ? name : "\(meaning.code).\(DatumText.label(name))")
    }

    /// Names that are near, and where they stand.
    func names(_ path: ForeignPath) -> [String] {
        guard path.parents < contexts.count else { return [] }
        let context = contexts[contexts.count - 1 - path.parents]
        return context.shape.fields.map(\.name) + context.given.keys.sorted()
    }

    /// Whether a context further out has the name that this one does not: `../name`.
    func isOutside(_ path: ForeignPath) -> Bool {
        guard dialect == .dotprompt, !isRoot, let first = path.names.first else { return false }
        return contexts.dropLast().contains { context in context.shape.fields.contains { $0.name == first } }
    }
}
