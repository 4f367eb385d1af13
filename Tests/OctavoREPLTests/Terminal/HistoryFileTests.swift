import Glibc
import OctavoREPL
import Synchronization
import Testing

@Suite struct HistoryFileTests {
    @Test func givesBackWhatWasAdded() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/deep/er/history"
        let long = String(repeating: "x + ", count: 5000) + "1"
        let entries = ["1 + 2", "(1\n+ 2)", #"a \n b"#, "é 日本 😀\r\n", long]
        let history = History(path: path)
        for entry in entries { history.add(entry) }
        #expect(History(path: path).entries.map(\.text) == entries)
    }

    @Test func keepsTheLastOfEqualEntries() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/history"
        let history = History(path: path)
        for entry in ["a", "b", "a", "a"] { history.add(entry) }
        #expect(history.entries.map(\.text) == ["b", "a"])
        #expect(History(path: path).entries.map(\.text) == ["b", "a"])
    }

    @Test func aFileOfAnotherProgramOrNoneIsNoMistake() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/history"
        #expect(History(path: path).entries.isEmpty)
        try folder.write([0xFF, 0x0A, 0x5C, 0x71, 0x5C, 0x0A, 0x0A, 0x61], to: "history")
        #expect(History(path: path).entries.map(\.text) == ["\u{FFFD}", "\\q\\", "a"])
    }

    @Test func sessionsAtTheSameTimeLoseNothing() async throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/history"
        await withTaskGroup(of: Void.self) { group in
            for session in 0..<8 {
                group.addTask {
                    let file = HistoryFile(path: path)
                    for entry in 0..<50 {
                        file.append("session \(session) entry \(entry)\n" + String(repeating: "x", count: 3000))
                        if entry % 20 == 0 { file.compact() }
                    }
                }
            }
        }
        let entries = HistoryFile(path: path).load()
        #expect(Set(entries).count == 400)
        #expect(entries.allSatisfy { $0.hasPrefix("session") && $0.hasSuffix("x") })
    }

    @Test func aCrowdedFileIsRewritten() throws {
        let folder = try TemporaryFolder()
        let lines = (0...HistoryFile.crowded).map { "entry \($0 % 15_000)\n" }.joined()
        try folder.write(Array(lines.utf8), to: "history")
        let history = History(path: folder.path + "/history")
        #expect(history.entries.count == History.limit)
        let last = (HistoryFile.crowded % 15_000)
        #expect(history.entries.last?.text == "entry \(last)")
        let again = HistoryFile(path: folder.path + "/history").load()
        #expect(again.count == History.limit)
        #expect(again == history.entries.map(\.text))
    }

    @Test func onlyTheOwnerMayReadIt() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/history"
        History(path: path).add("a")
        var status = stat()
        #expect(unsafe stat(path, &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
    }
}
