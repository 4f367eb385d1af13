import OctavoLanguage
import OctavoSource
import OctavoSyntax
import OctavoTable
import OctavoVerbs
import ProjectFiles
import Synchronization
import Testing

/// Pipelines with the rows that DuckDB gave for them, written by `scripts/differential --record`. The script itself compares many
/// more, with DuckDB beside.
@Suite struct DifferentialTests {
    /// The recorded files.
    private struct Files: FileAccess {
        func contents(of path: String) throws -> FileContents { FileContents(Buffer(Array(Files.text(path).utf8))) }
        func resolve(_ pattern: String) throws -> [String] { [pattern] }
        func entries(of folder: String) -> [String] { [] }
        func digest(of path: String) throws -> String { path }
        func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
            throw Diagnostic("read-only", "nothing can be written here")
        }

        static func text(_ name: String) -> String { Project.text("Tests/OctavoVerbsTests/Differential/Recorded/" + name) }
    }

    private static let capabilities = Capabilities(files: Files(), now: { 0 }, environment: { _ in nil })
    private static let context = ExecutionContext(files: Files(), threads: 2)

    private func shown(_ program: String) throws -> Table {
        let table = Mutex<Plan?>(nil)
        _ = try Program.run(
            Harness.parse(program), in: Environment(), catalog: .standard, capabilities: Self.capabilities, context: Self.context
        ) { output in
            if case .value(.table(let plan)) = output { table.withLock { $0 = plan } }
        }
        return try Executor.run(#require(table.withLock { $0 }), Self.context)
    }

    /// Numbers as they would be compared across engines; times as their text.
    private static func isSame(_ found: Datum, _ wanted: Datum) -> Bool {
        switch (found, wanted) {
        case (.float(let one), .float(let two)): one == two || abs(one - two) <= 1e-12 * max(abs(one), abs(two), 1)
        case (.float(let one), .int(let two)): one == Double(two)
        case (.time, .text(let text)): DatumText.plain(found) == text
        default: found == wanted
        }
    }

    @Test func everyPipelineGivesTheRecordedRows() throws {
        let lines = Files.text("pipelines.jsonl").split(separator: "\n")
        #expect(lines.count >= 100)
        for line in lines {
            guard case .record(let fields) = try JSONReader.read(String(line)), fields.count == 3,
                case .text(let program) = fields[0].value, case .list(let columns) = fields[1].value,
                case .list(let wanted) = fields[2].value
            else {
                Issue.record("cannot be read: \(line)")
                return
            }
            let table = try shown(program)
            #expect(table.schema.names.map { Datum.text($0) } == columns, "\(program)")
            let found = (0..<table.count).map { table.record($0).map(\.value) }
            let isSame =
                found.count == wanted.count
                && zip(found, wanted).allSatisfy { row, other in
                    guard case .list(let cells) = other else { return false }
                    return zip(row, cells).allSatisfy { Self.isSame($0, $1) }
                }
            #expect(isSame, "\(program)\nfound \(DatumText.literal(.list(found.map { .list($0) })))\nwanted \(line)")
        }
    }
}
