import OctavoModels
import Testing

@Suite struct ProtobufMessageTests {
    private func bytes(_ make: (inout ProtobufMessage) -> Void) -> [UInt8] {
        var message = ProtobufMessage()
        make(&message)
        return message.bytes
    }

    /// The first and the third are examples of the format's own description.
    @Test(
        arguments: [
            (150, [0x08, 0x96, 0x01]), (0, [0x08, 0x00]), (127, [0x08, 0x7F]), (128, [0x08, 0x80, 0x01]),
            (-1, [0x08] + [UInt8](repeating: 0xFF, count: 9) + [0x01]),
        ] as [(Int, [UInt8])])
    func numbersTakeSevenBitsAByte(number: Int, wanted: [UInt8]) { #expect(bytes { $0.add(1, number) } == wanted) }

    @Test func textsAndMessagesAreCounted() {
        #expect(bytes { $0.add(2, "testing") } == [0x12, 0x07] + Array("testing".utf8))
        var inner = ProtobufMessage()
        inner.add(1, 150)
        #expect(bytes { $0.add(3, inner) } == [0x1A, 0x03, 0x08, 0x96, 0x01])
        #expect(bytes { $0.add(2, [UInt8](repeating: 7, count: 300)) }.prefix(3) == [0x12, 0xAC, 0x02])
    }

    @Test func fractionsTakeFourBytesTheLowestFirst() {
        #expect(bytes { $0.add(2, Float(1)) } == [0x15, 0x00, 0x00, 0x80, 0x3F])
    }

    @Test func numbersOfFieldsAboveFifteenTakeTwoBytes() { #expect(bytes { $0.add(20, 1) } == [0xA0, 0x01, 0x01]) }
}
