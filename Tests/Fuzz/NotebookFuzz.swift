// A libFuzzer target for the notebook, `scripts/fuzz Notebook 60`: the first byte picks an update, the rest is a file.
import OctavoNotebook
import OctavoSource

private struct NoHasher: ResultHasher {
    mutating func update(_ bytes: [UInt8]) {}
    func digest() -> String { "00000000" }
}

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNotebook(_ data: UnsafePointer<UInt8>, _ count: Int) -> CInt {
    // libFuzzer keeps `count` bytes at `data` alive and unchanged during the call.
    let input = unsafe Array(UnsafeBufferPointer(start: data, count: count))
    guard let choice = input.first else { return 0 }
    let bytes = Array(input.dropFirst())
    let before = Notebook.parse(bytes, name: "nb.md")
    precondition(before.bytes == bytes, "a parse changed the bytes")
    _ = NotebookChecks.run(before)
    guard !before.cells.isEmpty else { return 0 }

    let number = Int(choice >> 3) % before.cells.count + 1
    // The file itself is as hostile an output as any.
    let text = ResultText(bytes, hasher: NoHasher())
    let result = result(choice & 7, text)
    let spliced = Splice.apply([number: .replace(result)], to: before)
    let after = Notebook.parse(spliced.bytes, name: "nb.md")
    checkOutside(before, after, number)
    precondition(
        Splice.apply([number: .replace(result)], to: after).bytes == spliced.bytes, "a second record differs from the first")
    if before.cells[number - 1].isClosed {
        let found = ResultComparison(.exact).differences(stored: after.cells[number - 1].results, fresh: result)
        precondition(found.isEmpty, "the result read back is another")
    }
    for mode in CompareMode.allCases {
        _ = ResultComparison(mode).differences(stored: after.cells[number - 1].results, fresh: result)
    }

    let bare = Splice.strip(after).bytes
    let first = Splice.apply([number: .replace(result)], to: Notebook.parse(bare, name: "nb.md")).bytes
    let again = Splice.strip(Notebook.parse(first, name: "nb.md")).bytes
    let second = Splice.apply([number: .replace(result)], to: Notebook.parse(again, name: "nb.md")).bytes
    precondition(first == second, "a record after a strip differs from the first")
    _ = Rebase.rebase([number: .replace(result)], from: before, onto: after)
    return 0
}

private func result(_ choice: UInt8, _ text: ResultText) -> CellResult {
    let image = CellResult.Part.image(path: "nb.assets/p.svg", alternative: text.lines.first ?? "")
    return switch choice {
    case 0: CellResult(key: "0123456789ab")
    case 1: CellResult(key: "0123456789ab", parts: [.text(text, rows: 3)])
    case 2: CellResult(parts: [image])
    case 3: CellResult(key: "0123456789ab", parts: [.text(text), image, image, .text(text)], isStale: true)
    case 4: CellResult(failure: .init(code: "unknown-column", text: text))
    default: CellResult(key: "0123456789ab", parts: [.text(text), image], failure: .init(code: "unknown-column", text: text))
    }
}

private func checkOutside(_ before: Notebook, _ after: Notebook, _ number: Int) {
    let cell = before.cells[number - 1]
    guard let closer = cell.fence.closer else {
        precondition(before.bytes == after.bytes, "a cell that is not closed was written")
        return
    }
    let region = cell.resultRegion ?? ByteRange(closer.end, closer.end)
    precondition(after.bytes.starts(with: before.bytes[..<region.start]), "bytes before the region changed")
    precondition(
        after.bytes.suffix(before.bytes.count - region.end) == before.bytes[region.end...], "bytes after the region changed")
    precondition(before.cells.map(\.text) == after.cells.map(\.text), "the cells changed")
    precondition(before.orphans.count == after.orphans.count, "the orphans changed")
}
