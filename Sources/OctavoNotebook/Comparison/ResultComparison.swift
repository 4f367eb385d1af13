import OctavoSource

/// Compares a stored result with a fresh one, without knowing the language: texts as lines, tables as pipe tables.
package struct ResultComparison: Sendable {
    package let mode: CompareMode
    package let tolerance: Double
    /// Whether numbers may differ in rows that are compared in any order.
    let hasTolerance: Bool

    package static let defaultTolerance = 1e-6

    /// With `rows`, numbers may differ only if a tolerance is given.
    package init(_ mode: CompareMode, tolerance: Double? = nil) {
        self.mode = mode
        self.tolerance = tolerance ?? Self.defaultTolerance
        hasTolerance = tolerance != nil
    }

    package init(_ attributes: CellAttributes) { self.init(attributes.compare, tolerance: attributes.tolerance) }

    // MARK: - Whole results

    /// What differs between the blocks stored below a cell and a fresh result; empty for the same.
    ///
    /// An exact comparison counts the key too: a result that is the same by chance, or as far as it is shown, and was made from
    /// other inputs is not what a run would write. `images` gives the stored text of an image by its path, `nil` for one that is
    /// not there; without it only paths count.
    package func differences(
        stored: [ResultBlock], fresh: CellResult, images: ((String) -> String?)? = nil
    ) -> [ResultDifference] {
        if mode == .none { return [] }
        let parts = fresh.parts.filter { part in
            if case .text(let text, _) = part { return !text.isEmpty }
            return true
        }
        let expectedKinds = stored.map(Self.kind)
        let gotKinds = parts.map(Self.kind) + (fresh.failure == nil ? [] : ["error"])
        guard expectedKinds == gotKinds else { return [.blocks(expected: expectedKinds, got: gotKinds)] }
        var differences: [ResultDifference] = []
        for (block, part) in zip(stored, parts) { differences += compare(block, part, images) }
        if let failure = fresh.failure, let block = stored.last {
            if let code = block.attributes.code, code != failure.code.rawValue {
                differences.append(.errorCode(expected: code, got: failure.code.rawValue))
            } else if case .error(let text) = block.content {
                differences += self.differences(expected: text, got: failure.text)
            }
        }
        if mode == .exact, differences.isEmpty {
            let keys = Set(stored.compactMap(\.attributes.key))
            if let got = fresh.key, let expected = keys.sorted().first(where: { $0 != got }) {
                differences.append(.key(expected: expected, got: got))
            } else if !fresh.isStale, stored.contains(where: \.attributes.isStale) {
                differences.append(.markedStale)
            }
        }
        return differences
    }

    private func compare(
        _ block: ResultBlock, _ part: CellResult.Part, _ images: ((String) -> String?)?
    ) -> [ResultDifference] {
        switch (block.content, part) {
        case (.output(let expected), .text(let got, let rows)):
            return differences(expected: expected, got: got, expectedRows: block.attributes.rows, gotRows: rows)
        case (.image(let expected, _), .image(let got, _, _, _)) where expected != got:
            return [.image(expected: expected, got: got)]
        case (.image(let path, _), .image(_, _, let content, let digest)):
            let found = images.map { imageDifferences(path, $0(path), content) } ?? []
            if found.isEmpty, mode == .exact, let stored = block.attributes.digest, stored != digest {
                return [.imageDigest(path)]
            }
            return found
        default: return []
        }
    }

    private static func kind(_ block: ResultBlock) -> String {
        switch block.content {
        case .output: "output"
        case .error: "error"
        case .image: "image"
        }
    }

    private static func kind(_ part: CellResult.Part) -> String {
        switch part {
        case .text: "output"
        case .image: "image"
        }
    }

    // MARK: - Texts

    /// What differs between two texts; `expectedRows` and `gotRows` are full row counts where a table may be cut.
    package func differences(
        expected: ResultText, got: ResultText, expectedRows: Int? = nil, gotRows: Int? = nil
    ) -> [ResultDifference] {
        let expectedTable = mode == .exact ? nil : PipeTable(expected.lines)
        let gotTable = expectedTable == nil ? nil : PipeTable(got.lines)
        switch mode {
        case .none: return []
        case .exact: return exactDifferences(expected, got, rows: (expectedRows, gotRows))
        case .close:
            if let expectedTable, let gotTable { return closeDifferences(expectedTable, gotTable, rows: (expectedRows, gotRows)) }
            return closeLineDifferences(expected, got)
        case .rows:
            if let expectedTable, let gotTable {
                if expected.lines == got.lines, expected.whole == got.whole { return [] }
                let counts = rowCounts(expectedTable, gotTable, (expectedRows, gotRows))
                let found = shapeDifferences(expectedTable, gotTable, counts)
                guard isRowCount(found) else { return found }
                // Which rows a cut table shows depends on their order, and so does the digest of what it hides.
                if expected.whole != nil || got.whole != nil { return found + [.cutTable] }
                return found + rowDifferences(expectedTable, gotTable)
            }
            return exactDifferences(expected, got, rows: (expectedRows, gotRows))
        case .shape:
            if let expectedTable, let gotTable {
                return shapeDifferences(expectedTable, gotTable, rowCounts(expectedTable, gotTable, (expectedRows, gotRows)))
            }
            let counts = (expected.whole?.lineCount ?? expected.lines.count, got.whole?.lineCount ?? got.lines.count)
            return counts.0 == counts.1 ? [] : [.lineCount(expected: counts.0, got: counts.1)]
        }
    }

    private func exactDifferences(_ expected: ResultText, _ got: ResultText, rows: (Int?, Int?)) -> [ResultDifference] {
        var found: [ResultDifference] = []
        if expected.lines != got.lines || expected.hasNoFinalNewline != got.hasNoFinalNewline {
            let mark = "\\ no line end at the end"
            found.append(
                .lines(
                    LineDifference(
                        expected: expected.lines + (expected.hasNoFinalNewline ? [mark] : []),
                        got: got.lines + (got.hasNoFinalNewline ? [mark] : []))))
        } else if expected.whole != got.whole {
            found.append(.hiddenText)
        }
        if let expectedRows = rows.0, let gotRows = rows.1, expectedRows != gotRows {
            found.append(.rowCount(expected: expectedRows, got: gotRows))
        }
        return found
    }

    /// Digests say nothing here: a number in a hidden line may have moved within the tolerance.
    private func closeLineDifferences(_ expected: ResultText, _ got: ResultText) -> [ResultDifference] {
        let isClose =
            expected.lines.count == got.lines.count && expected.whole?.lineCount == got.whole?.lineCount
            && zip(expected.lines, got.lines).allSatisfy { NumberText.areCloseLines($0, $1, tolerance: tolerance) }
        if isClose { return [] }
        // Lines that are close count as equal, so that only what matters is shown.
        var shown = got.lines
        for (index, line) in expected.lines.enumerated() where index < shown.count {
            if NumberText.areCloseLines(line, shown[index], tolerance: tolerance) { shown[index] = line }
        }
        return [.lines(LineDifference(expected: expected.lines, got: shown))]
    }
}
