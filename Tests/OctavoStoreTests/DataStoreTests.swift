import OctavoLanguage
import OctavoSource
import OctavoStore
import OctavoTable
import Testing

@Suite struct DataStoreTests {
    private func table(_ numbers: Int64...) -> Table { Table([("n", Column(.int, numbers.map { .int($0) }))]) }

    @Test func equalContentIsStoredOnceAndMakesNoNewVersion() throws {
        let project = Project()
        let first = try project.save(table(1))
        let paths = project.files.paths
        #expect(try project.save(table(1)) == first)
        #expect(project.files.paths == paths)
        let other = try project.save(table(1), as: "other")
        #expect(other.content == first.content)
        #expect(project.files.paths.filter { $0.hasSuffix(".zst") }.count == 1)
    }

    @Test func whatIsSavedLastIsTheNewestEvenIfItWasThereBefore() throws {
        let project = Project()
        let first = try project.save(table(1))
        let second = try project.save(table(2))
        let third = try project.save(table(1))
        #expect([first, second, third].map(\.number) == [1, 2, 3])
        #expect(third.content == first.content)
        #expect(third.parents == [second.content.digest])
        #expect(project.run("data(\"t\")") == ["[{n: 1}]"])
        #expect(project.run("data(\"t\", version: 2)") == ["[{n: 2}]"])
        #expect(project.run("data(\"t\", version: \"\(second.version)\")") == ["[{n: 2}]"])
        #expect(project.run("data(\"t\", version: \"\(second.version.prefix(6))\")") == ["[{n: 2}]"])
    }

    @Test func twoBranchesThatEachSavedMustBeToldApart() throws {
        let one = Project()
        try one.save(table(1))
        let two = Project()
        for path in one.files.paths { two.files.set(path, one.files.bytes(path)) }
        try one.save(table(2))
        let theirs = try two.save(table(3))
        for path in two.files.paths { one.files.set(path, two.files.bytes(path)) }
        #expect(one.run("data(\"t\")") == ["error: ambiguous-version"])
        #expect(one.run("data(\"t\", version: \"\(theirs.version)\")") == ["[{n: 3}]"])
        let merged = try one.save(table(3))
        #expect(merged.number == 3)
        #expect(merged.parents.count == 2)
        #expect(one.run("data(\"t\")") == ["[{n: 3}]"])
    }

    @Test(arguments: ["", "a/b", "../x", ".hidden", "-x", "a b", "é", String(repeating: "a", count: 101)])
    func aNameIsAFolders(name: String) {
        #expect(code { try Project().save(table(1), as: name) } == "bad-name")
    }

    @Test func unknownNamesAndVersionsAreErrors() throws {
        let project = Project()
        #expect(project.run("data(\"t\")") == ["error: unknown-snapshot"])
        try project.save(table(1))
        #expect(project.run("data(\"u\")") == ["error: unknown-snapshot"])
        #expect(project.run("data(\"t\", version: 2)") == ["error: unknown-version"])
        #expect(project.run("data(\"t\", version: \"ffff\")") == ["error: unknown-version"])
        #expect(project.run("data(\"t\", version: true)") == ["error: wrong-argument"])
    }

    @Test func aProgramReadsWhatItSaved() {
        let project = Project()
        #expect(project.run("table([{n: 7}]) | save_data(\"x\");\ndata(\"x\") | derive(m: .n + 1)") == ["[{n: 7, m: 8}]"])
        #expect(project.run("data(\"x\") | filter(.m > 1)") == ["error: unknown-column"])
    }

    @Test func aReadOnlyRunSavesNothing() {
        var project = Project()
        project.capabilities.isReadOnly = true
        #expect(project.run("table([{n: 7}]) | save_data(\"x\")") == ["error: read-only"])
        #expect(project.files.paths.isEmpty)
    }

    @Test func lineageNamesFilesStepsAndSavedDataBefore() {
        let project = Project(["a.csv": "n\n1\n2\n3\n"])
        #expect(
            project.run(
                "load(\"a.csv\") | filter(.n > 1) | save_data(\"some\");\ndata(\"some\") | head(1) | save_data(\"one\");\n"
                    + "(lineage(\"one\") | records | map(\"\\(.depth) \\(.kind) \\(.what)\"))"
            )
            .map { $0.split(separator: "@").first.map(String.init) ?? "" }
                == ["[\"0 data one\", \"0 step head: 1 row\", \"0 step   data some"])
        let lines = project.run(
            "lineage(\"one\") | filter(.kind == \"file\" or .kind == \"data\") | select(.depth, .kind, .what)")
        #expect(
            lines == [
                "[{depth: 0, kind: \"data\", what: \"one\"}, {depth: 1, kind: \"data\", what: \"some\"}, "
                    + "{depth: 2, kind: \"file\", what: \"a.csv\"}]"
            ])
    }

    @Test func versionsAreTextsThatReadBackAlike() throws {
        let project = Project()
        let schema = Schema([
            Field("a b", .list(.record([Field("x", .int), Field("\"q\"\n", .text)]))), Field("ø", .record([])),
        ])
        let saved = try project.save(Table(schema: schema, chunks: []))
        #expect(try project.store.snapshots() == [saved])
        let path = try #require(project.files.paths.first { $0.hasSuffix(".txt") })
        #expect(path == "data/.store/versions/t/0001-\(saved.version).txt")
        #expect(
            project.files.text(path).hasPrefix(
                "octavo snapshot 1\nname: t\nnumber: 1\ndigest: \(saved.content.digest)\nrows: 0\n"))
    }

    /// Cut at every place and with every byte changed a version is read or refused.
    @Test func damagedVersionsAreRefusedByName() throws {
        let project = Project()
        try project.save(table(1))
        let path = try #require(project.files.paths.first { $0.hasSuffix(".txt") })
        let whole = try #require(project.files.bytes(path))
        for place in whole.indices {
            for changed in [Array(whole[..<place]), Array(whole[..<place] + [0x3A] + whole[(place + 1)...])] {
                project.files.set(path, changed)
                let found = code { _ = try project.store.snapshots() }
                #expect(found == nil || found == "corrupt-version", "byte \(place)")
            }
        }
        project.files.set(path, Array("<<<<<<< ours\n".utf8))
        #expect(code { _ = try project.store.snapshots() } == "corrupt-version")
    }
}
