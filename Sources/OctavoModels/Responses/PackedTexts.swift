import OctavoTable

/// Texts as tensors of a file: their bytes one after the other, and where each ends.
enum PackedTexts {
    static func tensors(_ name: String, _ texts: [String]) -> [Tensor] {
        var bytes: [UInt8] = []
        var ends: [UInt32] = []
        for text in texts {
            bytes += text.utf8
            ends.append(UInt32(bytes.count))
        }
        return [
            Tensor("\(name)/bytes", [bytes.count], .int8(bytes.map { Int8(bitPattern: $0) })),
            Tensor("\(name)/ends", [ends.count], .uint32(ends)),
        ]
    }

    static func texts(_ name: String, _ tensors: Tensors) throws -> [String] {
        let bytes = try tensors.int8("\(name)/bytes", [nil])
        let ends = try tensors.uint32("\(name)/ends", [nil])
        let problem = DamagedModel("`\(name)` holds no texts")
        guard ends.last.map({ Int($0) }) ?? 0 == bytes.count, zip(ends, ends.dropFirst()).allSatisfy({ $0 <= $1 }) else {
            throw problem
        }
        var start = 0
        return try ends.map { end in
            defer { start = Int(end) }
            let part = bytes[start..<Int(end)].map { UInt8(bitPattern: $0) }
            guard let text = String(validating: part, as: UTF8.self) else { throw problem }
            return text
        }
    }
}
