import ProjectFiles
import Testing

/// The table in docs/ARCHITECTURE.md against the imports in the sources and against Package.swift.
@Suite struct ArchitectureTests {
    struct Row {
        let layer: Int
        let target: String
        let imports: [String]
    }

    /// What every target may import: the standard library's own modules and the C library.
    private static let always: Set<String> = ["Swift", "Glibc", "Synchronization", "Dispatch"]

    /// The rows of the table that stands below the line with `imports:`.
    static let table: [Row] = {
        let lines = Project.text("docs/ARCHITECTURE.md").split(separator: "\n")
        guard let start = lines.firstIndex(where: { $0.hasPrefix("<!-- imports:") }) else { return [] }
        return lines[(start + 1)...].drop { !$0.hasPrefix("|") }.prefix { $0.hasPrefix("|") }.compactMap { line in
            let cells = line.split(separator: "|", omittingEmptySubsequences: false).map { $0.filter { $0 != " " && $0 != "`" } }
            guard cells.count == 6, let layer = Int(cells[1]) else { return nil }
            return Row(
                layer: layer, target: cells[2], imports: cells[4].split(separator: ",").map(String.init).filter { $0 != "–" })
        }
    }()

    /// `package import A`, `import struct A.B` and the like give `A`.
    static func module(importedBy line: Substring) -> String? {
        let words = line.split { $0 == " " || $0 == "\t" }
        guard let keyword = words.firstIndex(of: "import"), keyword + 1 < words.count else { return nil }
        let modifiers = words[..<keyword]
        let isImport = modifiers.allSatisfy {
            ["public", "package", "internal", "private", "fileprivate"].contains($0) || $0.hasPrefix("@")
        }
        guard isImport else { return nil }
        let kinds: Set<Substring> = ["struct", "class", "enum", "protocol", "func", "var", "let", "typealias"]
        let name = kinds.contains(words[keyword + 1]) && keyword + 2 < words.count ? words[keyword + 2] : words[keyword + 1]
        return name.split(separator: ".").first.map(String.init)
    }

    @Test func findsTheTable() {
        #expect(Self.table.count >= 10)
        #expect(Self.table.contains { $0.target == "octavo" && $0.layer == 6 })
    }

    @Test(
        arguments: [
            ("import A", "A"), ("package import A", "A"), ("@preconcurrency import A", "A"), ("import struct A.B", "A"),
            ("private import A // why", "A"), ("let import = 1", nil), ("// import A", nil), ("important()", nil),
        ] as [(String, String?)])
    func readsImports(line: String, module: String?) {
        #expect(Self.module(importedBy: Substring(line)) == module)
    }

    @Test func importsOnlyWhatTheTableAllows() {
        var rows: [String: Row] = [:]
        for row in Self.table { rows[row.target] = row }
        var wrong: [String] = []
        for file in Project.files(in: "Sources") {
            guard let row = rows[file.target] else {
                wrong.append("\(file.path): the target \(file.target) has no row")
                continue
            }
            for module in file.lines.compactMap(Self.module(importedBy:)) {
                if Self.always.contains(module) || row.imports.contains(module) { continue }
                wrong.append("\(file.path): \(file.target) may not import \(module)")
            }
        }
        #expect(wrong.isEmpty, "not in the table of docs/ARCHITECTURE.md:\n\(wrong.joined(separator: "\n"))")
    }

    @Test func pointsDownOnly() {
        var layers: [String: Int] = [:]
        for row in Self.table {
            for imported in row.imports where Self.table.contains(where: { $0.target == imported }) {
                // Within a layer a target builds on rows above its own.
                let layer = layers[imported] ?? .max
                #expect(layer <= row.layer, "\(row.target) in layer \(row.layer) imports \(imported) from no row above it")
            }
            layers[row.target] = row.layer
        }
    }

    /// Each row's imports are the dependencies that Package.swift gives the target, neither more nor fewer.
    @Test func agreesWithTheManifest() {
        let manifest = Project.text("Package.swift").filter { !$0.isWhitespace }
        for row in Self.table {
            guard let found = Self.dependencies(of: row.target, in: manifest) else {
                Issue.record("Package.swift has no target \(row.target)")
                continue
            }
            #expect(found.sorted() == row.imports.sorted(), "\(row.target)")
        }
    }

    /// The names in the list of dependencies behind a target's own name; for a product its own name. `manifest` is without spaces.
    private static func dependencies(of target: String, in manifest: String) -> [String]? {
        let starts = ["layer(\"\(target)\"", "name:\"\(target)\",dependencies:"]
        guard let rest = starts.lazy.compactMap({ manifest.split(separator: $0, maxSplits: 1).dropFirst().first }).first else {
            return nil
        }
        // `layer("OctavoSource")` imports nothing.
        if rest.first == ")" { return [] }
        guard let list = rest.split(separator: "]", maxSplits: 1).first?.split(separator: "[", maxSplits: 1).last else {
            return nil
        }
        return list.split(separator: ",").compactMap { item in
            if item.hasPrefix("package:") { return nil }
            return item.split(separator: "\"").dropFirst(item.hasPrefix("\"") ? 0 : 1).first.map(String.init)
        }
    }
}
