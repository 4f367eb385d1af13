/// One way in which a fresh result is not the stored one.
package enum ResultDifference: Hashable, Sendable {
    case lines(LineDifference)
    case columns(expected: [String], got: [String])
    case rowCount(expected: Int, got: Int)
    case lineCount(expected: Int, got: Int)
    case cells([Cell])
    /// Rows without a partner, cells of a row joined as in the table.
    case rows(missing: [[String]], unexpected: [[String]])
    /// The shown parts agree, the whole texts do not.
    case hiddenText
    /// Rows in any order cannot be told apart where something of them is not shown.
    case cutTable
    case image(expected: String, got: String)
    /// The path is the same, and no file is there.
    case missingImage(String)
    /// The path is the same, the picture is not.
    case imageContent(String, LineDifference)
    /// The path is the same and the digest in the title is not.
    case imageDigest(String)
    case errorCode(expected: String, got: String)
    /// Blocks by kind, such as `output, error`.
    case blocks(expected: [String], got: [String])
    /// The result is the same and belongs to another cell or other inputs; `causes` says what may have changed.
    case key(expected: String, got: String, causes: [String] = [])
    /// The result is the same and marked `stale`.
    case markedStale

    /// One cell of a table. Rows count from 1.
    package struct Cell: Hashable, Sendable {
        package let row: Int
        package let column: String
        package let expected: String
        package let got: String
    }

    /// How many cells or rows are written out.
    static let shownLimit = 20

    /// For a reader, line by line.
    package var text: [String] {
        switch self {
        case .lines(let difference): return difference.text
        case .columns(let expected, let got):
            let missing = expected.filter { !got.contains($0) }
            let added = got.filter { !expected.contains($0) }
            if missing.isEmpty, added.isEmpty {
                return ["columns in another order: expected \(list(expected)), got \(list(got))"]
            }
            return (missing.isEmpty ? [] : ["missing columns: " + list(missing)])
                + (added.isEmpty ? [] : ["unexpected columns: " + list(added)])
        case .rowCount(let expected, let got): return ["expected \(count(expected, "row")), got \(got)"]
        case .lineCount(let expected, let got): return ["expected \(count(expected, "line")), got \(got)"]
        case .cells(let cells):
            return limited(cells.map { "row \($0.row), `.\($0.column)`: expected \($0.expected), got \($0.got)" }, of: "cell")
        case .rows(let missing, let unexpected):
            return limited(missing.map { "- " + row($0) }, of: "missing row")
                + limited(unexpected.map { "+ " + row($0) }, of: "unexpected row")
        case .hiddenText: return ["what is shown agrees; lines or ends of cells that are not shown differ"]
        case .cutTable:
            return ["rows or ends of cells are not shown, so the rows cannot be compared in any order; `lines=` shows more rows"]
        case .image(let expected, let got): return ["expected the image \(expected), got \(got)"]
        case .missingImage(let path): return ["the image \(path) is not there"]
        case .imageContent(let path, let difference):
            return ["the image \(path) differs:"] + limited(difference.text, of: "line")
        case .imageDigest(let path): return ["the `digest=` of the image \(path) differs"]
        case .errorCode(let expected, let got): return ["expected the error `\(expected)`, got `\(got)`"]
        case .blocks(let expected, let got): return ["expected \(blocks(expected)), got \(blocks(got))"]
        case .key(let expected, let got, let causes):
            return ["what is shown agrees; what it was made from changed since it was stored (key \(expected) is \(got) now)"]
                + causes
        case .markedStale: return ["what is shown agrees, and is marked `stale`"]
        }
    }

    /// In one line: the first line that went and the first that came where there are such, else the first of all.
    package var summary: String {
        let lines = text
        func first(_ mark: String) -> String? { lines.first { $0.hasPrefix(mark) }.map { String($0.dropFirst(mark.count)) } }
        switch (first("- "), first("+ ")) {
        case (let went?, let came?): return "expected \(went), got \(came)"
        case (let went?, nil): return "missing: \(went)"
        case (nil, let came?): return "unexpected: \(came)"
        case (nil, nil): return lines.first ?? ""
        }
    }

    private func list(_ names: [String]) -> String { names.map { "`.\($0)`" }.joined(separator: ", ") }
    private func row(_ cells: [String]) -> String { "| " + cells.joined(separator: " | ") + " |" }
    private func count(_ number: Int, _ noun: String) -> String { "\(number) \(noun)\(number == 1 ? "" : "s")" }
    private func blocks(_ kinds: [String]) -> String { kinds.isEmpty ? "no result" : kinds.joined(separator: ", ") }

    private func limited(_ lines: [String], of noun: String) -> [String] {
        guard lines.count > Self.shownLimit else { return lines }
        return lines.prefix(Self.shownLimit) + ["… " + count(lines.count - Self.shownLimit, noun) + " more"]
    }
}
