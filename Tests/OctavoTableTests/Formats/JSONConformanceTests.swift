import OctavoSource
import OctavoTable
import Testing

/// What RFC 8259 takes and refuses, as one value in a record on a line.
@Suite struct JSONConformanceTests {
    static let accepted = [
        "0", "-0", "1", "-1", "123456789012345678", "9223372036854775807", "-9223372036854775808", "9223372036854775808", "1.0",
        "-0.0", "0.1e1", "1E5", "1e+5", "1e-5", "1.5E-300", "123.456e78", "1e400", "1e-400", "true", "false", "null", "\"\"",
        "\"a\"", "\"\\\"\"", "\"\\\\\"", "\"\\/\"", "\"\\b\\f\\n\\r\\t\"", "\"\\u0000\"", "\"\\u00e9\"", "\"\\ud83d\\ude00\"",
        "\"\\uD83D\"", "\"é\"", "\"😀\"", "\"\u{7F}\"", "\"\u{2028}\"", "[]", "[ ]", "{}", "{ }", "[1]", "[1,2]", "[1 , 2]",
        "[[],[]]", "[null]", "{\"b\":1}", "{\"b\":{\"c\":[]}}", "{\"\":0}", "{\"b\":1,\"b\":2}", "[1,\"a\",null,true]", " 1 ",
        "\t1",
        String(repeating: "[", count: 511) + String(repeating: "]", count: 511),
    ]
    static let refused = [
        "", "01", "-01", "-", "+1", ".5", "1.", "1.e5", "1e", "1e+", "1e5.0", "0x10", "1a", "NaN", "Infinity", "-Infinity", "nan",
        "True", "tru", "nul", "nulll", "\"", "\"a", "\"\\\"", "\"\\x\"", "\"\\u12\"", "\"\\u12G4\"", "\"\\\u{9}\"", "\"\t\"",
        "\"\u{1}\"",
        "'a'", "a", "[", "]", "[1", "[1,", "[1,]", "[,1]", "[1 2]", "[1,,2]", "{", "{\"b\"", "{\"b\":", "{\"b\":1", "{\"b\":1,}",
        "{b:1}",
        "{\"b\" 1}", "{\"b\"::1}", "{1:2}", "{,}", "{\"b\":1 \"c\":2}", "[1}", "{\"b\":1]", "1 2", "\"a\" \"b\"", "/* c */ 1",
        "1 // c",
        "\u{FEFF}1", "\u{A0}1", "é", String(repeating: "[", count: 512) + String(repeating: "]", count: 512),
    ]

    @Test(arguments: accepted) func takes(_ value: String) throws {
        let table = try Reading.all("{\"a\":\(value)}\n", Reading.options(.jsonl))
        #expect(table.count == 1)
        let document = try Reading.all("[\n\(value)\n]", Reading.options(.json))
        #expect(document.count == 1)
    }

    @Test(arguments: refused) func refuses(_ value: String) throws {
        let diagnostic = Reading.diagnostic { _ = try Reading.all("{\"a\":\(value)}\n", Reading.options(.jsonl)) }
        #expect(diagnostic?.code == "bad-record")
        let table = try Reading.all("{\"x\":1}\n{\"a\":\(value)}\n{\"x\":2}\n", Reading.options(.jsonl, bad: .skip))
        #expect(Reading.rows(table) == ["{x: 1}", "{x: 2}"])
        // A byte order mark may start a document, and there is no record around the value to count as a level.
        let isDocument = value.hasPrefix("\u{FEFF}") || value.hasPrefix("[[[")
        if value != "", !isDocument {
            #expect(Reading.diagnostic { _ = try Reading.all("\(value)", Reading.options(.json)) }?.code == "bad-record")
        }
    }

    static let illFormed: [[UInt8]] = [
        [0x80], [0xC0, 0x80], [0xC3], [0xE0, 0x80, 0x80], [0xED, 0xA0, 0x80], [0xF0, 0x80, 0x80, 0x80], [0xF4, 0x90, 0x80, 0x80],
        [0xF8, 0x88, 0x80, 0x80, 0x80], [0xFF],
    ]

    @Test(arguments: illFormed) func refusesBytesThatAreNoUTF8(_ bytes: [UInt8]) throws {
        let line = Array("{\"a\":\"".utf8) + bytes + Array("\"}\n{\"a\":\"ok\"}\n".utf8)
        #expect(Reading.diagnostic { _ = try Reading.all(line, Reading.options(.jsonl)) }?.code == "bad-record")
        #expect(Reading.rows(try Reading.all(line, Reading.options(.jsonl, bad: .skip))) == ["{a: \"ok\"}"])
    }

    @Test func decodesEscapes() throws {
        let line = #"{"a":"\"\\\/\b\f\n\r\t\u00e9\u20ac\ud83d\ude00\ud83dx\udc00","\u0062":1,"b":2}"#
        let table = try Reading.all(line, Reading.options(.jsonl))
        #expect(table.schema.names == ["a", "b"])
        #expect(table.values(0) == [.text("\"\\/\u{8}\u{C}\n\r\té€😀\u{FFFD}x\u{FFFD}")])
        #expect(table.values(1) == [.int(2)])
    }

    @Test(arguments: [
        "0.1", "0.30000000000000004", "2.2250738585072011e-308", "4.9e-324", "1.7976931348623157e308", "9007199254740993.0",
        "9007199254740992.5", "123456789012345678901234567890", "0.000000000000000000000000000000000000000000000001",
        "1.00000000000000011102230246251565404236316680908203125", "1.00000000000000011102230246251565404236316680908203124",
        "8.442182151525048e-7", "0.8442182151525048", "72057594037927945.0", "7205759403792793.6e1", "5e-20", "1e23",
        "179769313486231.57e294",
    ])
    func roundsNumbersCorrectly(_ text: String) throws {
        let table = try Reading.all("{\"a\":\(text)}\n{\"a\":-\(text)}", Reading.options(.jsonl))
        let expected = try #require(Double(text))
        #expect(table.values(0) == [.float(expected), .float(-expected)])
    }

    @Test func roundsRandomNumbersAsTheLibraryDoes() throws {
        var generator = SplitMix(seed: 7)
        var texts: [String] = []
        for _ in 0..<4000 {
            let number = Double(bitPattern: generator.next())
            if number.isFinite { texts.append("\(number)") }
            let digits = String(generator.next() % 10_000_000_000_000_000_000)
            let place = Int(generator.next() % UInt64(digits.utf8.count))
            if place > 0 { texts.append("\(digits.prefix(place)).\(digits.dropFirst(place))") }
        }
        texts = texts.filter { !$0.hasPrefix("0") || $0.hasPrefix("0.") }
        let table = try Reading.all(texts.map { "{\"a\":\($0)}" }.joined(separator: "\n"), Reading.options(.jsonl))
        let values = table.values(0)
        for (text, value) in zip(texts, values) { #expect(value == .float(Double(text) ?? .nan), "\(text)") }
    }
}

/// Steele, Lea and Flood, "Fast splittable pseudorandom number generators", 2014.
struct SplitMix: RandomNumberGenerator {
    private var state: UInt64
    init(seed: UInt64) { state = seed }

    mutating func next() -> UInt64 {
        state &+= 0x9E37_79B9_7F4A_7C15
        var value = state
        value = (value ^ (value >> 30)) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ (value >> 27)) &* 0x94D0_49BB_1331_11EB
        return value ^ (value >> 31)
    }
}
