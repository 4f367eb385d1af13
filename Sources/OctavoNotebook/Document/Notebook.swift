package import OctavoSource

/// A Markdown file as cells and their stored results. Holds the file's bytes; everything else is ranges into them.
package struct Notebook: Sendable {
    /// The whole file.
    package let source: Source
    package let frontMatter: FrontMatter?
    package let cells: [Cell]
    /// Blocks with the looks of a result that stand below no cell. Reported, never removed.
    package let orphans: [ResultBlock]
    package let scan: BlockScan
    /// What is wrong with the front matter and the cells' info strings and bytes.
    package let diagnostics: [Diagnostic]

    /// The bytes the notebook was parsed from.
    package var bytes: [UInt8] { source.bytes }

    /// Without front matter, a file with a cell is a notebook.
    package var isNotebook: Bool { frontMatter?["octavo"] != nil || !cells.isEmpty }

    /// Never fails: what cannot be understood is prose. O(n).
    package static func parse(_ bytes: [UInt8], name: String) -> Notebook { Notebook(Source(name: name, bytes: bytes)) }

    package init(_ source: Source) {
        self.source = source
        var diagnostics: [Diagnostic] = []
        frontMatter = FrontMatter.parse(source, diagnostics: &diagnostics)
        scan = BlockScanner.scan(source.bytes, from: frontMatter?.range.end ?? 0, firstLine: frontMatter?.lineCount ?? 0)
        var reader = RegionReader(source: source)
        for fence in FencesAndImages(scan) { reader.read(fence, diagnostics: &diagnostics) }
        cells = reader.cells
        orphans = reader.orphans
        self.diagnostics = diagnostics
    }

    /// The cell with this `name=`, the first if there are several.
    package func cell(named name: String) -> Cell? { cells.first { $0.name == name } }

    /// A cell's text as a source of its own, for the language's diagnostics.
    package func makeSource(of cell: Cell) -> Source { cell.makeSource(named: source.name) }
}

/// Fences and image lines of a scan in document order.
private struct FencesAndImages: Sequence, IteratorProtocol {
    enum Element {
        case fence(CodeFence)
        case image(ImageLine)
    }

    private var fences: ArraySlice<CodeFence>
    private var images: ArraySlice<ImageLine>

    init(_ scan: BlockScan) {
        fences = scan.fences[...]
        images = scan.imageLines[...]
    }

    mutating func next() -> Element? {
        switch (fences.first, images.first) {
        case (nil, nil): return nil
        case (let fence?, let image?) where fence.firstLine < image.line: fallthrough
        case (_?, nil): return .fence(fences.removeFirst())
        case (_, _?): return .image(images.removeFirst())
        }
    }
}

/// Puts result blocks below their cells.
private struct RegionReader {
    let source: Source
    var cells: [Cell] = []
    var orphans: [ResultBlock] = []
    /// Where the last cell's result region ends so far, while it can grow.
    private var regionEnd: Int?

    init(source: Source) { self.source = source }

    mutating func read(_ element: FencesAndImages.Element, diagnostics: inout [Diagnostic]) {
        switch element {
        case .fence(let fence):
            if InfoString.tag(of: source.bytes, in: fence.info) == .cell {
                cells.append(Cell(number: cells.count + 1, fence: fence, of: source, diagnostics: &diagnostics))
                regionEnd = fence.closer?.end
            } else {
                add(ResultBlock(fence, of: source.bytes))
            }
        case .image(let image): add(ResultBlock(image, of: source))
        }
    }

    private mutating func add(_ block: ResultBlock?) {
        guard let block else {
            regionEnd = nil
            return
        }
        if let end = regionEnd, source.bytes[end..<block.range.start].allSatisfy({ $0.isSpaceOrTab || $0.isLineEnd }) {
            cells[cells.count - 1].results.append(block)
            regionEnd = block.range.end
        } else {
            orphans.append(block)
            regionEnd = nil
        }
    }
}
