import OctavoSource

/// The names of one list so far, to find the second of two in time that does not grow with the list.
struct SeenNames {
    private var places: [String: ByteRange] = [:]

    /// Adds a name; gives the place of an earlier one like it. `kind` keeps names apart that only look alike.
    mutating func insert(_ name: NameSyntax, kind: String = "") -> ByteRange? {
        let key = kind + name.text
        if let first = places[key] { return first }
        places[key] = name.range
        return nil
    }
}

extension Parser {
    /// Says that a name stands twice, if it does.
    @inline(never) mutating func checkDuplicate(
        _ name: NameSyntax, in seen: inout SeenNames, kind: String = "", code: DiagnosticCode, _ message: (String) -> String
    ) {
        guard let first = seen.insert(name, kind: kind) else { return }
        report(
            code, message("`\(name.text)`"), at: name.range, secondary: [Diagnostic.Label(place(first), "the first")])
    }
}
