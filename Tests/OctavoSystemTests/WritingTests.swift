import Glibc
import OctavoSource
import OctavoSystem
import OctavoTable
import Testing

@Suite struct WritingTests {
    private struct Stop: Error {}

    @Test func writesAndReplacesAFile() throws {
        let scratch = Scratch()
        let files = SystemFiles(root: scratch.path)
        try files.write("a.txt", text: "one")
        #expect(scratch.text("a.txt") == "one")
        try files.write("a.txt", text: "")
        #expect(scratch.text("a.txt") == "")
        #expect(files.entries(of: "") == ["a.txt"])
    }

    @Test func makesMissingFolders() throws {
        let scratch = Scratch()
        try SystemFiles(root: scratch.path).write("out/deep/a.txt", text: "x")
        #expect(scratch.text("out/deep/a.txt") == "x")
    }

    @Test func removesWhatAKilledWriterLeftAndNothingElse() throws {
        let scratch = Scratch()
        scratch.file(".octavo-1-0.tmp", "half")
        scratch.file(".octavo-notes", "mine")
        let written = scratch.file(".octavo-2-0.tmp", "being written")
        let writer = unsafe open(written, O_RDONLY)
        defer { close(writer) }
        #expect(flock(writer, LOCK_EX) == 0)
        try SystemFiles(root: scratch.path).write("a.txt", text: "x")
        #expect(SystemFiles(root: scratch.path).entries(of: "") == [".octavo-2-0.tmp", ".octavo-notes", "a.txt"])
    }

    @Test func knowsWhatCannotBeWritten() {
        let scratch = Scratch()
        scratch.file("a", "x")
        let files = SystemFiles(root: scratch.path)
        #expect(files.isWritable("a") && !files.isWritable("b") && !files.isWritable("../a"))
    }

    @Test func joinsSmallAndLargePiecesInOrder() throws {
        let scratch = Scratch()
        let files = SystemFiles(root: scratch.path)
        var expected: [UInt8] = []
        unsafe try files.write("a") { append in
            for size in [1, 100_000, 0, 300_000, 3, 262_144, 262_143, 1, 1, 5] {
                let piece = [UInt8](repeating: UInt8(size % 251), count: size)
                expected += piece
                unsafe try piece.withUnsafeBytes { unsafe try append($0) }
            }
        }
        #expect(try files.contents(of: "a").bytes.array == expected)
    }

    @Test func leavesTheOldFileWholeWhenTheContentFails() {
        let scratch = Scratch()
        scratch.file("a", "old")
        let files = SystemFiles(root: scratch.path)
        #expect(throws: Stop.self) {
            unsafe try files.write("a") { append in
                let bytes = [UInt8](repeating: 1, count: 1 << 20)
                unsafe try bytes.withUnsafeBytes { unsafe try append($0) }
                throw Stop()
            }
        }
        #expect(scratch.text("a") == "old")
        #expect(files.entries(of: "") == ["a"])
    }

    @Test func leavesNoFolderBehindWhenTheContentFails() {
        let scratch = Scratch()
        scratch.file("there/a", "old")
        let files = SystemFiles(root: scratch.path)
        for path in ["new/deep/a", "there/more/a"] {
            #expect(throws: Stop.self) { unsafe try files.write(path) { _ in throw Stop() } }
        }
        for path in ["new", "there/more"] { #expect(unsafe access(scratch(path), F_OK) != 0, "\(path)") }
        #expect(files.entries(of: "there") == ["a"] && scratch.text("there/a") == "old")
    }

    @Test(arguments: [0o600, 0o640, 0o755] as [mode_t]) func keepsTheMode(mode: mode_t) throws {
        let scratch = Scratch()
        scratch.setMode(scratch.file("a", "old"), mode)
        try SystemFiles(root: scratch.path).write("a", text: "new")
        #expect(scratch.mode("a") == mode)
        #expect(scratch.text("a") == "new")
    }

    @Test func writesWhatALinkPointsToAndKeepsTheLink() throws {
        let scratch = Scratch()
        scratch.file("real/a", "old")
        scratch.link("a", to: "real/a")
        scratch.link("later", to: "real/b")
        let files = SystemFiles(root: scratch.path)
        try files.write("a", text: "new")
        try files.write("later", text: "made")
        #expect(scratch.isLink("a"))
        #expect(scratch.isLink("later"))
        #expect(scratch.text("real/a") == "new")
        #expect(scratch.text("real/b") == "made")
    }

    @Test func keepsWhatAReaderHasOfTheOldFile() throws {
        let scratch = Scratch()
        scratch.file("a", [UInt8](repeating: 7, count: 5 << 20))
        let files = SystemFiles(root: scratch.path)
        let old = try files.contents(of: "a")
        try files.write("a", text: "short")
        #expect(old.bytes[(5 << 20) - 1] == 7)
        #expect(try files.text("a") == "short")
    }

    @Test func saysThatTheDiskIsFull() {
        let files = SystemFiles(root: "/dev", isRestricted: false)
        let found = problem { try files.write("/dev/full", text: "x") }
        #expect(found?.code == "file-not-writable")
        #expect(found?.message == "cannot write `/dev/full`: the disk is full")
    }

    @Test func writesToADeviceDirectly() throws {
        try SystemFiles(root: "/tmp", isRestricted: false).write("/dev/null", text: "x")
        var record = stat()
        #expect(unsafe stat("/dev/null", &record) == 0 && record.st_mode & S_IFMT == S_IFCHR)
    }

    @Test func refusesAFolderAndStandardInput() {
        let scratch = Scratch()
        scratch.folder("data")
        let files = SystemFiles(root: scratch.path)
        #expect(problem { try files.write("data", text: "x") }?.message == "cannot write `data`: it is a folder")
        #expect(problem { try files.write("new/", text: "x") }?.message == "cannot write `new/`: it is a folder")
        #expect(problem { try files.write("-", text: "x") }?.code == "file-not-writable")
        scratch.file("plain")
        #expect(problem { try files.write("plain/a", text: "x") }?.code != nil)
    }

    @Test func refusesAProtectedFileAndAProtectedFolder() async {
        await #expect(processExitsWith: .success) {
            becomeOrdinary()
            let scratch = Scratch()
            scratch.setMode(scratch.file("protected", "old"), 0o444)
            scratch.folder("closed")
            scratch.setMode(scratch("closed"), 0o555)
            let files = SystemFiles(root: scratch.path)
            let file = problem { try files.write("protected", text: "x") }
            precondition(file?.code == "file-not-writable" && file?.message == "cannot write `protected`: permission denied")
            let inside = problem { try files.write("closed/a", text: "x") }
            precondition(inside?.message == "cannot write `closed/a`: permission denied")
            precondition(problem { try files.write("closed/b/c", text: "x") }?.code == "file-not-writable")
            precondition(scratch.text("protected") == "old")
            scratch.setMode(scratch("closed"), 0o755)
        }
    }

    /// A limit on the size of files stands for a full disk: the write fails in the middle.
    @Test func leavesTheOldFileWholeWhenTheDiskIsFull() async {
        await #expect(processExitsWith: .success) {
            let scratch = Scratch()
            scratch.file("a", "old")
            var limit = rlimit(rlim_cur: 1 << 20, rlim_max: 1 << 20)
            precondition(unsafe setrlimit(__rlimit_resource_t(RLIMIT_FSIZE.rawValue), &limit) == 0)
            signal(SIGXFSZ, SIG_IGN)
            let files = SystemFiles(root: scratch.path)
            let found = problem { try files.write("a", text: String(repeating: "x", count: 3 << 20)) }
            precondition(found?.code == "file-not-writable")
            precondition(scratch.text("a") == "old" && files.entries(of: "") == ["a"])
        }
    }

    @Test func letsTwoWritersOfOneFileBothFinish() async throws {
        let scratch = Scratch()
        let files = SystemFiles(root: scratch.path)
        try await withThrowingTaskGroup(of: Void.self) { group in
            for letter in ["a", "b", "c", "d"] {
                group.addTask { for _ in 0..<20 { try files.write("shared", text: String(repeating: letter, count: 1000)) } }
            }
            try await group.waitForAll()
        }
        let text = try files.text("shared")
        #expect(text.count == 1000 && Set(text).count == 1)
        #expect(files.entries(of: "") == ["shared"])
    }

    @Test func createsAFileThatIsNotThereAndLeavesOneThatIs() throws {
        let scratch = Scratch()
        let files = SystemFiles(root: scratch.path)
        #expect(try files.create("deep/a.txt", bytes: Array("one".utf8)))
        #expect(try !files.create("deep/a.txt", bytes: Array("two".utf8)))
        #expect(scratch.text("deep/a.txt") == "one")
        #expect(files.entries(of: "deep") == ["a.txt"])
    }

    /// Whoever comes first makes the file whole; the others are told.
    @Test func ofManyThatCreateAFileAtOnceOneDoes() throws {
        let scratch = Scratch()
        let files = SystemFiles(root: scratch.path)
        let made = try Parallel.map(Array(0..<16), threads: 8) { number in
            try files.create("a.txt", bytes: [UInt8](repeating: UInt8(0x41 + number), count: 10_000))
        }
        #expect(made.count { $0 } == 1)
        let winner = try #require(made.firstIndex(of: true))
        #expect(scratch.text("a.txt") == String(repeating: String(UnicodeScalar(UInt8(0x41 + winner))), count: 10_000))
        #expect(files.entries(of: "") == ["a.txt"])
    }
}
