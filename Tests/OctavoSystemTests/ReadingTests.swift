import Glibc
import OctavoSource
import OctavoSystem
import OctavoTable
import OctavoText
import Testing

@Suite struct ReadingTests {
    @Test func readsAFileBelowTheRoot() throws {
        let scratch = Scratch()
        scratch.file("data/a.txt", "one\n")
        let files = SystemFiles(root: scratch.path)
        #expect(try files.text("data/a.txt") == "one\n")
        #expect(try files.text("./data//a.txt") == "one\n")
        #expect(try files.text(scratch("data/a.txt")) == "one\n")
    }

    @Test func readsAnEmptyFile() throws {
        let scratch = Scratch()
        scratch.file("empty")
        #expect(try SystemFiles(root: scratch.path).contents(of: "empty").bytes.count == 0)
    }

    @Test(arguments: [1, 4095, 4096, 4097, (5 << 20), (5 << 20) - 1])
    func givesEveryByteAndReadableOnesBehind(count: Int) throws {
        let scratch = Scratch()
        let bytes = (0..<count).map { UInt8(truncatingIfNeeded: $0 &* 7 &+ $0 / 251) }
        scratch.file("large", bytes)
        let contents = try SystemFiles(root: scratch.path).contents(of: "large")
        #expect(contents.bytes.array == bytes)
        // Promised by `BufferMemory`: reading these must not end the process.
        let behind = (0..<64).reduce(0) { unsafe $0 + Int(contents.bytes.pointer[count + $1]) }
        #expect(behind >= 0)
    }

    @Test func keepsTheBytesOfAFileThatIsDeleted() throws {
        let scratch = Scratch()
        let path = scratch.file("large", [UInt8](repeating: 9, count: 5 << 20))
        let contents = try SystemFiles(root: scratch.path).contents(of: "large")
        #expect(unsafe unlink(path) == 0)
        #expect(contents.bytes[(5 << 20) - 1] == 9)
    }

    @Test func readsAPipeOnceAndGivesTheSameBytesAgain() async throws {
        let scratch = Scratch()
        let pipe = scratch("pipe")
        #expect(unsafe mkfifo(pipe, 0o600) == 0)
        let writer = Task.detached {
            let descriptor = unsafe open(pipe, O_WRONLY)
            let bytes = Array("through the pipe".utf8)
            _ = unsafe write(descriptor, bytes, bytes.count)
            close(descriptor)
        }
        let files = SystemFiles(root: scratch.path)
        #expect(try files.text("pipe") == "through the pipe")
        await writer.value
        #expect(try files.text("pipe") == "through the pipe")
        #expect(try files.digest(of: "pipe") == ContentDigest.sha256Hex(Array("through the pipe".utf8)))
    }

    @Test func readsFilesThatSayTheyAreEmpty() throws {
        let files = SystemFiles(root: "/", isRestricted: false)
        #expect(try files.text("/proc/self/status").contains("Name:"))
    }

    @Test func saysThatAFolderIsNoFile() {
        let scratch = Scratch()
        scratch.folder("data")
        let found = problem { _ = try SystemFiles(root: scratch.path).contents(of: "data") }
        #expect(found?.code == "file-not-readable")
        #expect(found?.message == "cannot read `data` as a file: it is a folder")
        #expect(found?.help == ["`data/*` names the files in it"])
    }

    @Test func saysThatPermissionIsMissing() async {
        await #expect(processExitsWith: .success) {
            becomeOrdinary()
            let scratch = Scratch()
            scratch.setMode(scratch.file("secret", "x"), 0)
            scratch.file("closed/a", "x")
            scratch.setMode(scratch("closed"), 0)
            let files = SystemFiles(root: scratch.path)
            let found = problem { _ = try files.contents(of: "secret") }
            precondition(found?.code == "file-not-readable" && found?.message == "cannot read `secret`: permission denied")
            let inside = problem { _ = try files.contents(of: "closed/a") }
            precondition(inside?.message == "cannot read `closed/a`: permission denied")
            precondition(problem { _ = try files.resolve("closed") }?.message == "cannot read `closed`: permission denied")
            precondition(files.entries(of: "closed").isEmpty)
            scratch.setMode(scratch("closed"), 0o755)
        }
    }

    @Test func refusesNamesThatNoFileCanHave() {
        let files = SystemFiles(root: "/tmp")
        #expect(problem { _ = try files.contents(of: "") }?.code == "file-not-found")
        #expect(
            problem { _ = try files.contents(of: "a\0b") }?.message == "no file can have this name: it holds the character U+0000"
        )
        let long = String(repeating: "x", count: 300)
        #expect(problem { _ = try files.contents(of: long) }?.message == "cannot read `\(long)`: the name is too long")
    }

    @Test func digestsWhatTheFileHoldsNow() throws {
        let scratch = Scratch()
        scratch.file("a", "one")
        let files = SystemFiles(root: scratch.path)
        #expect(try files.digest(of: "a") == ContentDigest.sha256Hex(Array("one".utf8)))
        // The same size, at once: no time stamp can tell the two apart.
        scratch.file("a", "two")
        #expect(try files.digest(of: "a") == ContentDigest.sha256Hex(Array("two".utf8)))
    }

    @Test func digestsAFileLargerThanOnePiece() throws {
        let scratch = Scratch()
        let bytes = (0..<(3 << 20) + 5).map { UInt8(truncatingIfNeeded: $0 / 3) }
        scratch.file("large", bytes)
        let files = SystemFiles(root: scratch.path)
        #expect(try files.digest(of: "large") == ContentDigest.sha256Hex(bytes))
    }

    /// A digest that is kept must fall with the file's time: `settled` files are old enough to be kept.
    @Test func forgetsADigestWhenTheFileChanges() throws {
        let scratch = Scratch()
        scratch.file("a", "one")
        usleep(80_000)
        let files = SystemFiles(root: scratch.path)
        let first = try files.digest(of: "a")
        #expect(try files.digest(of: "a") == first)
        scratch.file("a", "two")
        #expect(try files.digest(of: "a") == ContentDigest.sha256Hex(Array("two".utf8)))
    }
}
