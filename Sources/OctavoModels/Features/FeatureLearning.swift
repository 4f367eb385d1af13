import CKernels
package import OctavoTable

/// Finds the features of texts: a first look on all threads at what each text holds, then a column for each feature in order of first
/// appearance, so that threads change nothing.
package enum FeatureLearning {
    static let textsPerPiece = 512

    /// The features of texts as hashes.
    private struct Piece: Sendable {
        var hashes: [UInt64] = []
        var counts: [UInt32] = []
        var ends: [Int] = []
    }

    /// The space of these texts' features, and each text as a row in it. Features of fewer than `leastTexts` texts are left out, and those of
    /// groups that are not asked for. Without `weighsRarity` all features count the same beforehand.
    package static func learn(
        _ texts: [String], leastTexts: UInt32 = 1, groups: Set<TextFeatureReader.Group> = Set(TextFeatureReader.Group.allCases),
        weighsRarity: Bool = true, threads: Int, cancellation: Cancellation
    ) throws -> (space: FeatureSpace, rows: SparseRows) {
        let ranges = stride(from: 0, to: texts.count, by: textsPerPiece).map { $0..<min($0 + textsPerPiece, texts.count) }
        let pieces = try Parallel.map(ranges, threads: threads) { range in
            try cancellation.check()
            var piece = Piece()
            var reader = TextFeatureReader()
            for text in range {
                reader.read(texts[text])
                piece.hashes += reader.hashes
                piece.counts += reader.counts
                piece.ends.append(piece.hashes.count)
            }
            return piece
        }
        let (numbers, textCounts) = try count(pieces, cancellation)
        let all = Double(texts.count + 1)
        let kept = numbers.hashes.indices.filter {
            let group = TextFeatureReader.Group(of: numbers.hashes[$0])
            return groups.contains(group) && textCounts[$0] >= max(group.leastTexts, leastTexts)
        }
        let space = FeatureSpace(
            hashes: kept.map { numbers.hashes[$0] },
            importances: kept.map { weighsRarity ? Float((octavo_log(all / Double(textCounts[$0] + 1)) + 1).squareRoot()) : 1 })
        let made = try Parallel.map(pieces, threads: threads) { piece in
            try cancellation.check()
            var rows = SparseRows()
            var start = 0
            var columns: [UInt32] = []
            var values: [Float] = []
            for end in piece.ends {
                space.row(piece.hashes[start..<end], piece.counts[start..<end], columns: &columns, values: &values)
                rows.append(columns: columns, values: values)
                start = end
            }
            return rows
        }
        var rows = SparseRows()
        for piece in made { rows.append(piece) }
        return (space, rows)
    }

    /// Numbers the features, and counts the texts that have each.
    private static func count(_ pieces: [Piece], _ cancellation: Cancellation) throws -> (HashNumbers, [UInt32]) {
        var numbers = HashNumbers()
        var textCounts: [UInt32] = []
        for piece in pieces {
            try cancellation.check()
            for hash in piece.hashes {
                let number = Int(numbers.add(hash))
                if number == textCounts.count { textCounts.append(1) } else { textCounts[number] += 1 }
            }
        }
        return (numbers, textCounts)
    }
}
