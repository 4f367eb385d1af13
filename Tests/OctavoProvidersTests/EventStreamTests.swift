import OctavoProviders
import Testing

@Suite struct EventStreamTests {
    private static let text =
        "\u{FEFF}: a comment\r\ndata: one\r\n\r\nevent: x\ndata:two\ndata: lines\n\nid: 3\r\rdata: é😀\r\rdata\n\ndata: never ended\n"
    private static let events = ["one", "two\nlines", "é😀", ""]

    @Test func theDataOfEachEventIsGiven() {
        var stream = EventStream()
        let events = stream.feed(Array(Self.text.utf8))
        #expect(events == Self.events)
    }

    /// Wherever the network parts the bytes.
    @Test func anyPiecesGiveTheSameEvents() {
        let bytes = Array(Self.text.utf8)
        for size in 1...bytes.count {
            var stream = EventStream()
            var events: [String] = []
            for start in stride(from: 0, to: bytes.count, by: size) {
                events += stream.feed(bytes[start..<min(start + size, bytes.count)])
            }
            #expect(events == Self.events, "pieces of \(size) bytes")
        }
    }
}
