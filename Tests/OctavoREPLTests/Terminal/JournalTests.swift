import Glibc
import OctavoREPL
import Testing

@Suite struct JournalTests {
    @Test func aCleanEndLeavesNothing() throws {
        let folder = try TemporaryFolder()
        let (journal, recovered) = Journal.begin(at: folder.path + "/a/session.md")
        #expect(recovered == [])
        let begun = try #require(journal)
        #expect(begun.append("1 + 2"))
        begun.finish()
        #expect(Journal.begin(at: folder.path + "/a/session.md").recovered == [])
    }

    @Test func anEntryIsOnTheDiskAtOnce() throws {
        let folder = try TemporaryFolder()
        let journal = try #require(Journal.begin(at: folder.path + "/session.md").journal)
        journal.append("1 + 2")
        journal.append("oops", failed: true)
        #expect(
            try folder.read("session.md") == """
                ---
                octavo: 1
                title: Session journal
                ---

                ```octavo
                1 + 2
                ```

                ```octavo skip
                oops
                ```

                """)
    }

    @Test func whatAnInterruptedSessionLeftIsMovedAside() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/session.md"
        var journal = Journal.begin(at: path).journal
        journal?.append("1 + 2")
        journal?.append("oops", failed: true)
        journal?.append("(3\n+ 4)")
        journal = nil
        let second = Journal.begin(at: path)
        #expect(second.recovered.map(\.path) == [folder.path + "/session-recovered.md"])
        #expect(second.recovered.map(\.entries) == [["1 + 2", "(3\n+ 4)"]])
        #expect(second.journal?.path == path)
        #expect(folder.names == ["session-recovered.md", "session.md"])
        second.journal?.append("5")
        withExtendedLifetime(second.journal) {}
    }

    @Test func earlierRecoveriesStay() throws {
        let folder = try TemporaryFolder()
        for number in 1...3 {
            let (journal, _) = Journal.begin(at: folder.path + "/session.md")
            journal?.append("\(number)")
        }
        #expect(folder.names == ["session-recovered-2.md", "session-recovered.md", "session.md"])
    }

    @Test func twoSessionsAtATimeHaveTheirOwn() throws {
        let folder = try TemporaryFolder()
        let path = folder.path + "/session.md"
        let first = try #require(Journal.begin(at: path).journal)
        first.append("first")
        let second = Journal.begin(at: path)
        #expect(second.recovered == [])
        #expect(second.journal?.path == folder.path + "/session-2.md")
        second.journal?.append("second")
        first.finish()
        second.journal?.finish()
        #expect(folder.names == [])
    }

    @Test func aCellThatWasCutOffIsLeftOut() throws {
        let folder = try TemporaryFolder()
        let whole = JournalFormat.header + JournalFormat.cell("1 + 2")
        let cut = whole + JournalFormat.cell("3 + 4").dropLast(5)
        try folder.write(Array(cut.utf8), to: "session.md")
        let recovered = Journal.begin(at: folder.path + "/session.md").recovered
        #expect(recovered.map(\.entries) == [["1 + 2"]])
        #expect(try folder.read("session-recovered.md") == whole)
    }

    @Test func aFolderThatCannotBeMadeGivesNoJournal() {
        #expect(Journal.begin(at: "/dev/null/session.md").journal == nil)
    }
}
