import OctavoTable
import Testing

/// Loops over all bytes of a column at once, against the standard library text by text.
@Suite struct WholeTextLoopTests {
    private func run(_ loop: ColumnLoop, _ texts: [String], _ constants: [Datum] = [], gives result: DataType) throws -> [Datum] {
        let call = ColumnCall([.column(.text)] + constants.map { .constant($0) }, result: result)
        let bound = try #require(try loop.bind(call))
        var failures = RowFailures(isCollecting: false)
        let column = try bound.body([Column(.text, texts.map { .text($0) })], texts.count, &failures)
        return (0..<texts.count).map { column[$0] }
    }

    /// Texts from 0 to 300 bytes whose letters repeat, so that parts are found often, also across the ends of blocks.
    private static let texts: [String] = {
        var random = SplitMix(seed: 3)
        return (0..<400).map { row in
            let letters = row % 3 == 0 ? ["a", "b", ",", "é", "日", "😀"] : ["a", "a", "b", ","]
            return (0..<Int(random.next(upperBound: UInt64(300)))).map { _ in
                letters[Int(random.next(upperBound: UInt64(letters.count)))]
            }.joined()
        } + ["", ",", "aaa", "a"]
    }()

    @Test func changesTheCaseOfEveryCodePoint() throws {
        let scalars = (0...0x10FFFF).compactMap { Unicode.Scalar($0) }
        // Words of one code point among letters, in texts of many.
        let texts = stride(from: 0, to: scalars.count, by: 1000).map { start in
            scalars[start..<min(start + 1000, scalars.count)].map { "aZ\($0)" }.joined()
        }
        let lower = try run(.textCase(.lower) { $0.lowercased() }, texts, gives: .text)
        let upper = try run(.textCase(.upper) { $0.uppercased() }, texts, gives: .text)
        for (place, text) in texts.enumerated() {
            // Compared by bytes: texts that are canonically equal would pass for the same.
            #expect(DatumText.plain(lower[place]).utf8.elementsEqual(text.lowercased().utf8), "text \(place)")
            #expect(DatumText.plain(upper[place]).utf8.elementsEqual(text.uppercased().utf8), "text \(place)")
        }
    }

    @Test func countsCodePoints() throws {
        for texts in [Self.texts, Self.texts.filter { $0.utf8.allSatisfy { $0 < 0x80 } }] {
            #expect(try run(.textLength, texts, gives: .int) == texts.map { .int(Int64($0.unicodeScalars.count)) })
        }
    }

    @Test(arguments: [",", "a", "aa", "aba", "日", "é,", "aaaaaaaaa"])
    func findsParts(part: String) throws {
        let found = try run(.textContains { $0.text(1) }, Self.texts, [.text(part)], gives: .bool)
        #expect(found == Self.texts.map { .bool(Self.firstIndex(of: part, in: Array($0.utf8), from: 0) != nil) })
    }

    @Test(arguments: [",", "a", "aa", "aba", "日", "é,", "aaaaaaaaa"])
    func splitsFromLeftToRight(separator: String) throws {
        let split = try run(.textPieces { $0.text(1) }, Self.texts, [.text(separator)], gives: .list(.text))
        for (text, pieces) in zip(Self.texts, split) {
            let bytes = Array(text.utf8)
            var (wanted, start): ([Datum], Int) = ([], 0)
            while let place = Self.firstIndex(of: separator, in: bytes, from: start) {
                wanted.append(.text(String(decoding: bytes[start..<place], as: UTF8.self)))
                start = place + separator.utf8.count
            }
            wanted.append(.text(String(decoding: bytes[start...], as: UTF8.self)))
            #expect(pieces == .list(wanted))
        }
    }

    private static func firstIndex(of part: String, in bytes: [UInt8], from start: Int) -> Int? {
        let part = Array(part.utf8)
        guard bytes.count >= part.count + start else { return nil }
        return (start...bytes.count - part.count).first { bytes[$0..<$0 + part.count].elementsEqual(part) }
    }
}
