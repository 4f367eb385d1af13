import OctavoText
import Testing

@Suite struct BytePairModelTests {
    /// All bytes, and what pairs of them give.
    private struct Encoding {
        var tokens = (0...255).map { [UInt8($0)] }
        var merges: [TokenMerge] = []

        mutating func merge(_ left: Int32, _ right: Int32) {
            let token = tokens[Int(left)] + tokens[Int(right)]
            let id = tokens.firstIndex(of: token) ?? tokens.count
            if id == tokens.count { tokens.append(token) }
            if merges.contains(where: { $0.left == left && $0.right == right }) { return }
            merges.append(TokenMerge(left: left, right: right, id: Int32(id)))
        }

        /// The definition: the leftmost pair that stands first in the list becomes one, until there is none.
        func byDefinition(_ word: [UInt8]) -> [Int32] {
            var ids = word.map { Int32($0) }
            while true {
                let found = zip(ids, ids.dropFirst()).enumerated().compactMap { place, pair in
                    merges.firstIndex { $0.left == pair.0 && $0.right == pair.1 }.map { (rank: $0, place: place) }
                }
                guard let best = found.min(by: { ($0.rank, $0.place) < ($1.rank, $1.place) }) else { return ids }
                ids.replaceSubrange(best.place...best.place + 1, with: [merges[best.rank].id])
            }
        }

        var model: BytePairModel {
            var options = BytePairModel.Options()
            options.units = .bytes
            return BytePairModel(TokenVocabulary(tokens), merges, options)
        }
    }

    private func encode(_ word: [UInt8], _ model: BytePairModel) throws -> [Int32] {
        var ids: [Int32] = []
        try model.encode(word.span, into: &ids, MergeMemory())
        return ids
    }

    /// Lists in any order, of which ranks alone would often give other tokens.
    @Test(arguments: 0..<40) func mergesByTheList(seed: Int) throws {
        var state = UInt64(seed) &* 977 &+ 3
        func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
        var encoding = Encoding()
        let letters: [Int32] = [97, 98, 99]
        for _ in 0..<2 + next(12) {
            let known = letters + encoding.merges.map(\.id)
            encoding.merge(known[next(known.count)], known[next(known.count)])
        }
        if next(2) == 0 { encoding.merges.reverse() }
        let model = encoding.model
        for length in [1, 2, 3, 5, 9, 30, 127, 128, 129, 200] {
            for _ in 0..<8 {
                let word = (0..<length).map { _ in UInt8(97 + next(3)) }
                #expect(try encode(word, model) == encoding.byDefinition(word))
            }
        }
    }

    @Test func aTokenThatItsPairsDoNotLeadToIsNotTaken() throws {
        var encoding = Encoding()
        encoding.merge(98, 99)
        encoding.merge(97, 98)
        encoding.merge(257, 99)
        // By ranks the text would be the token abc; in the list bc comes first, and no pair of a and bc follows.
        #expect(try encode(Array("abc".utf8), encoding.model) == [97, 256])
    }
}
