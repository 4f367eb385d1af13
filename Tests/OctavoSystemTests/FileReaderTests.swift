import Glibc
import OctavoSource
import OctavoSystem
import OctavoTable
import Testing

/// What happens to a reader when other programs change the file under it.
@Suite struct FileReaderTests {
    private func read(_ reader: any FileReading, _ count: Int) throws -> [UInt8] {
        var target = [UInt8](repeating: 0, count: count)
        let read = unsafe try target.withUnsafeMutableBytes { unsafe try reader.read(into: $0) }
        return Array(target[..<read])
    }

    private func lines(_ count: Int) -> String { (0..<count).map { "{\"n\":\($0),\"t\":\"row \($0)\"}\n" }.joined() }

    /// Rows of a scan that keeps nothing, so that reading goes to the file; `change` is made after the first rows.
    private func problemReading(_ scratch: Scratch, _ change: (Scan) throws -> Void, before: Bool = false) throws -> Diagnostic? {
        let context = ExecutionContext(files: SystemFiles(root: scratch.path), threads: 2, memory: MemoryBudget(1 << 12))
        let scan = try TableReader.inferSchema(files: ["a.jsonl"], options: ScanOptions(format: .jsonl), context: context)
        #expect(scan.kept == nil || scan.kept?.heldByteCount == 0)
        if before { try change(scan) }
        var isChanged = before
        return problem {
            try TableReader.read(scan, context: context, filter: nil) { _ in
                if !isChanged { try change(scan) }
                isChanged = true
                return true
            }
        }
    }

    @Test func givesTheBytesPieceByPiece() throws {
        let scratch = Scratch()
        scratch.file("a", "abcdefg")
        let reader = try SystemFiles(root: scratch.path).open("a")
        #expect(reader.byteCount == 7)
        #expect(try read(reader, 3) == Array("abc".utf8))
        #expect(try read(reader, 10) == Array("defg".utf8))
        #expect(try read(reader, 10) == [])
    }

    @Test func saysThatAFileBecameShorter() throws {
        let scratch = Scratch()
        let path = scratch.file("a", "abcdefg")
        let reader = try SystemFiles(root: scratch.path).open("a")
        #expect(try read(reader, 3).count == 3)
        #expect(unsafe truncate(path, 4) == 0)
        let found = problem { _ = try read(reader, 4) }
        #expect(found?.code == "file-changed")
        #expect(found?.notes == ["it became shorter"])
    }

    @Test func saysThatAFileWasWrittenToMeanwhile() throws {
        let scratch = Scratch()
        scratch.file("a", "abcdefg")
        let reader = try SystemFiles(root: scratch.path).open("a")
        #expect(try read(reader, 3).count == 3)
        usleep(20_000)
        scratch.file("a", "ABCDEFG")
        #expect(problem { _ = try read(reader, 4) }?.code == "file-changed")
    }

    @Test func rowsOfAFileThatIsCutWhileTheyAreReadEndInADiagnostic() throws {
        let scratch = Scratch()
        let path = scratch.file("a.jsonl", lines(600_000))
        let found = try problemReading(scratch, { _ in #expect(unsafe truncate(path, 1000) == 0) })
        #expect(found?.code == "file-changed")
    }

    @Test func rowsOfAFileThatIsRewrittenAfterItsSchemaWasFoundEndInADiagnostic() throws {
        let scratch = Scratch()
        scratch.file("a.jsonl", lines(1000))
        usleep(20_000)
        let found = try problemReading(scratch, { _ in scratch.file("a.jsonl", lines(900)) }, before: true)
        #expect(found?.code == "file-changed")
        #expect(found?.message == "`a.jsonl` changed while it was read")
    }

    @Test func rowsOfAFileThatStaysAreRead() throws {
        let scratch = Scratch()
        scratch.file("a.jsonl", lines(1000))
        #expect(try problemReading(scratch, { _ in }) == nil)
    }

    @Test func aStampChangesWithTheFile() throws {
        let scratch = Scratch()
        scratch.file("a", "one")
        let files = SystemFiles(root: scratch.path)
        let first = try files.stamp(of: "a")
        #expect(try files.stamp(of: "a") == first)
        // The same size, at once.
        scratch.file("a", "two")
        #expect(try files.stamp(of: "a") != first)
        #expect(problem { _ = try files.stamp(of: "b") }?.code == "file-not-found")
    }
}
