import OctavoSource
import OctavoSystem
import OctavoTable
import Testing

@Suite struct GlobTests {
    private func project() -> Scratch {
        let scratch = Scratch()
        for name in [
            "data/a.jsonl", "data/b.jsonl", "data/B.jsonl", "data/c10.csv", "data/c2.csv", "data/notes", "data/.hidden.csv",
            "data/deep/d.csv", "data/deep/er/e.csv", "data/.git/f.csv", "data/[x].csv", "data/é.csv", "top.csv",
        ] { scratch.file(name) }
        return scratch
    }

    @Test(arguments: [
        ("data/*.jsonl", ["data/B.jsonl", "data/a.jsonl", "data/b.jsonl"]),
        ("./data/*.jsonl", ["data/B.jsonl", "data/a.jsonl", "data/b.jsonl"]),
        ("data/?.jsonl", ["data/B.jsonl", "data/a.jsonl", "data/b.jsonl"]),
        ("data/[a-b].jsonl", ["data/a.jsonl", "data/b.jsonl"]),
        ("data/[!a].jsonl", ["data/B.jsonl", "data/b.jsonl"]),
        ("data/c*.csv", ["data/c10.csv", "data/c2.csv"]),
        ("data/c[0-9].csv", ["data/c2.csv"]),
        ("data/*o*e*", ["data/notes"]),
        ("data/?.csv", ["data/é.csv"]),
        ("data/.*.csv", ["data/.hidden.csv"]),
        ("*/deep/*.csv", ["data/deep/d.csv"]),
        ("*.csv", ["top.csv"]),
        ("data/deep/**", ["data/deep/d.csv", "data/deep/er/e.csv"]),
        ("data/**/e.csv", ["data/deep/er/e.csv"]),
        ("**/d.csv", ["data/deep/d.csv"]),
        ("data/**/**/d.csv", ["data/deep/d.csv"]),
        ("data/[x].csv", ["data/[x].csv"]),
    ])
    func findsFilesByName(pattern: String, files: [String]) throws {
        let scratch = project()
        #expect(try SystemFiles(root: scratch.path).resolve(pattern) == files)
    }

    @Test func keepsAbsolutePatternsAbsolute() throws {
        let scratch = project()
        #expect(try SystemFiles(root: scratch.path).resolve(scratch("data/c?.csv")) == [scratch("data/c2.csv")])
    }

    @Test func takesAFolderAsTheReadableFilesInIt() throws {
        let scratch = project()
        scratch.file("data/z.csv.gz")
        let expected = ["B.jsonl", "[x].csv", "a.jsonl", "b.jsonl", "c10.csv", "c2.csv", "z.csv.gz", "é.csv"].map { "data/" + $0 }
        #expect(try SystemFiles(root: scratch.path).resolve("data") == expected)
        #expect(try SystemFiles(root: scratch.path).resolve("data/") == expected)
        #expect(try SystemFiles(root: scratch.path).resolve(".") == ["top.csv"])
    }

    @Test func takesOneFileAndStandardInputAsTheyAre() throws {
        let scratch = project()
        let files = SystemFiles(root: scratch.path)
        #expect(try files.resolve("./top.csv") == ["top.csv"])
        #expect(try files.resolve("data/notes") == ["data/notes"])
        #expect(try files.resolve("-") == ["-"])
    }

    @Test func doesNotFollowFoldersInACircle() throws {
        let scratch = project()
        scratch.link("data/deep/up", to: "..")
        #expect(try SystemFiles(root: scratch.path).resolve("**/d.csv") == ["data/deep/d.csv"])
    }

    /// Many stars must cost little: the worst case of a matcher that tries every split is exponential.
    @Test(.timeLimit(.minutes(1))) func isQuickOnManyStars() throws {
        let scratch = Scratch()
        scratch.file(String(repeating: "a", count: 200) + ".csv")
        let pattern = String(repeating: "*a", count: 60) + "b.csv"
        #expect(problem { _ = try SystemFiles(root: scratch.path).resolve(pattern) }?.code == "file-not-found")
    }

    @Test func listsTheEntriesOfAFolder() {
        let scratch = Scratch()
        scratch.file("b")
        scratch.file("a/inner")
        let files = SystemFiles(root: scratch.path)
        #expect(files.entries(of: "") == ["a/", "b"])
        #expect(files.entries(of: "a/") == ["inner"])
        #expect(files.entries(of: "nowhere").isEmpty)
    }
}
