import Glibc
import OctavoSource
import OctavoSystem
import OctavoTable
import Testing

/// What a run sets aside on disk.
@Suite struct DiskScratchTests {
    private static func bytes(_ count: Int, _ seed: UInt8) -> [UInt8] {
        (0..<count).map { UInt8(truncatingIfNeeded: $0) &* 31 &+ seed }
    }

    static func append(_ bytes: [UInt8], to file: any ScratchFile) throws -> Int {
        // The array is alive for the call.
        try unsafe bytes.withUnsafeBytes { unsafe try file.append($0) }
    }

    private static func array(_ memory: BufferMemory, _ count: Int) -> [UInt8] { unsafe Array(memory.bytes[..<count]) }

    @Test func givesBackWhatWasWritten() throws {
        let file = try SystemFiles(root: "/").scratch()
        let parts = [0, 1, 4095, 4096, 4097, 1 << 20].enumerated().map { Self.bytes($1, UInt8($0)) }
        let places = try parts.map { try Self.append($0, to: file) }
        for (part, place) in zip(parts, places) {
            let range = place..<place + part.count
            #expect(Self.array(try file.contents(range), part.count) == part)
            #expect(Self.array(try file.mapped(range), part.count) == part)
        }
    }

    @Test func mappedBytesOutliveTheFile() throws {
        let part = Self.bytes(10_000, 3)
        let memory: BufferMemory
        do {
            let file = try SystemFiles(root: "/").scratch()
            memory = try file.mapped(try Self.append(part, to: file)..<part.count)
        }
        #expect(Self.array(memory, part.count) == part)
    }

    // MARK: - In a process of their own, since they change what all of it sees

    @Test func hasNoNameInItsFolder() async {
        await #expect(processExitsWith: .success) { try DiskScratchTests.lookForTheFile() }
    }

    static func lookForTheFile() throws {
        let folder = Scratch()
        useFolder(folder.path)
        let file = try SystemFiles(root: "/").scratch()
        _ = try append([1, 2, 3], to: file)
        precondition(SystemFiles(root: folder.path).entries(of: "") == [])
    }

    @Test func aFullDiskSaysSo() async {
        await #expect(processExitsWith: .success) { DiskScratchTests.sortOnAFullDisk() }
    }

    /// A limit on the size of files stands for a full disk.
    static func sortOnAFullDisk() {
        FileSizeLimit.reportAsError()
        var limit = rlimit(rlim_cur: 1 << 20, rlim_max: 1 << 20)
        precondition(unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
        let values: [Datum] = (0..<400_000).map { (number: Int) -> Datum in .int(Int64(number * 7919 % 400_009)) }
        let table = Table([("n", Column(.int, values))])
        let key = SortKey(RowExpression(.column("n"), type: .int))
        let plan = Plan(.sort(Plan(table), [key]), schema: table.schema)
        let context = ExecutionContext(files: SystemFiles(root: "/"), memory: MemoryBudget(12 << 20))
        let found = problem { _ = try Executor.run(plan, context) }
        precondition(found?.code == "spill-failed")
        precondition(context.memory.heldBytes == 0)
    }

    @Test func aFolderThatIsMissingSaysSo() async {
        await #expect(processExitsWith: .success) { DiskScratchTests.useAMissingFolder() }
    }

    static func useAMissingFolder() {
        useFolder("/none/at/all")
        let found = problem { _ = try SystemFiles(root: "/").scratch() }
        precondition(found?.code == "spill-failed")
        precondition(found?.message.contains("/none/at/all") == true)
    }

    private static func useFolder(_ path: String) {
        // Both texts live for the call.
        precondition(unsafe setenv("TMPDIR", path, 1) == 0)
    }
}
