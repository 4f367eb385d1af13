import OctavoSource

/// A grid of characters with a colour each.
struct TextCanvas {
    struct Cell {
        var character: Character = " "
        /// Of a terminal's 256.
        var color: Int?
    }

    let width: Int
    let height: Int
    private var cells: [Cell]

    init(width: Int, height: Int) {
        self.width = max(width, 1)
        self.height = max(height, 1)
        cells = Array(repeating: Cell(), count: self.width * self.height)
    }

    /// Places outside are ignored.
    subscript(column: Int, row: Int) -> Cell {
        get { isInside(column, row) ? cells[row * width + column] : Cell() }
        set { if isInside(column, row) { cells[row * width + column] = newValue } }
    }

    private func isInside(_ column: Int, _ row: Int) -> Bool { column >= 0 && column < width && row >= 0 && row < height }

    mutating func set(_ column: Int, _ row: Int, _ character: Character, _ color: Int? = nil) {
        self[column, row] = Cell(character: character, color: color)
    }

    /// One row without blanks at its end.
    func line(_ row: Int, isColoured: Bool) -> String {
        var end = width
        while end > 0, cells[row * width + end - 1].character == " " { end -= 1 }
        var text = ""
        var color: Int?
        for cell in cells[row * width..<row * width + end] {
            let wanted = cell.character == " " ? color : cell.color
            if isColoured, wanted != color {
                text += wanted.map { "\u{1B}[38;5;\($0)m" } ?? "\u{1B}[0m"
                color = wanted
            }
            text.append(cell.character)
        }
        return color == nil || !isColoured ? text : text + "\u{1B}[0m"
    }
}

/// A grid of dots, eight to a character: two columns and four rows of braille.
struct DotCanvas {
    let columns: Int
    let rows: Int
    private var dots: [UInt8]
    private var colors: [Int?]

    init(width: Int, height: Int) {
        (columns, rows) = (max(width, 1) * 2, max(height, 1) * 4)
        dots = Array(repeating: 0, count: max(width, 1) * max(height, 1))
        colors = Array(repeating: nil, count: dots.count)
    }

    /// Bits of Unicode's braille patterns by row and column.
    private static let bits: [[UInt8]] = [[0x01, 0x08], [0x02, 0x10], [0x04, 0x20], [0x40, 0x80]]

    mutating func set(_ column: Int, _ row: Int, _ color: Int?) {
        guard column >= 0, column < columns, row >= 0, row < rows else { return }
        let place = row / 4 * (columns / 2) + column / 2
        dots[place] |= Self.bits[row % 4][column % 2]
        colors[place] = color
    }

    func draw(into canvas: inout TextCanvas) {
        for row in 0..<rows / 4 {
            for column in 0..<columns / 2 {
                let bits = dots[row * (columns / 2) + column]
                guard bits != 0, let scalar = Unicode.Scalar(0x2800 + UInt32(bits)) else { continue }
                canvas.set(column, row, Character(scalar), colors[row * (columns / 2) + column])
            }
        }
    }
}

enum Stroke {
    /// Every place of a straight line on a grid. Source: J. E. Bresenham, "Algorithm for computer control of a digital plotter",
    /// IBM Systems Journal (1965).
    static func forEach(_ from: (x: Int, y: Int), _ to: (x: Int, y: Int), _ body: (Int, Int) -> Void) {
        var (x, y) = from
        let (width, height) = (abs(to.x - x), -abs(to.y - y))
        let (right, down) = (x < to.x ? 1 : -1, y < to.y ? 1 : -1)
        var error = width + height
        while true {
            body(x, y)
            if x == to.x, y == to.y { return }
            let twice = 2 * error
            if twice >= height {
                error += height
                x += right
            }
            if twice <= width {
                error += width
                y += down
            }
        }
    }
}
