import OctavoLanguage
import OctavoNotebook

extension CellGraph {
    /// What may have made the stored result of cell `number` stale, for a reader: results above that are stale too, else the files
    /// that it reads itself or through cells that show nothing. Which of them it was, the notebook alone cannot tell.
    func causes(of number: Int) -> [String] {
        var above: [String] = []
        var files: Set<String> = []
        var seen: Set<Int> = []
        func visit(_ number: Int) {
            guard seen.insert(number).inserted else { return }
            files.formUnion(self[number].accesses.compactMap(Self.fileRead))
            for dependency in self[number].dependencies {
                switch status(of: dependency.cell) {
                case .stale: above += dependency.reasons.map { "`\($0)` of \(self[dependency.cell].cell.title)" }
                case .noResult, .unknown: visit(dependency.cell)
                case .current, .volatile, .skipped: continue
                }
            }
        }
        visit(number)
        if !above.isEmpty { return ["it reads \(Self.list(above)), which changed too"] }
        if !files.isEmpty {
            return ["it reads \(Self.list(files.sorted().map { "`\($0)`" })): that, the cell or a parameter changed"]
        }
        return ["the cell, what it reads, a parameter or the seed changed"]
    }

    private static func fileRead(_ access: Access) -> String? {
        let (scheme, name) = ResourceMatch.split(access.resource)
        return access.kind == .reads && (scheme == "file" || scheme == "recordings") && name != "*" ? name : nil
    }

    /// How many things are named.
    private static let shown = 3

    private static func list(_ names: [String]) -> String {
        names.prefix(shown).joined(separator: ", ") + (names.count > shown ? " and \(names.count - shown) more" : "")
    }
}
