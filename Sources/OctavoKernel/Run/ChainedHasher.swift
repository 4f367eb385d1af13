import OctavoNotebook

/// The digest of a text that comes in pieces, from a function that digests whole arrays: blocks are chained, so memory stays
/// flat. A text of one block has the digest of its bytes.
struct ChainedHasher: ResultHasher {
    private static let blockBytes = 65_536
    private let digestOf: @Sendable ([UInt8]) -> String
    private var block: [UInt8] = []

    init(_ digest: @escaping @Sendable ([UInt8]) -> String) { digestOf = digest }

    mutating func update(_ bytes: [UInt8]) {
        if block.count + bytes.count > Self.blockBytes, !block.isEmpty { block = Array(digestOf(block).utf8) }
        block += bytes
    }

    func digest() -> String { String(digestOf(block).prefix(8)) }
}
