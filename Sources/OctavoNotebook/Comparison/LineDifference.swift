/// A line-by-line difference of two texts, with a few unchanged lines around each change.
package struct LineDifference: Hashable, Sendable {
    package enum Line: Hashable, Sendable {
        case same(String)
        /// In the expected text only.
        case removed(String)
        /// In the new text only.
        case added(String)
        /// This many unchanged lines are left out.
        case skipped(Int)
    }

    package let lines: [Line]

    package static let contextLines = 3
    /// Cells of the table for the longest common subsequence; past it, what differs is shown as one block.
    static let tableLimit = 1_000_000

    /// A shortest difference; of several the one that removes before it adds, so that equal inputs give equal bytes.
    package init(expected: [String], got: [String]) {
        var start = 0
        while start < expected.count, start < got.count, expected[start] == got[start] { start += 1 }
        var expectedEnd = expected.count
        var gotEnd = got.count
        while expectedEnd > start, gotEnd > start, expected[expectedEnd - 1] == got[gotEnd - 1] {
            expectedEnd -= 1
            gotEnd -= 1
        }
        var all = expected[..<start].map { Line.same($0) }
        all += Self.middle(Array(expected[start..<expectedEnd]), Array(got[start..<gotEnd]))
        all += expected[expectedEnd...].map { Line.same($0) }
        lines = Self.withoutDistantContext(all)
    }

    /// Lines with `  `, `- `, `+ ` before them; a jump as `… 12 lines`.
    package var text: [String] {
        lines.map { line in
            switch line {
            case .same(let text): "  " + text
            case .removed(let text): "- " + text
            case .added(let text): "+ " + text
            case .skipped(let count): "… \(count) equal \(count == 1 ? "line" : "lines")"
            }
        }
    }

    private static func middle(_ expected: [String], _ got: [String]) -> [Line] {
        let width = got.count + 1
        let (size, overflow) = (expected.count + 1).multipliedReportingOverflow(by: width)
        guard !overflow, size <= tableLimit else { return expected.map { .removed($0) } + got.map { .added($0) } }
        // Length of the longest common subsequence of the rests that begin at (row, column).
        var common = [Int32](repeating: 0, count: size)
        for row in expected.indices.reversed() {
            for column in got.indices.reversed() {
                common[row * width + column] =
                    expected[row] == got[column]
                    ? common[(row + 1) * width + column + 1] + 1
                    : max(common[(row + 1) * width + column], common[row * width + column + 1])
            }
        }
        var lines: [Line] = []
        var row = 0
        var column = 0
        while row < expected.count || column < got.count {
            if row < expected.count, column < got.count, expected[row] == got[column] {
                lines.append(.same(expected[row]))
                row += 1
                column += 1
            } else if row < expected.count,
                column == got.count || common[(row + 1) * width + column] >= common[row * width + column + 1]
            {
                lines.append(.removed(expected[row]))
                row += 1
            } else {
                lines.append(.added(got[column]))
                column += 1
            }
        }
        return lines
    }

    private static func withoutDistantContext(_ lines: [Line]) -> [Line] {
        var isNear = [Bool](repeating: false, count: lines.count)
        for (index, line) in lines.enumerated() {
            if case .same = line { continue }
            for near in max(0, index - contextLines)...min(lines.count - 1, index + contextLines) { isNear[near] = true }
        }
        var kept: [Line] = []
        var skipped = 0
        for (index, line) in lines.enumerated() {
            if isNear[index] {
                if skipped > 0 { kept.append(.skipped(skipped)) }
                skipped = 0
                kept.append(line)
            } else {
                skipped += 1
            }
        }
        return skipped > 0 ? kept + [.skipped(skipped)] : kept
    }
}
