package import OctavoLanguage
package import OctavoTable
import OctavoText

extension Verb {
    package static let hash = Verb(
        polymorphic: "hash", .conversions, "Gives sixteen hex digits that stand for a value, the same on every machine.",
        notes: """
            XXH64 with seed 0. Of a text it is what `xxhsum -H64` prints for its UTF-8 bytes; other values are hashed in a fixed form in \
            which equal values (1 and 1.0) are alike. Not for secrets: it is easily reversed for short values.
            """,
        returns: .text,
        examples: [Example("hash(\"abc\")", gives: "\"44bc2cf5ad770999\""), Example("hash(1) == hash(1.0)", gives: "true")],
        searchTerms: ["xxhash", "digest", "checksum", "md5"],
        loops: [
            .textToText { text, writer in
                writer.append(XXH64.hexadecimal(XXH64.hash(text, seed: 0)))
                return true
            }
        ], parameters: [.open("value", "Any plain value.")],
        result: { _ in .text }, body: { values in .text(XXH64.hexadecimal(CanonicalHash.hash(values[0]))) })
}

/// One number for each value: equal values of the language have one.
package enum CanonicalHash {
    package static func hash(_ value: Datum, seed: UInt64 = 0) -> UInt64 {
        if case .text(let text) = value { return XXH64.hash(text.utf8.span, seed: seed) }
        var state = XXH64(seed: seed)
        append(value, to: &state)
        return state.finish()
    }

    /// A tag that no UTF-8 text holds, so that nothing is taken for a text; then the payload, lowest byte first; texts, lists and
    /// records with their length before them. Changing any of this changes what users have stored.
    private static func append(_ value: Datum, to state: inout XXH64) {
        switch value {
        case .null: state.append(0xF8)
        case .bool(let bit):
            state.append(0xF9)
            state.append(bit ? 1 : 0)
        case .int(let number):
            state.append(0xFA)
            state.append(littleEndian: UInt64(bitPattern: number))
        case .float(let number):
            if let whole = Int64(exactly: number) {
                append(.int(whole), to: &state)
            } else {
                state.append(0xFB)
                state.append(littleEndian: number.isNaN ? 0x7FF8_0000_0000_0000 : number.bitPattern)
            }
        case .text(let text):
            state.append(0xFC)
            state.append(littleEndian: UInt64(text.utf8.count))
            state.append(text.utf8.span)
        case .time(let number): tagged(0, number, &state)
        case .date(let number): tagged(1, number, &state)
        case .duration(let number): tagged(2, number, &state)
        case .list(let items):
            state.append(0xFE)
            state.append(littleEndian: UInt64(items.count))
            for item in items { append(item, to: &state) }
        case .record(let fields):
            state.append(0xFF)
            state.append(littleEndian: UInt64(fields.count))
            for field in fields {
                append(.text(field.name), to: &state)
                append(field.value, to: &state)
            }
        }
    }

    private static func tagged(_ kind: UInt8, _ number: Int64, _ state: inout XXH64) {
        state.append(0xFD)
        state.append(kind)
        state.append(littleEndian: UInt64(bitPattern: number))
    }
}
