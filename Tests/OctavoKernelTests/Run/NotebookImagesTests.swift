import OctavoKernel
import OctavoLanguage
import OctavoNotebook
import OctavoSource
import OctavoTable
import OctavoVerbs
import Testing

@Suite struct NotebookImagesTests {
    private static let table = "t = table([{hour: 1, n: 3}, {hour: 2, n: 5}])"

    private func run(_ cells: [(info: String, code: String)], _ change: (inout RunSettings) -> Void = { _ in }) -> NotebookRun {
        var settings = Test.runSettings()
        change(&settings)
        return NotebookRunner.run(Test.notebook(cells), settings)
    }

    private func paths(_ run: NotebookRun) -> [String] {
        run.cells.compactMap(\.result).flatMap { NotebookImages.images(in: $0) }.map(\.path)
    }

    // MARK: - What is written

    @Test func aPlotIsOneImageBelowItsCell() {
        let notebook = Test.notebook([("", Self.table), ("name=by_hour", "plot(t, x: .hour, y: .n)")])
        let run = Test.recorded(notebook, Test.runSettings())
        let recorded = Test.text(run)
        let drawn = NotebookImages.images(in: NotebookRunner.run(notebook, Test.runSettings()).cells[1].result ?? CellResult())
        let digest = drawn.first.map { testDigest(Array($0.content.utf8)).prefix(8) } ?? ""
        let key = Test.graph(notebook).nodes[1].key.text ?? ""
        #expect(
            recorded.hasSuffix("```\n\n![by_hour: n by hour](test.assets/by_hour.svg \"octavo key=\(key) digest=\(digest)\")\n"))
    }

    @Test func textsStandBeforeAndBehindImagesInOrder() throws {
        let result = try #require(
            run([("", Self.table + "\nt\nprint(\"a\")\nplot(t, x: .n)\nprint(\"b\")\nplot(t, x: .hour)")]).cells[0].result)
        let kinds = result.parts.map { part in
            switch part {
            case .text(let text, let rows): "text \(text.lines.last ?? "") \(rows.map { "\($0)" } ?? "-")"
            case .image(let path, let alternative, let content, _): "\(path) \(alternative) \(content.hasPrefix("<svg"))"
            }
        }
        #expect(
            kinds == [
                "text a -", "test.assets/distribution-of-n.svg distribution of n true", "text b -",
                "test.assets/distribution-of-n-2.svg distribution of hour true",
            ])
    }

    @Test func aTableAloneBeforeAnImageHasItsRowCount() throws {
        let result = try #require(run([("", Self.table + "\nt\nplot(t, x: .n)")]).cells[0].result)
        guard case .text(_, let rows) = result.parts[0] else {
            Issue.record("a text is expected")
            return
        }
        #expect(rows == 2)
    }

    @Test func aPlotThatIsOnlyBoundIsNotDrawn() throws {
        #expect(paths(run([("", Self.table + "\np = plot(t, x: .n)")])).isEmpty)
    }

    @Test(
        arguments: [
            ("name=Total_2", "x", "total_2"), ("", "../../etc/passwd", "etc-passwd"), ("", "Größe & Länge", "größe-länge"),
            ("", "!!!", "plot"), ("", "CON", "con"), ("name=v1.2", "x", "v1.2"),
        ])
    func namesAreFileNamesOnEverySystem(info: String, title: String, name: String) {
        #expect(paths(run([(info, Self.table + "\nplot(t, x: .n, title: \"\(title)\")")])) == ["test.assets/\(name).svg"])
    }

    @Test func anotherOutputHasAnotherFolder() {
        let run = run([("", Self.table + "\nplot(t, x: .n)")]) { $0.imageFolder = NotebookImages.folder(of: "out/today.md") }
        #expect(paths(run) == ["today.assets/distribution-of-n.svg"])
    }

    @Test func imagesLieBesideTheNotebook() {
        #expect(NotebookImages.folder(of: "notebooks/a.b.md") == "a.b.assets")
        #expect(NotebookImages.folder(of: "a.markdown") == "a.markdown.assets", "not the folder of a.md")
        #expect(NotebookImages.path(of: "a.assets/x.svg", in: "notebooks/a.md") == "notebooks/a.assets/x.svg")
        #expect(NotebookImages.path(of: "a.assets/x.svg", in: "a.md") == "a.assets/x.svg")
    }

    @Test func twoCellsWithOneImageNameAreAnError() throws {
        let run = run([("", Self.table), ("", "plot(t, x: .n)"), ("name=Distribution-of-n", "plot(t, x: .hour)")])
        guard case .failed(let errors) = run.cells[2].outcome else {
            Issue.record("a failure is expected")
            return
        }
        #expect(errors.map(\.code) == ["image-name-clash"])
        #expect(run.cells[2].result?.failure?.code == "image-name-clash")
        #expect(paths(run) == ["test.assets/distribution-of-n.svg"])
    }

    @Test func howManyThreadsThereAreDoesNotMatter() throws {
        let code =
            "t = table([{k: mod(i, 7), n: mod(i * 13, 101)} for i in 0..3000])\nplot(t, x: .k, y: .n, kind: \"box\")\nplot(t, x: .n)"
        let contents = [1, 2].map { threads -> [String] in
            var capabilities = Test.capabilities()
            capabilities.threads = threads
            let graph = CellGraph.Settings(catalog: .standard, capabilities: capabilities, digest: testDigest)
            let settings = RunSettings(graph: graph, clock: Test.stoppedClock)
            return NotebookRunner.run(Test.notebook(codes: code), settings).cells.compactMap(\.result).flatMap {
                NotebookImages.images(in: $0).map(\.content)
            }
        }
        #expect(contents[0].count == 2)
        #expect(contents[0] == contents[1])
    }

    // MARK: - What need not be drawn again

    private func second(_ text: String, _ files: MemoryFiles) -> [String] {
        var settings = Test.runSettings(files)
        settings.reuse = .stored(silentKeys: [])
        return Test.names(NotebookRunner.run(Test.notebook(text), settings))
    }

    @Test func anImageThatIsAsItWasDrawnIsUpToDate() {
        let files = MemoryFiles()
        let text = recorded(files)
        #expect(second(text, files) == ["finished", "up to date"], "the first shows nothing")
    }

    @Test(arguments: ["<svg></svg>", ""])
    func anImageThatIsAnotherOrGoneIsDrawnAgain(content: String) {
        let files = MemoryFiles()
        let text = recorded(files)
        files.set("test.assets/p.svg", content)
        #expect(second(text, files) == ["finished", "finished"])
        let other = MemoryFiles()
        #expect(second(text, other) == ["finished", "finished"])
    }

    @Test func anImageOfARenamedCellIsDrawnUnderItsName() {
        let files = MemoryFiles()
        #expect(second(recorded(files).replacing("name=p", with: "name=q"), files) == ["finished", "finished"])
        #expect(second(recorded(files).replacing(" name=p", with: ""), files) == ["finished", "finished"])
    }

    @Test func anImageWithoutADigestIsDrawnAgain() {
        let files = MemoryFiles()
        let text = recorded(files)
        let digest = text.firstRange(of: " digest=").map { text[$0.lowerBound..<text.index($0.upperBound, offsetBy: 8)] } ?? ""
        #expect(second(text.replacing(digest, with: ""), files) == ["finished", "finished"])
        #expect(verdict(text.replacing(digest, with: ""), files).name == "same", "as older notebooks have it")
        #expect(verdict(text.replacing(digest, with: " digest=00000000"), files).name == "differs")
    }

    /// The cell above takes the image's name after the one below was drawn.
    @Test func aClashWithAResultThatIsUpToDateIsThatOfAFreshRun() {
        let files = MemoryFiles()
        let notebook = Test.notebook([
            ("name=q", Self.table + "\nplot(t, x: .n)"), ("name=p", Self.table + "\nt\nplot(t, x: .n)"),
        ])
        let first = NotebookRunner.run(notebook, Test.runSettings(files))
        for (path, content) in first.cells.compactMap(\.result).flatMap({ NotebookImages.images(in: $0) }) {
            files.set(path, content)
        }
        let stored = String(decoding: Splice.apply(first.updates, to: notebook).bytes, as: UTF8.self)
        let edited = Test.notebook(stored.replacing("name=q", with: "name=P"))
        var settings = Test.runSettings(files)
        let fresh = NotebookRunner.run(edited, settings)
        settings.reuse = .stored(silentKeys: [])
        let reusing = NotebookRunner.run(edited, settings)
        #expect(Test.names(fresh) == ["finished", "failed image-name-clash"])
        #expect(Test.names(reusing) == ["finished", "failed image-name-clash"])
        #expect(Splice.apply(fresh.updates, to: edited).bytes == Splice.apply(reusing.updates, to: edited).bytes)
    }

    // MARK: - Replay

    /// A recorded notebook with its image in `files`.
    private func recorded(_ files: MemoryFiles, _ info: String = "name=p") -> String {
        let notebook = Test.notebook([("", Self.table), (info, "plot(t, x: .n, y: .hour, kind: \"bar\")")])
        let run = NotebookRunner.run(notebook, Test.runSettings(files))
        for (path, content) in run.cells.compactMap(\.result).flatMap({ NotebookImages.images(in: $0) }) {
            files.set(path, content)
        }
        return String(decoding: Splice.apply(run.updates, to: notebook).bytes, as: UTF8.self)
    }

    private func verdict(_ text: String, _ files: MemoryFiles) -> Replay.Verdict {
        Replay.test(Test.notebook(text), Test.runSettings(files)).cases[1].verdict
    }

    @Test func theSameImageIsTheSame() {
        let files = MemoryFiles()
        let text = recorded(files)
        #expect(verdict(text, files).name == "same")
        files.set("test.assets/p.svg", (files.text("test.assets/p.svg") ?? "").replacing("\n", with: "\r\n"))
        #expect(verdict(text, files).name == "same", "line ends of version control")
    }

    @Test func aChangedImageDiffersAndSaysWhere() throws {
        let files = MemoryFiles()
        let text = recorded(files)
        files.set("test.assets/p.svg", (files.text("test.assets/p.svg") ?? "").replacing("5: 2<", with: "5: 7<"))
        guard case .differs(let differences) = verdict(text, files) else {
            Issue.record("a difference is expected")
            return
        }
        let lines = differences.flatMap(\.text)
        #expect(lines.first == "the image test.assets/p.svg differs:")
        #expect(lines.contains { $0.hasPrefix("- ") && $0.contains("<title>5: 7</title>") })
        #expect(lines.contains { $0.hasPrefix("+ ") && $0.contains("<title>5: 2</title>") })
    }

    @Test func aMissingImageDiffers() {
        let files = MemoryFiles()
        let text = recorded(files)
        guard case .differs(let differences) = verdict(text, MemoryFiles()) else {
            Issue.record("a difference is expected")
            return
        }
        #expect(differences == [.missingImage("test.assets/p.svg")])
    }

    @Test(arguments: [("compare=none", "same"), ("compare=shape", "same"), ("compare=close tol=0.5", "same"), ("", "differs")])
    func howImagesAreComparedIsTheCellsChoice(words: String, verdict expected: String) {
        let files = MemoryFiles()
        let text = recorded(files, "name=p " + words)
        files.set(
            "test.assets/p.svg",
            (files.text("test.assets/p.svg") ?? "").replacing("height=\"58\"", with: "height=\"58.01\"").replacing(
                "5: 2<", with: "5: 2.1<"))
        #expect(verdict(text, files).name == expected)
    }

    // MARK: - Check

    @Test func checkNamesImagesThatAreNotThere() {
        let files = MemoryFiles()
        let text = recorded(files)
        func codes(_ files: MemoryFiles) -> [String] {
            StaticCheck.run(Test.graph(Test.notebook(text)), files: files).map(\.code.rawValue)
        }
        #expect(codes(files) == [])
        #expect(codes(MemoryFiles()) == ["image-missing"])
    }

    // MARK: - JSON

    @Test func aPlotAsJSONIsVegaLite() {
        let session = Shown.makeSession()
        let plot = "table([{hour: 1, n: 3}]) | plot(x: .hour, y: .n)"
        let text = Shown.of(plot, in: session, display: SessionDisplay(format: .json))
        #expect(text.hasPrefix("{\"$schema\":\"https://vega.github.io/schema/vega-lite/v5.json\",\"title\":\"n by hour\""))
    }
}
