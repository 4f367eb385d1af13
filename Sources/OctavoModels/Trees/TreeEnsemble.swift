package import OctavoTable

/// Trees that were learnt one after the other, each from what those before it left open, and what their columns are.
package struct TreeEnsemble: Sendable {
    package let features: [TreeFeature]
    /// What is said before any tree, one score an output.
    let base: [Double]
    package private(set) var forest = TreeForest()
    /// Of each node: by how much its division lowered the loss, and what would be said there.
    package private(set) var gains: [Double] = []
    package private(set) var nodeScores: [Double] = []

    init(_ features: [TreeFeature], base: [Double]) {
        (self.features, self.base) = (features, base)
    }

    package var outputs: Int { base.count }
    package var treeCount: Int { forest.roots.count }

    /// A tree as it grows: places of nodes and leaves are its own.
    struct Tree {
        var features: [UInt32] = []
        var masks: [UInt64] = []
        var children: [UInt32] = []
        var leaves: [Double] = []
        var gains: [Double] = []
        var scores: [Double] = []
    }

    mutating func append(_ tree: Tree) {
        let (node, leaf) = (UInt32(forest.features.count), UInt32(forest.leaves.count))
        func moved(_ child: UInt32) -> UInt32 { child & TreeForest.leafMark == 0 ? child + node : child + leaf }
        forest.roots.append(tree.features.isEmpty ? leaf | TreeForest.leafMark : node)
        forest.features += tree.features
        forest.masks += tree.masks
        forest.children += tree.children.map(moved)
        forest.leaves += tree.leaves
        gains += tree.gains
        nodeScores += tree.scores
    }

    /// The first so many trees.
    package func prefix(_ count: Int) -> TreeEnsemble {
        guard count < forest.roots.count else { return self }
        let next = forest.roots[count...]
        // Nodes and leaves of one tree stand together, after those of the tree before.
        let nodes = next.first { $0 & TreeForest.leafMark == 0 }.map { Int($0) } ?? forest.features.count
        var leaves = forest.leaves.count
        if let root = next.first {
            leaves =
                root & TreeForest.leafMark != 0
                ? Int(root & ~TreeForest.leafMark)
                : forest.children[(2 * nodes)...].lazy.filter { $0 & TreeForest.leafMark != 0 }.map {
                    Int($0 & ~TreeForest.leafMark)
                }.min() ?? leaves
        }
        var cut = self
        cut.forest.roots = Array(forest.roots[..<count])
        cut.forest.features = Array(forest.features[..<nodes])
        cut.forest.masks = Array(forest.masks[..<(nodes * TreeForest.maskWidth)])
        cut.forest.children = Array(forest.children[..<(nodes * 2)])
        cut.forest.leaves = Array(forest.leaves[..<leaves])
        cut.gains = Array(gains[..<nodes])
        cut.nodeScores = Array(nodeScores[..<nodes])
        return cut
    }

    /// Scores of every output, row after row.
    package func scores(_ bins: [UInt8], rows: Int) -> [Double] {
        var scores = (0..<rows).flatMap { _ in base }
        forest.add(0..<forest.roots.count, outputs: outputs, bins, rows: rows, to: &scores)
        return scores
    }

    /// The same of rows that stand in columns.
    func scores(_ columns: [Column], count: Int) -> [Double] {
        let values = zip(features, columns).map { feature, column in TreeColumn([column], type: feature.columnType) }
        return scores(TreeBins(values, features).bytes, rows: count)
    }

    /// The bins of one row, a value for each feature.
    package func bins(_ row: [Datum]) -> [UInt8] {
        var bins = [UInt8](repeating: 0, count: TreeBins.blocks(features.count) * TreeBins.block)
        for (place, feature) in features.enumerated() where place < row.count { bins[place] = feature.bin(row[place]) }
        return bins
    }

    /// The share of each feature in what all divisions together gained.
    package var importances: [Double] {
        var sums = [Double](repeating: 0, count: features.count)
        for (node, feature) in forest.features.enumerated() { sums[Int(feature)] += gains[node] }
        let all = sums.reduce(0, +)
        return all > 0 ? sums.map { $0 / all } : sums
    }

    /// What each feature adds to an output's score of a row: on its way through each tree, by how much the node after a division says more
    /// than the one before; what is left stands beforehand (Saabas, 2014). Together they are the score.
    package func contributions(_ row: [Datum], output: Int) -> (features: [Double], beforehand: Double) {
        let bins = bins(row)
        var (added, beforehand) = ([Double](repeating: 0, count: features.count), base[output])
        for tree in stride(from: output, to: forest.roots.count, by: outputs) {
            var place = forest.roots[tree]
            func score(_ place: UInt32) -> Double {
                place & TreeForest.leafMark == 0 ? nodeScores[Int(place)] : forest.leaves[Int(place & ~TreeForest.leafMark)]
            }
            var said = score(place)
            beforehand += said
            while place & TreeForest.leafMark == 0 {
                let (node, feature) = (Int(place), Int(forest.features[Int(place)]))
                let bin = Int(bins[feature])
                let isFirst = forest.masks[node * TreeForest.maskWidth + bin >> 6] >> UInt64(bin & 63) & 1 == 1
                place = forest.children[2 * node + (isFirst ? 0 : 1)]
                added[feature] += score(place) - said
                said = score(place)
            }
        }
        return (added, beforehand)
    }

    // MARK: - Files

    package var tensors: [Tensor] {
        let bounds = features.map { feature -> [Double] in if case .numbers(let bounds) = feature.kind { bounds } else { [] } }
        return [
            Tensor("base", [base.count], .double(base)),
            Tensor("bounds", [bounds.reduce(0) { $0 + $1.count }], .double(bounds.flatMap { $0 })),
            Tensor("bound_counts", [bounds.count], .uint32(bounds.map { UInt32($0.count) })),
            Tensor("roots", [forest.roots.count], .uint32(forest.roots)),
            Tensor("node_features", [forest.features.count], .uint32(forest.features)),
            Tensor("node_bins", [forest.features.count, TreeForest.maskWidth], .uint64(forest.masks)),
            Tensor("node_children", [forest.features.count, 2], .uint32(forest.children)),
            Tensor("node_gains", [gains.count], .double(gains)), Tensor("node_scores", [nodeScores.count], .double(nodeScores)),
            Tensor("leaves", [forest.leaves.count], .double(forest.leaves)),
        ]
    }

    /// For each feature its categories, null where it is of numbers, and the type of its column.
    var head: [(name: String, value: Datum)] {
        let categories = features.map { feature -> Datum in
            if case .categories(let names) = feature.kind { .list(names.map { .text($0) }) } else { .null }
        }
        return [
            (name: "categories", value: .list(categories)),
            (name: "types", value: .list(features.map { .text($0.type.description) })),
        ]
    }

    /// Checks all that scoring relies on.
    init(head: ModelSettings, tensors: Tensors) throws {
        guard case .list(let categories)? = head["categories"] else { throw DamagedModel("its head lacks `categories`") }
        let types = try head.texts("types")
        guard types.count == categories.count else { throw DamagedModel("it has types of other columns") }
        let counts = try tensors.uint32("bound_counts", [categories.count])
        let bounds = try tensors.double("bounds", [nil])
        var (features, start): ([TreeFeature], Int) = ([], 0)
        for (place, names) in categories.enumerated() {
            if case .list(let names) = names {
                let texts = names.compactMap(\.text)
                guard texts.count == names.count, Set(texts).count == texts.count, texts.count <= TreeFeature.mostCategories,
                    counts[place] == 0
                else { throw DamagedModel("the categories of column \(place) are not told apart") }
                features.append(TreeFeature(.categories(texts), type: .text))
            } else {
                guard let type = TreeFeature.numberTypes.first(where: { $0.description == types[place] }) else {
                    throw DamagedModel("column \(place) is of no type that has numbers")
                }
                let end = start + Int(counts[place])
                guard end <= bounds.count, end - start <= TreeBins.most - 2 else {
                    throw DamagedModel("column \(place) has no bounds of its own")
                }
                let own = Array(bounds[start..<end])
                guard zip(own, own.dropFirst()).allSatisfy({ $0 < $1 }) else {
                    throw DamagedModel("the bounds of column \(place) do not ascend")
                }
                features.append(TreeFeature(.numbers(own), type: type))
                start = end
            }
        }
        guard start == bounds.count, !features.isEmpty else { throw DamagedModel("it has bounds of no column") }
        base = try tensors.double("base", [nil])
        self.features = features
        forest.roots = try tensors.uint32("roots", [nil])
        forest.features = try tensors.uint32("node_features", [nil])
        let nodes = forest.features.count
        forest.masks = try tensors.uint64("node_bins", [nodes, TreeForest.maskWidth])
        forest.children = try tensors.uint32("node_children", [nodes, 2])
        gains = try tensors.double("node_gains", [nodes])
        nodeScores = try tensors.double("node_scores", [nodes])
        forest.leaves = try tensors.double("leaves", [nil])
        func isPlace(_ place: UInt32, after node: Int) -> Bool {
            place & TreeForest.leafMark == 0
                ? Int(place) > node && Int(place) < nodes : Int(place & ~TreeForest.leafMark) < forest.leaves.count
        }
        // Children after their parents: no way through a tree comes back.
        guard !base.isEmpty, forest.roots.count % base.count == 0, forest.features.allSatisfy({ Int($0) < features.count }),
            forest.roots.allSatisfy({ isPlace($0, after: -1) }),
            forest.children.indices.allSatisfy({ isPlace(forest.children[$0], after: $0 / 2) })
        else { throw DamagedModel("its trees lead nowhere") }
    }
}
