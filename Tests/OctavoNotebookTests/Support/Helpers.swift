import OctavoNotebook
import OctavoSource

func notebook(_ text: String) -> Notebook { Notebook.parse(Array(text.utf8), name: "nb.md") }

func notebook(_ lines: [String]) -> Notebook { notebook(lines.joined(separator: "\n") + "\n") }

func text(_ bytes: [UInt8]) -> String { String(decoding: bytes, as: UTF8.self) }

/// A digest that is easy to predict in a test and differs for nearly all texts: FNV-1a, 32 bits.
struct TestHasher: ResultHasher {
    private var state: UInt32 = 2_166_136_261

    mutating func update(_ bytes: [UInt8]) {
        for byte in bytes { state = (state ^ UInt32(byte)) &* 16_777_619 }
    }

    func digest() -> String {
        let digits = String(state, radix: 16)
        return String(repeating: "0", count: 8 - digits.count) + digits
    }
}

func stored(_ body: String, lineLimit: Int = ResultText.defaultLineLimit) -> ResultText {
    ResultText(Array(body.utf8), lineLimit: lineLimit, hasher: TestHasher())
}

func output(_ body: String, key: String? = "3f9a1c2b77d0", rows: Int? = nil) -> CellResult {
    CellResult(key: key, parts: [.text(stored(body), rows: rows)])
}

func recording(_ result: CellResult, in document: String, cell: Int = 1) -> String {
    text(Splice.apply([cell: .replace(result)], to: notebook(document)).bytes)
}

/// SplitMix64: the same numbers on every machine.
struct SeededGenerator: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var mixed = state
        mixed = (mixed ^ (mixed >> 30)) &* 0xBF58_476D_1CE4_E5B9
        mixed = (mixed ^ (mixed >> 27)) &* 0x94D0_49BB_1331_11EB
        return mixed ^ (mixed >> 31)
    }
}

extension Notebook {
    var codes: [String] { diagnostics.map(\.code.rawValue) }
}
