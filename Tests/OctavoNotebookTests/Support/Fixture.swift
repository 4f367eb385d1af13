import Foundation
import OctavoNotebook

/// Documents with the spans of their fences, as the reference implementation sees them.
struct Fixture {
    struct Record: Sendable {
        let number: Int
        let spans: String
        let document: [UInt8]
    }

    let records: [Record]

    init(_ name: String, file: String = #filePath) throws {
        let folder = URL(fileURLWithPath: file).deletingLastPathComponent().deletingLastPathComponent()
        let bytes = Array(try Data(contentsOf: folder.appendingPathComponent("Fixtures/\(name)")))
        let lines = bytes.split(separator: 0x0A, omittingEmptySubsequences: false).dropFirst().dropLast()
        records = lines.enumerated().map { index, line in
            let tab = line.firstIndex(of: 0x09) ?? line.endIndex
            return Record(
                number: index + 1, spans: String(decoding: line[..<tab], as: UTF8.self),
                document: Self.unescaped(line[tab...].dropFirst()))
        }
    }

    private static func unescaped(_ text: ArraySlice<UInt8>) -> [UInt8] {
        var plain: [UInt8] = []
        var rest = text
        while let byte = rest.popFirst() {
            guard byte == UInt8(ascii: "\\"), let escape = rest.popFirst() else {
                plain.append(byte)
                continue
            }
            switch escape {
            case UInt8(ascii: "n"): plain.append(0x0A)
            case UInt8(ascii: "r"): plain.append(0x0D)
            case UInt8(ascii: "t"): plain.append(0x09)
            case UInt8(ascii: "x"):
                plain.append(UInt8(String(decoding: rest.prefix(2), as: UTF8.self), radix: 16) ?? 0)
                rest = rest.dropFirst(2)
            default: plain.append(escape)
            }
        }
        return plain
    }
}

/// Spans as the fixtures write them: `1-3 7-9`, lines from 1.
func spans(_ document: [UInt8]) -> String {
    BlockScanner.scan(document).fences.map { "\($0.firstLine + 1)-\($0.lastLine + 1)" }.joined(separator: " ")
}
