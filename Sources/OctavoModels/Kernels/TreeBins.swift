import CKernels
package import OctavoTable

/// The bins of rows as trees read them: a byte a feature, so many features of a row side by side.
package struct TreeBins: Sendable {
    static let block = Int(OCTAVO_TREE_BLOCK)
    /// Of one feature; the first is that of nulls.
    static let most = Int(OCTAVO_TREE_BINS)

    package let rows: Int
    let features: Int
    /// One block of features after the other, each with all rows.
    package let bytes: [UInt8]

    static func blocks(_ features: Int) -> Int { (features + block - 1) / block }
    var blocks: Int { Self.blocks(features) }

    package init(_ columns: [TreeColumn], _ features: [TreeFeature], threads: Int, cancellation: Cancellation) throws {
        let rows = columns.first?.count ?? 0
        let made = try Parallel.map(Array(0..<Self.blocks(features.count)), threads: threads) { block -> [UInt8] in
            try cancellation.check()
            return Self.bytes(of: block, rows, columns, features)
        }
        (self.rows, self.features, bytes) = (rows, features.count, Array(made.joined()))
    }

    /// On this thread alone.
    init(_ columns: [TreeColumn], _ features: [TreeFeature]) {
        let rows = columns.first?.count ?? 0
        (self.rows, self.features) = (rows, features.count)
        bytes = (0..<Self.blocks(features.count)).flatMap { Self.bytes(of: $0, rows, columns, features) }
    }

    private static func bytes(of block: Int, _ rows: Int, _ columns: [TreeColumn], _ features: [TreeFeature]) -> [UInt8] {
        var bytes = [UInt8](repeating: 0, count: rows * Self.block)
        for feature in block * Self.block..<min((block + 1) * Self.block, features.count) {
            fill(&bytes, feature % Self.block, columns[feature], features[feature])
        }
        return bytes
    }

    private static func fill(_ bytes: inout [UInt8], _ place: Int, _ column: TreeColumn, _ feature: TreeFeature) {
        switch (column, feature.kind) {
        case (.numbers(let values, _), .numbers(let bounds)):
            unsafe bytes.withUnsafeMutableBufferPointer { target in
                guard let base = target.baseAddress, !values.isEmpty else { return }
                // There is a block of bytes for each value, and `place` is within it.
                unsafe octavo_tree_bin(values, values.count, bounds, bounds.count, base + place)
            }
        case (.categories(let codes, let names), .categories):
            let bins = names.map { feature.bin(ofCategory: $0) }
            for (row, code) in codes.enumerated() where code >= 0 { bytes[row * block + place] = bins[Int(code)] }
        case (.numbers, .categories), (.categories, .numbers): preconditionFailure("a column of its feature's kind")
        }
    }
}

/// All trees of a model: nodes side by side, each with the bins of a feature that go to its first child.
package struct TreeForest: Sendable {
    static let leafMark = UInt32(OCTAVO_TREE_LEAF)
    static let maskWidth = Int(OCTAVO_TREE_MASK)

    package var features: [UInt32] = []
    /// Four a node: the bins that go to the first child.
    package var masks: [UInt64] = []
    /// Two a node: another node's number, or a leaf's with the mark.
    package var children: [UInt32] = []
    package var leaves: [Double] = []
    /// Where each tree begins: a node, or a leaf.
    package var roots: [UInt32] = []

    /// Adds what these trees say of rows to their scores, one of `outputs` after the other a tree.
    func add(_ trees: Range<Int>, outputs: Int, _ bins: [UInt8], rows: Int, to scores: inout [Double]) {
        precondition(scores.count == rows * outputs && bins.count % max(rows * TreeBins.block, 1) == 0, "scores for every row")
        guard !trees.isEmpty, rows > 0 else { return }
        unsafe roots.withUnsafeBufferPointer { roots in
            unsafe features.withUnsafeBufferPointer { features in
                unsafe masks.withUnsafeBufferPointer { masks in
                    unsafe children.withUnsafeBufferPointer { children in
                        unsafe leaves.withUnsafeBufferPointer { leaves in
                            guard let root = roots.baseAddress, let leaf = leaves.baseAddress else { return }
                            // A forest of single leaves has no nodes, and then none is read.
                            let noNumbers = unsafe UnsafePointer<UInt32>(bitPattern: 64)
                            let noMasks = unsafe UnsafePointer<UInt64>(bitPattern: 64)
                            guard let feature = unsafe features.baseAddress ?? noNumbers,
                                let mask = unsafe masks.baseAddress ?? noMasks,
                                let child = unsafe children.baseAddress ?? noNumbers
                            else { return }
                            var forest = unsafe octavo_forest(features: feature, masks: mask, children: child, leaves: leaf)
                            // Features are below those of the bins, children above their node or leaves: both are checked when a
                            // forest is read or grown.
                            unsafe octavo_tree_scores(
                                &forest, root + trees.lowerBound, trees.count, outputs, trees.lowerBound % outputs, bins,
                                rows * TreeBins.block, rows, &scores)
                        }
                    }
                }
            }
        }
    }
}
