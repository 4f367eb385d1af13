/// Server-sent events (https://html.spec.whatwg.org/multipage/server-sent-events.html) from bytes that come in any pieces: the data of
/// each event.
package struct EventStream {
    /// The bytes of a line that has not ended yet.
    private var line: [UInt8] = []
    private var data: [UInt8]?
    private var isAfterReturn = false
    private var isAtStart = true

    package init() {}

    /// The data of the events that end within `bytes`.
    package mutating func feed(_ bytes: some Sequence<UInt8>) -> [String] {
        var events: [String] = []
        for byte in bytes {
            let wasAfterReturn = isAfterReturn
            isAfterReturn = byte == 0x0D
            switch byte {
            case 0x0A where wasAfterReturn: continue
            case 0x0A, 0x0D: if let event = endLine() { events.append(event) }
            default: line.append(byte)
            }
        }
        return events
    }

    private mutating func endLine() -> String? {
        defer { line.removeAll(keepingCapacity: true) }
        if isAtStart {
            isAtStart = false
            if line.starts(with: [0xEF, 0xBB, 0xBF]) { line.removeFirst(3) }
        }
        guard !line.isEmpty else {
            defer { data = nil }
            return data.map { String(decoding: $0, as: UTF8.self) }
        }
        let colon = line.firstIndex(of: UInt8(ascii: ":")) ?? line.count
        guard line[..<colon].elementsEqual("data".utf8) else { return nil }
        var value = line.dropFirst(colon + 1)
        if value.first == 0x20 { value = value.dropFirst() }
        if data == nil {
            data = Array(value)
        } else {
            data?.append(0x0A)
            data?.append(contentsOf: value)
        }
        return nil
    }
}
