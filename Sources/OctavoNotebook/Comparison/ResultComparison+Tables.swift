extension ResultComparison {
    /// Pairs of rows tried for closeness; past it, rows must be equal. A million take about a second.
    private static let closePairLimit = 1_000_000

    func rowCounts(_ expected: PipeTable, _ got: PipeTable, _ rows: (Int?, Int?)) -> (Int, Int) {
        (rows.0 ?? expected.rows.count + expected.hiddenRows, rows.1 ?? got.rows.count + got.hiddenRows)
    }

    func shapeDifferences(_ expected: PipeTable, _ got: PipeTable, _ counts: (Int, Int)) -> [ResultDifference] {
        var found: [ResultDifference] = []
        if expected.columns != got.columns { found.append(.columns(expected: expected.columns, got: got.columns)) }
        if counts.0 != counts.1 { found.append(.rowCount(expected: counts.0, got: counts.1)) }
        return found
    }

    func isRowCount(_ found: [ResultDifference]) -> Bool {
        found.allSatisfy { if case .rowCount = $0 { true } else { false } }
    }

    func closeDifferences(_ expected: PipeTable, _ got: PipeTable, rows: (Int?, Int?)) -> [ResultDifference] {
        let found = shapeDifferences(expected, got, rowCounts(expected, got, rows))
        guard isRowCount(found) else { return found }
        var cells: [ResultDifference.Cell] = []
        for (index, (left, right)) in zip(expected.rows, got.rows).enumerated() {
            let row = expected.rowNumbers[index]
            for (column, (old, new)) in zip(left, right).enumerated() where !isClose(old, new) {
                cells.append(.init(row: row, column: expected.columns[column], expected: old, got: new))
            }
        }
        return found + (cells.isEmpty ? [] : [.cells(cells)])
    }

    /// Rows as a multiset: equal ones cancel out, then the rest pairwise within the tolerance, if there is one.
    func rowDifferences(_ expected: PipeTable, _ got: PipeTable) -> [ResultDifference] {
        var counts: [[String]: Int] = [:]
        for row in got.rows { counts[row, default: 0] += 1 }
        var missing: [[String]] = []
        for row in expected.rows {
            if let count = counts[row], count > 0 { counts[row] = count - 1 } else { missing.append(row) }
        }
        var unexpected: [[String]] = []
        // From the end, so that of equal rows the last ones are the unexpected ones.
        for row in got.rows.reversed() {
            if let count = counts[row], count > 0 {
                counts[row] = count - 1
                unexpected.append(row)
            }
        }
        unexpected.reverse()
        let (pairs, overflow) = missing.count.multipliedReportingOverflow(by: unexpected.count)
        if hasTolerance, !overflow, pairs <= Self.closePairLimit { removeClosePairs(&missing, &unexpected) }
        return missing.isEmpty && unexpected.isEmpty ? [] : [.rows(missing: missing, unexpected: unexpected)]
    }

    private func isClose(_ left: String, _ right: String) -> Bool {
        left == right || NumberText.areClose(left, right, tolerance: tolerance)
    }

    private func removeClosePairs(_ missing: inout [[String]], _ unexpected: inout [[String]]) {
        var left: [[String]] = []
        for row in missing {
            if let partner = unexpected.firstIndex(where: { zip(row, $0).allSatisfy { isClose($0, $1) } }) {
                unexpected.remove(at: partner)
            } else {
                left.append(row)
            }
        }
        missing = left
    }
}
