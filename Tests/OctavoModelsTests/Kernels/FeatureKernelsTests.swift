import OctavoModels
import Testing

/// The loops in C beside plain ones: the same bits, whatever vectors the machine has.
@Suite struct FeatureKernelsTests {
    private struct Chance {
        var state: UInt64
        mutating func next(_ bound: Int) -> Int {
            state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
            return Int(state >> 33) % bound
        }
    }

    // MARK: - Features

    private static func adding(_ scalar: UInt32, to hash: UInt64) -> UInt64 {
        (hash ^ UInt64(scalar)) &* 0x9FB2_1C65_1E98_DF25 ^ hash >> 29
    }

    private static func mixed(_ hash: UInt64) -> UInt64 {
        var value = hash
        value = (value ^ value >> 30) &* 0xBF58_476D_1CE4_E5B9
        value = (value ^ value >> 27) &* 0x94D0_49BB_1331_11EB
        return value ^ value >> 31
    }

    private static func ordered(_ one: UInt64, _ two: UInt64) -> UInt64 { mixed(one &* 0xD6E8_FEB8_6659_FD93 ^ two) }

    /// Of words in small letters, which a text has with spaces between.
    private static func features(_ words: [String]) -> (hashes: [UInt64], counts: [UInt32]) {
        var (hashes, counts): ([UInt64], [UInt32]) = ([], [])
        var places: [UInt64: Int] = [:]
        func add(_ hash: UInt64, _ group: UInt64) {
            let hash = hash & ~3 | group
            if let place = places[hash] {
                counts[place] += 1
            } else {
                places[hash] = hashes.count
                hashes.append(hash)
                counts.append(1)
            }
        }
        let scalars = words.map { $0.unicodeScalars.map { $0.value } }
        let wordHashes = scalars.map { mixed($0.reduce(0x9E37_79B9_7F4A_7C15) { adding($1, to: $0) }) }
        var before: UInt64 = 0x1656_67B1_9E37_79F9
        for hash in wordHashes {
            add(hash, 0)
            add(ordered(before, hash), 0)
            before = hash
        }
        if !words.isEmpty { add(ordered(before, 0x85EB_CA77_C2B2_AE63), 0) }
        for (place, one) in wordHashes.enumerated() {
            for two in wordHashes.dropFirst(place + 1).prefix(16) where one != two {
                add(ordered(min(one, two), max(one, two)) &+ 1, 1)
            }
        }
        for word in scalars {
            let padded = [0x20] + word + [0x20]
            for start in padded.indices {
                for length in 2...5 where start + length <= padded.count {
                    add(mixed(padded[start..<start + length].reduce(0xC2B2_AE3D_27D4_EB4F) { adding($1, to: $0) }), 2)
                }
            }
        }
        return (hashes, counts)
    }

    private func words(_ count: Int, _ chance: inout Chance, beyondASCII: Bool) -> [String] {
        (0..<count).map { _ in
            let length = chance.next(30) == 0 ? 60 + chance.next(150) : 1 + chance.next(chance.next(3) == 0 ? 14 : 5)
            var word = ""
            for _ in 0..<length {
                let letter = UInt32(97 + chance.next(chance.next(2) == 0 ? 3 : 26))
                word.unicodeScalars.append(
                    Unicode.Scalar(beyondASCII && chance.next(5) == 0 ? 0x450 + letter % 15 : letter) ?? "x")
            }
            return word
        }
    }

    @Test(arguments: [false, true]) func findsTheFeaturesThatPlainLoopsFind(beyondASCII: Bool) {
        var chance = Chance(state: beyondASCII ? 2 : 1)
        var reader = TextFeatureReader()
        for round in 0..<300 {
            let words = words(round < 290 ? chance.next(40) : 600, &chance, beyondASCII: beyondASCII)
            reader.read(words.joined(separator: [" ", ", ", " - "][chance.next(3)]))
            let (hashes, counts) = Self.features(words)
            #expect(reader.hashes == hashes && reader.counts == counts, "\(words)")
        }
    }

    // MARK: - Columns and scores

    @Test func findsTheColumnsAndValuesThatPlainLoopsFind() {
        var chance = Chance(state: 3)
        let all = (0..<3_000).map { Self.mixed(UInt64($0)) & ~3 | UInt64($0 % 3) }
        let known = all.indices.filter { _ in chance.next(3) > 0 }
        let importances = known.map { _ in Float(1 + chance.next(1_000)) / 300 }
        let space = FeatureSpace(hashes: known.map { all[$0] }, importances: importances)
        let columns = Dictionary(uniqueKeysWithValues: zip(known, known.indices))
        var (foundColumns, foundValues): ([UInt32], [Float]) = ([], [])
        for _ in 0..<500 {
            let chosen = (0..<chance.next(200)).map { _ in chance.next(3_000) }.sorted { ($0 % 3, $0) < ($1 % 3, $1) }
            let counts = chosen.map { _ in UInt32(1 + chance.next(chance.next(5) == 0 ? 100 : 3)) }
            space.row(chosen.map { all[$0] }[...], counts[...], columns: &foundColumns, values: &foundValues)
            var expected: [(column: Int, value: Float, group: Int)] = []
            for (feature, count) in zip(chosen, counts) {
                guard let column = columns[feature] else { continue }
                expected.append((column, FeatureSpace.weight(count) * importances[column], feature % 3))
            }
            var squares: [Float] = [0, 0, 0]
            for (_, value, group) in expected { squares[group] += value * value }
            let weights = TextFeatureReader.Group.allCases.map { $0.weight }
            let length = (0..<3).reduce(Float(0)) { $0 + (squares[$1] > 0 ? weights[$1] * weights[$1] : 0) }
            let values = expected.map { $0.value * (weights[$0.group] / (squares[$0.group] * length).squareRoot()) }
            #expect(foundColumns == expected.map { UInt32($0.column) })
            #expect(foundValues == values)
        }
    }

    @Test(arguments: [16, 64, 80, 96, 160, 176]) func addsTheScoresThatPlainLoopsAdd(width: Int) {
        var chance = Chance(state: UInt64(width))
        let rows = 50
        let weights = (0..<rows * width).map { _ in Int8(truncatingIfNeeded: chance.next(256)) }
        let scales = (0..<rows).map { _ in Float(chance.next(1_000)) / 7_919 }
        for count in [0, 1, 11, 12, 13, 40] {
            let columns = (0..<count).map { _ in UInt32(chance.next(rows)) }
            let values = (0..<count).map { _ in Float(chance.next(1_000)) / 997 }
            let biases = (0..<width).map { _ in Float(chance.next(1_000)) / 991 }
            var found = biases
            PackedScores.add(weights, scales, columns: columns, values: values, to: &found)
            var expected = biases
            for (column, value) in zip(columns, values) {
                let factor = scales[Int(column)] * value
                for place in 0..<width { expected[place] += factor * Float(weights[Int(column) * width + place]) }
            }
            #expect(found == expected)
        }
    }
}
