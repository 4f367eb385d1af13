/// As much of a terminal as `Painter` uses, to see what it painted. Behind the last cell of a row the cursor waits there, as in
/// xterm; anything unknown is recorded as a fault.
struct SmallScreen {
    private(set) var rows: [[Character]] = [[]]
    private(set) var row = 0
    private(set) var column = 0
    private(set) var faults: [String] = []
    let columns: Int

    init(columns: Int) { self.columns = columns }

    /// Without blanks at the ends of rows and blank rows at the end, which a terminal has as well.
    var lines: [String] { Self.trimmed(rows.map { String($0) }) }

    static func trimmed(_ rows: [String]) -> [String] {
        var rows = rows.map { row in
            var row = row
            while row.last == " " { row.removeLast() }
            return row
        }
        while rows.last == "" { rows.removeLast() }
        return rows
    }

    mutating func feed(_ text: String) {
        var rest = Substring(text)
        while let character = rest.popFirst() {
            switch character {
            case "\r\n":
                column = 0
                down()
            case "\r": column = 0
            case "\n": down()
            case "\u{1B}":
                guard rest.first == "[" else {
                    faults.append("ESC \(rest.prefix(3))")
                    continue
                }
                rest.removeFirst()
                let parameters = rest.prefix { $0.isNumber || $0 == ";" || $0 == "?" }
                rest = rest[parameters.endIndex...]
                if let final = rest.popFirst() { control(final, Int(parameters) ?? 1, String(parameters)) }
            default: put(character)
            }
        }
    }

    private mutating func down() {
        row += 1
        if row == rows.count { rows.append([]) }
    }

    private mutating func put(_ character: Character) {
        if column >= columns {
            faults.append("\(character) behind the edge")
            return
        }
        while rows[row].count <= column { rows[row].append(" ") }
        rows[row][column] = character
        column += 1
    }

    private mutating func control(_ final: Character, _ count: Int, _ parameters: String) {
        switch final {
        case "A":
            if row < count { faults.append("above the top") }
            row = max(row - count, 0)
        case "B":
            if row + count >= rows.count { faults.append("below the bottom") }
            row = min(row + count, rows.count - 1)
        case "C": column = min(column + count, columns - 1)
        case "K":
            if column >= columns { faults.append("erases behind the edge") }
            rows[row] = Array(rows[row].prefix(column))
        case "J":
            rows[row] = Array(rows[row].prefix(column))
            rows.removeSubrange((row + 1)...)
        case "m": break
        default: faults.append("CSI \(parameters)\(final)")
        }
    }
}
