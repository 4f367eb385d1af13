import OctavoTable

/// A file of tensors with texts about them, in the safetensors format: the length of a JSON head in eight bytes, the head, the bytes of
/// all tensors one after another. Reading runs nothing, and believes nothing that does not fit.
///
/// https://github.com/huggingface/safetensors#format
package enum TensorFile {
    private static let textsName = "__metadata__"
    /// As the format's own reader has it.
    private static let longestHead = 100_000_000

    // MARK: - Writing

    /// The bytes of all tensors, by the size of their numbers so that each is aligned to it, and what the head says of each.
    struct Packed {
        fileprivate var places: [(name: String, value: Datum)] = []
        private(set) var data: [UInt8] = []

        init(_ tensors: [Tensor]) {
            data.reserveCapacity(tensors.reduce(0) { $0 + $1.count * $1.type.byteCount })
            for tensor in tensors.sorted(by: { ($1.type.byteCount, $0.name) < ($0.type.byteCount, $1.name) }) {
                let start = data.count
                TensorBytes.append(tensor.values, to: &data)
                let place: [(name: String, value: Datum)] = [
                    (name: "dtype", value: .text(tensor.type.rawValue)),
                    (name: "shape", value: .list(tensor.shape.map { .int(Int64($0)) })),
                    (name: "data_offsets", value: .list([.int(Int64(start)), .int(Int64(data.count))])),
                ]
                places.append((name: tensor.name, value: .record(place)))
            }
        }
    }

    /// `texts` stand in their order.
    static func bytes(_ packed: Packed, texts: [(name: String, value: String)]) -> [UInt8] {
        let texts = Datum.record(texts.map { (name: $0.name, value: .text($0.value)) })
        var head: [UInt8] = []
        JSONWriter.append(.record([(name: textsName, value: texts)] + packed.places), to: &head)
        // Blanks to the next multiple of eight, as the format asks.
        head += [UInt8](repeating: 0x20, count: (8 - head.count % 8) % 8)
        let bytes = (0..<8).map { UInt8(truncatingIfNeeded: UInt64(head.count) >> (8 * UInt64($0))) }
        return bytes + head + packed.data
    }

    // MARK: - Reading

    struct Contents {
        let texts: [String: String]
        /// In the order of their bytes.
        let tensors: [Tensor]
        /// All that follows the head.
        let data: Buffer<UInt8>
    }

    static func read(_ bytes: Buffer<UInt8>) throws -> Contents {
        guard bytes.count >= 8 else { throw DamagedModel("it ends before its head") }
        let start = 8 + (try headLength(bytes.slice(0..<8).array, of: bytes.count))
        let head = try head(bytes.slice(8..<start).array)
        let data = bytes.slice(start..<bytes.count)
        guard head.end == data.count else {
            throw DamagedModel("it has \(data.count) bytes of numbers where its head says \(head.end)")
        }
        return Contents(
            texts: head.texts,
            tensors: head.places.map { Tensor($0.name, $0.shape, TensorBytes.values($0.type, of: data, in: $0.range)) },
            data: data)
    }

    /// The texts of a file, without a look at its numbers.
    static func texts(of parts: any FileParts) throws -> [String: String] {
        guard parts.byteCount >= 8 else { throw DamagedModel("it ends before its head") }
        let length = try headLength(bytes(0..<8, of: parts), of: parts.byteCount)
        return try head(bytes(8..<8 + length, of: parts)).texts
    }

    private static func bytes(_ range: Range<Int>, of parts: any FileParts) throws -> [UInt8] {
        try parts.bytes(range).array
    }

    private static func headLength(_ first: [UInt8], of byteCount: Int) throws -> Int {
        let length = first.enumerated().reduce(UInt64(0)) { $0 | UInt64($1.element) << (8 * UInt64($1.offset)) }
        guard length <= UInt64(min(byteCount - 8, longestHead)) else {
            throw DamagedModel("its head would be \(length) bytes long")
        }
        return Int(length)
    }

    private typealias Place = (name: String, type: TensorType, shape: [Int], range: Range<Int>)

    /// What a head says, and how many bytes of numbers follow it.
    private static func head(_ bytes: [UInt8]) throws -> (texts: [String: String], places: [Place], end: Int) {
        guard let text = String(validating: bytes, as: UTF8.self), case .record(let fields)? = try? JSONReader.read(text)
        else {
            throw DamagedModel("its head is not JSON")
        }
        var texts: [String: String] = [:]
        var places: [Place] = []
        for field in fields {
            if field.name == textsName {
                guard case .record(let entries) = field.value else { throw DamagedModel("`\(textsName)` holds no texts") }
                for entry in entries { if case .text(let text) = entry.value { texts[entry.name] = text } }
            } else {
                let place = try place(field.value, field.name)
                places.append((field.name, place.type, place.shape, place.range))
            }
        }
        places.sort { ($0.range.lowerBound, $0.range.upperBound) < ($1.range.lowerBound, $1.range.upperBound) }
        var end = 0
        for place in places {
            guard place.range.lowerBound == end else {
                throw DamagedModel("`\(place.name)` does not follow what stands before it")
            }
            end = place.range.upperBound
        }
        return (texts, places, end)
    }

    private static func place(_ value: Datum, _ name: String) throws -> (type: TensorType, shape: [Int], range: Range<Int>) {
        let problem = DamagedModel("what its head says of `\(name)` makes no sense")
        guard case .record(let fields) = value else { throw problem }
        func field(_ name: String) -> Datum? { fields.first { $0.name == name }?.value }
        func numbers(_ name: String) throws -> [Int] {
            guard case .list(let items)? = field(name) else { throw problem }
            return try items.map { item in
                guard case .int(let number) = item, number >= 0 else { throw problem }
                return Int(number)
            }
        }
        guard case .text(let typeName)? = field("dtype") else { throw problem }
        guard let type = TensorType(rawValue: typeName) else { throw DamagedModel("`\(name)` is of the kind \(typeName)") }
        let (shape, offsets) = (try numbers("shape"), try numbers("data_offsets"))
        var size = type.byteCount
        for side in shape {
            let (product, overflow) = size.multipliedReportingOverflow(by: side)
            if overflow { throw problem }
            size = product
        }
        guard offsets.count == 2, offsets[0] <= offsets[1], offsets[1] - offsets[0] == size else { throw problem }
        return (type, shape, offsets[0]..<offsets[1])
    }
}
