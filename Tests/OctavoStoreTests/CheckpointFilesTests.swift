import OctavoStore
import OctavoTable
import Testing

@Suite struct CheckpointFilesTests {
    private let files = MemoryFiles()
    private let key = String(repeating: "4f2a91", count: 8)
    private var checkpoints: CheckpointFiles { CheckpointFiles(files: files, madeBy: "0.1.0") }

    private func time(_ seconds: Int64) -> Int64 { 1_700_000_000_000_000 + seconds * 1_000_000 }

    @Test func theLatestComesFirst() throws {
        let names = [3, 1, 2].map { checkpoints.name(of: key, started: time($0)) }
        for name in names { try checkpoints.write(name, [1, 2, 3]) }
        #expect(checkpoints.checkpoints(of: key) == [names[0], names[2], names[1]])
        #expect(try checkpoints.read(names[0]).array == [1, 2, 3])
        #expect(files.paths[0] == ".octavo/checkpoints/20231114T221321-\(key.prefix(32)).0.1.0.safetensors")
    }

    @Test func onlyTheSameTrainingOfTheSameProgramFindsOne() throws {
        try checkpoints.write(checkpoints.name(of: key, started: time(0)), [1])
        #expect(checkpoints.checkpoints(of: String(key.reversed())).isEmpty)
        #expect(CheckpointFiles(files: files, madeBy: "0.2.0").checkpoints(of: key).isEmpty)
    }

    @Test func aLaterOneTakesThePlaceOfItsOwnAlone() throws {
        let (one, other) = (checkpoints.name(of: key, started: time(1)), checkpoints.name(of: key, started: time(2)))
        for (name, bytes) in [(one, [1]), (other, [2]), (one, [3])] as [(String, [UInt8])] { try checkpoints.write(name, bytes) }
        #expect(try checkpoints.read(one).array == [3] && checkpoints.read(other).array == [2])
    }

    @Test func thoseThatNobodyWentOnWithAreForgottenInTheEnd() throws {
        let removing = RemovingFiles()
        let checkpoints = CheckpointFiles(files: removing, madeBy: "0.1.0")
        for second in 0..<12 { try checkpoints.write(checkpoints.name(of: "key\(second)", started: time(Int64(second))), [1]) }
        #expect(removing.names.count == 9)
        #expect(removing.names.first?.hasPrefix("20231114T221323-key3") == true)
        checkpoints.remove("nothing")
        #expect(removing.names.count == 9)
    }

    /// Files that can be removed.
    private final class RemovingFiles: FileAccess {
        private let files = MemoryFiles()

        var names: [String] { files.entries(of: CheckpointFiles.folder) }
        func contents(of path: String) throws -> FileContents { try files.contents(of: path) }
        func resolve(_ pattern: String) throws -> [String] { try files.resolve(pattern) }
        func entries(of folder: String) -> [String] { files.entries(of: folder) }
        func digest(of path: String) throws -> String { try files.digest(of: path) }
        func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
            unsafe try files.write(path, body)
        }
        func remove(_ path: String) throws {
            _ = try files.contents(of: path)
            files.set(path, nil)
        }
    }
}
