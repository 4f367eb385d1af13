import OctavoSource
import OctavoSystem
import OctavoTable
import Testing

/// What is said when nothing is there: message, notes and help, in this order.
@Suite struct NotFoundTests {
    private func said(_ path: String) -> [String] {
        let scratch = Scratch()
        for name in ["data/day1.jsonl", "data/day2.jsonl", "data/day3.jsonl", "data/all.csv", "data/deep/x.txt", "README"] {
            scratch.file(name)
        }
        scratch.folder("empty")
        guard let found = problem({ _ = try SystemFiles(root: scratch.path).resolve(path) }) else { return [] }
        #expect(found.code == "file-not-found")
        return [found.message] + found.notes + found.help
    }

    @Test func offersTheNearestEndingOfAPattern() {
        #expect(
            said("data/*.jsnl") == [
                "no file matches `data/*.jsnl`", "`data/` holds 3 `.jsonl`, 1 `.csv` and 1 folder",
                "did you mean `data/*.jsonl`?",
            ])
    }

    @Test func offersTheNearestNames() {
        #expect(
            said("data/dya1.jsonl") == [
                "no file `data/dya1.jsonl`", "did you mean `data/day1.jsonl`, `data/day2.jsonl` or `data/day3.jsonl`?",
            ])
    }

    @Test func saysWhatTheFolderHoldsWhereNothingIsNear() {
        #expect(
            said("data/conversations.txt") == [
                "no file `data/conversations.txt`", "`data/` holds 3 `.jsonl`, 1 `.csv` and 1 folder",
                "relative paths start at the project's root",
            ])
    }

    @Test func offersTheNearestFolder() {
        #expect(said("dta/day1.jsonl") == ["no file `dta/day1.jsonl`", "`.` has no folder `dta`", "did you mean `data`?"])
        #expect(said("dta/*.jsonl") == ["no file matches `dta/*.jsonl`", "`.` has no folder `dta`", "did you mean `data`?"])
        #expect(
            said("data/deeep/er/*") == [
                "no file matches `data/deeep/er/*`", "`data/` has no folder `deeep`", "did you mean `deep`?",
            ])
    }

    @Test func saysThatAFolderIsEmptyOrHoldsNothingReadable() {
        #expect(said("empty") == ["no file in `empty/` has a format that can be read", "`empty/` is empty"])
        #expect(
            said(".") == [
                "no file in `.` has a format that can be read", "`.` holds 1 file without an ending and 2 folders",
                "name a file and its format: `load(\"./README\", format: \"csv\")`",
            ])
        #expect(said("empty/*.csv") == ["no file matches `empty/*.csv`", "`empty/` is empty"])
    }

    @Test func countsFilesWithoutAnEnding() {
        #expect(
            said("*.csv") == ["no file matches `*.csv`", "`.` holds 1 file without an ending and 2 folders"])
    }

    @Test func takesAFileInPlaceOfAFolderForMissing() {
        let scratch = Scratch()
        scratch.file("a.csv", "x")
        let files = SystemFiles(root: scratch.path)
        #expect(problem { _ = try files.contents(of: "a.csv/b") }?.code == "file-not-readable")
        #expect(
            problem { _ = try files.resolve("a.csv/") }?.message
                == "cannot read `a.csv/`: a part of the path is a file where a folder is needed")
    }
}
