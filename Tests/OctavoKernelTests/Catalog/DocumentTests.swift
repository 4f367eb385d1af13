import Glibc
import OctavoKernel
import OctavoLanguage
import OctavoNotebook
import OctavoVerbs
import Testing

/// The generated pages. The cells of all pages that write nothing are replayed by `scripts/test`, as those of the
/// notebooks are.
@Suite struct DocumentTests {
    /// They save data and publish models, so they are replayed here, in memory.
    @Test(arguments: ["docs/data-versions.md", "docs/model-versions.md"])
    func everyProgramOfAPageThatSavesShowsWhatItSays(path: String) throws {
        let bytes = try #require(Self.read(Self.root + "/" + path), "the page is there")
        let notebook = Notebook.parse(bytes, name: path)
        #expect(!notebook.cells.isEmpty)
        let session = Shown.makeSession(files: MemoryFiles())
        for cell in notebook.cells {
            let shown = Shown.of(String(decoding: cell.text, as: UTF8.self), in: session)
            let stored = cell.results.compactMap { $0.text?.lines.joined(separator: "\n") }.joined(separator: "\n")
            if !cell.results.isEmpty { #expect(shown == stored, "\(path), \(cell.title)") }
        }
    }

    @Test func theGeneratedPagesAreWhatTheDeclarationsSay() throws {
        for page in ReferencePages.pages(.standard) {
            let stored = Self.read(Self.root + "/docs/reference/" + page.name).map { String(decoding: $0, as: UTF8.self) }
            #expect(stored == page.text, "docs/reference/\(page.name) is out of date: run scripts/generate")
        }
        let errors = Self.read(Self.root + "/docs/errors.md").map { String(decoding: $0, as: UTF8.self) }
        #expect(errors == ErrorPages.markdown, "docs/errors.md is out of date: run scripts/generate")
    }

    private static var root: String { String(#filePath.split(separator: "/").dropLast(4).map { "/" + $0 }.joined()) }

    private static func read(_ path: String) -> [UInt8]? {
        let descriptor = unsafe open(path, O_RDONLY)
        guard descriptor >= 0 else { return nil }
        defer { close(descriptor) }
        var bytes: [UInt8] = []
        var buffer = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            // The buffer is alive during the call, and its own count bounds the read.
            let count = unsafe buffer.withUnsafeMutableBytes { unsafe Glibc.read(descriptor, $0.baseAddress, $0.count) }
            if count <= 0 { return count == 0 ? bytes : nil }
            bytes += buffer[..<count]
        }
    }
}
