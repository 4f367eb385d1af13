import Glibc
import OctavoSource
import OctavoSystem
import OctavoTable
import Testing

@Suite struct SandboxTests {
    @Test(arguments: ["../outside", "/etc/passwd", "data/../../outside", "out/../../outside", "link", "folder/secret", "/"])
    func refusesEveryWayOut(path: String) {
        let scratch = Scratch()
        scratch.folder("project/data")
        scratch.folder("project/out")
        scratch.file("outside", "secret")
        scratch.file("elsewhere/secret", "secret")
        scratch.link("project/link", to: "../outside")
        scratch.link("project/folder", to: scratch("elsewhere"))
        let files = SystemFiles(root: scratch("project"))
        #expect(problem { _ = try files.contents(of: path) }?.code == "outside-project")
        #expect(problem { _ = try files.resolve(path) }?.code == "outside-project")
        #expect(problem { _ = try files.digest(of: path) }?.code == "outside-project")
        #expect(problem { try files.write(path, text: "x") }?.code == "outside-project")
        #expect(files.entries(of: path).isEmpty)
        #expect(scratch.text("outside") == "secret")
        #expect(scratch.text("elsewhere/secret") == "secret")
    }

    @Test func saysHowToOpenAPath() {
        let scratch = Scratch()
        let found = problem { _ = try SystemFiles(root: scratch.path).contents(of: "/etc/passwd") }
        #expect(found?.message == "`/etc/passwd` is outside the project")
        #expect(found?.help == ["`--allow /etc/passwd` opens that path for this run"])
    }

    @Test func followsLinksThatStayInside() throws {
        let scratch = Scratch()
        scratch.file("data/a", "inside")
        scratch.link("short", to: "data/a")
        scratch.link("d", to: "data")
        let files = SystemFiles(root: scratch.path)
        #expect(try files.text("short") == "inside")
        #expect(try files.text("d/a") == "inside")
        #expect(try files.text("d/../data/a") == "inside")
    }

    @Test func refusesToWriteThroughALinkToWhatDoesNotExistYet() {
        let scratch = Scratch()
        scratch.folder("project")
        scratch.link("project/link", to: "../made")
        #expect(problem { try SystemFiles(root: scratch("project")).write("link", text: "x") }?.code == "outside-project")
        #expect(scratch.text("made") == nil)
    }

    @Test func endsInACircleOfLinks() {
        let scratch = Scratch()
        scratch.link("a", to: "b")
        scratch.link("b", to: "a")
        let found = problem { _ = try SystemFiles(root: scratch.path).contents(of: "a") }
        #expect(found?.message == "cannot read `a`: its symbolic links lead in a circle")
    }

    @Test func opensAllowedPathsAndNothingBesideThem() throws {
        let scratch = Scratch()
        scratch.folder("project")
        scratch.file("shared/a", "a")
        scratch.file("shared-not/a", "a")
        scratch.file("one", "1")
        let files = SystemFiles(root: scratch("project"), allowed: ["../shared", scratch("one"), scratch("later")])
        #expect(try files.text("../shared/a") == "a")
        #expect(try files.text("../one") == "1")
        #expect(problem { _ = try files.contents(of: "../shared-not/a") }?.code == "outside-project")
        try files.write("../later", text: "new")
        #expect(scratch.text("later") == "new")
    }

    @Test func opensEverythingWhereNothingIsRestricted() throws {
        let scratch = Scratch()
        scratch.folder("project")
        scratch.file("outside", "text")
        let files = SystemFiles(root: scratch("project"), isRestricted: false)
        #expect(try files.text("../outside") == "text")
        #expect(try files.text(scratch("outside")) == "text")
    }

    @Test func takesARootThatIsALink() throws {
        let scratch = Scratch()
        scratch.file("real/a", "text")
        scratch.link("root", to: "real")
        let files = SystemFiles(root: scratch("root"))
        #expect(try files.text("a") == "text")
        #expect(try files.text(scratch("root/a")) == "text")
        #expect(files.root == scratch("real"))
    }

    @Test func leavesOutFilesBehindLinksWhenAPatternRoams() throws {
        let scratch = Scratch()
        scratch.file("project/data/a.csv", "")
        scratch.file("elsewhere/b.csv", "")
        scratch.link("project/data/out", to: scratch("elsewhere"))
        let files = SystemFiles(root: scratch("project"))
        #expect(try files.resolve("data/*/*.csv", orCode: "file-not-found") == [])
        #expect(try files.resolve("**/*.csv") == ["data/a.csv"])
    }
}

extension SystemFiles {
    /// The files, or none where `resolve` fails with `code`.
    fileprivate func resolve(_ pattern: String, orCode code: DiagnosticCode) throws -> [String] {
        do { return try resolve(pattern) } catch let found as Diagnostic where found.code == code { return [] }
    }
}
