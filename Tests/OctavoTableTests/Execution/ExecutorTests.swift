import OctavoSource
import OctavoTable
import Testing

struct NoFiles: FileAccess {
    func contents(of path: String) throws -> FileContents { throw Diagnostic("file-not-found", "there is no file `\(path)`") }
    func resolve(_ pattern: String) throws -> [String] { throw Diagnostic("file-not-found", "there is no file `\(pattern)`") }
    func entries(of folder: String) -> [String] { [] }
    func digest(of path: String) throws -> String { throw Diagnostic("file-not-found", "there is no file `\(path)`") }
    func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        throw Diagnostic("file-not-found", "there is no file `\(path)`")
    }
}

extension ExecutionContext {
    static func test(threads: Int = 2, memoryLimit: Int = .max) -> ExecutionContext {
        ExecutionContext(files: NoFiles(), threads: threads, memory: MemoryBudget(memoryLimit))
    }
}

/// A table's rows with their values in the schema's order.
func rows(_ table: Table) -> [[Datum]] { (0..<table.count).map { table.record($0).map(\.value) } }

/// The first place where two tables differ, in words.
func difference(_ found: [[Datum]], _ wanted: [[Datum]]) -> String? {
    for (row, (one, two)) in zip(found, wanted).enumerated() {
        for (column, (a, b)) in zip(one, two).enumerated() where a != b {
            return "row \(row), column \(column): found \(DatumText.literal(a)), wanted \(DatumText.literal(b))"
        }
    }
    return found.count == wanted.count ? nil : "\(found.count) rows, wanted \(wanted.count)"
}

struct RandomPlanTests {
    @Test(arguments: 0..<800)
    func givesTheReferencesRows(seed: Int) throws {
        var plans = RandomPlans(seed: UInt64(seed))
        let plan = plans.plan(steps: 1 + seed % 5)
        let expected: [Reference.Row]
        do { expected = try Reference.run(plan) } catch let diagnostic as Diagnostic {
            // Only overflow can fail here, and then the engine fails too, unless what fails is never needed.
            #expect(diagnostic.code == "overflow")
            return
        }
        let wanted = expected.map { row in plan.schema.names.map { row[$0] ?? .null } }
        for threads in [1, 2] {
            let unoptimized = try Executor.runUnoptimized(plan, .test(threads: threads))
            #expect(difference(rows(unoptimized), wanted) == nil, "seed \(seed): \(PlanText.describe(plan))")
            let table = try Executor.run(Plan(plan.node, schema: plan.schema), .test(threads: threads))
            #expect(table.schema == plan.schema)
            #expect(difference(rows(table), wanted) == nil, "seed \(seed), optimized")
        }
    }
}
