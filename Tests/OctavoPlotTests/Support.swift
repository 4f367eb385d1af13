import OctavoPlot
import OctavoSource
import OctavoTable

/// Files that are not there.
struct NoFiles: FileAccess {
    func contents(of path: String) throws -> FileContents { throw Diagnostic("file-not-found", "no file `\(path)`") }
    func resolve(_ pattern: String) throws -> [String] { throw Diagnostic("file-not-found", "no file `\(pattern)`") }
    func entries(of folder: String) -> [String] { [] }
    func digest(of path: String) throws -> String { throw Diagnostic("file-not-found", "no file `\(path)`") }
    func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws {
        throw Diagnostic("read-only", "nothing can be written here")
    }
}

/// One column to draw.
struct Given {
    let name: String
    let type: DataType
    let values: [Datum]

    init(_ name: String, _ type: DataType, _ values: [Datum]) {
        self.name = name
        self.type = type
        self.values = values
    }

    static func ints(_ name: String, _ values: [Int]) -> Given { Given(name, .int, values.map { .int(Int64($0)) }) }
    static func floats(_ name: String, _ values: [Double]) -> Given { Given(name, .float, values.map { .float($0) }) }
    static func texts(_ name: String, _ values: [String]) -> Given { Given(name, .text, values.map { .text($0) }) }
}

enum Draw {
    static let context = ExecutionContext(files: NoFiles())

    static func request(
        _ kind: PlotKind? = nil, x: Given? = nil, y: Given? = nil, color: Given? = nil,
        _ change: (inout PlotRequest) -> Void = { _ in }
    ) -> PlotRequest {
        func column(_ given: Given?) -> PlotRequest.Column? { given.map { .init($0.name, $0.type) } }
        var request = PlotRequest(kind: kind, x: column(x), y: column(y), color: column(color))
        change(&request)
        return request
    }

    /// `chunks` pieces of about the same size.
    static func figure(
        _ kind: PlotKind? = nil, x: Given? = nil, y: Given? = nil, color: Given? = nil, chunks: Int = 1,
        _ change: (inout PlotRequest) -> Void = { _ in }
    ) throws -> Figure {
        var columns: [(name: String, column: Column)] = []
        for (role, given) in [("x", x), ("y", y), ("color", color)] {
            if let given { columns.append((role, Column(given.type, given.values))) }
        }
        let whole = Table(columns)
        let pieces = (0..<chunks).flatMap { piece in
            whole.slice(whole.count * piece / chunks..<whole.count * (piece + 1) / chunks).chunks
        }
        let table = Table(schema: whole.schema, chunks: pieces)
        return try FigureBuilder.build(request(kind, x: x, y: y, color: color, change), table, context)
    }
}

/// Numbers that look random and are the same in every run (SplitMix64).
struct Numbers {
    private var state: UInt64

    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var word = state
        word = (word ^ (word >> 30)) &* 0xBF58_476D_1CE4_E5B9
        word = (word ^ (word >> 27)) &* 0x94D0_49BB_1331_11EB
        return word ^ (word >> 31)
    }

    /// 0 up to 1.
    mutating func share() -> Double { Double(next() >> 11) / 9_007_199_254_740_992 }
    mutating func below(_ limit: Int) -> Int { Int(next() % UInt64(limit)) }
}
