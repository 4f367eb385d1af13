import CKernels
import OctavoTable

/// Grows one tree: the leaf whose division gains most is divided next, as long as there may be more leaves.
struct TreeGrower {
    let ground: TreeGround
    let leaves: Int
    let depth: Int
    let rate: Double
    let terms: TreeGround.Terms

    private struct Leaf {
        var range: Range<Int>
        var all: octavo_sum
        var depth: Int
        var slot: Int
        var division: TreeGround.Division?
        /// The place among the children that leads here; `nil` of a root.
        var link: Int?
    }

    /// Grows a tree for each output, and raises the scores of all rows by them; `rows` ascend.
    func growRound(
        _ rows: [UInt32], allowed: [Bool], _ target: TreeTarget, into ensemble: inout TreeEnsemble, _ cancellation: Cancellation
    ) throws {
        if ground.outputs > 1 { ground.weighOutputs() }
        let isWhole = rows.count == ground.bins.rows
        for output in 0..<ground.outputs {
            try cancellation.check()
            switch target {
            case .numbers(let truths): try ground.pull(to: truths)
            case .labels(let labels, _): try ground.pull(to: labels, output: output)
            }
            ensemble.append(try grow(rows, allowed: allowed, output: output, raises: isWhole))
            if !isWhole { ground.add(ensemble.forest, ensemble.treeCount - 1..<ensemble.treeCount) }
        }
    }

    /// The scores of `rows`, ascending, are raised by the tree's where `raises`.
    private func grow(_ rows: [UInt32], allowed: [Bool], output: Int, raises: Bool) throws -> TreeEnsemble.Tree {
        ground.makeRoom(leaves: leaves)
        let nothing = octavo_sum(slope: 0, rest: 0)
        var root = Leaf(range: 0..<rows.count, all: ground.begin(rows), depth: 0, slot: 0)
        if mayDivide(root) {
            root.division = try ground.divisions(
                of: root.range, slot: 0, all: root.all, parent: nil, sibling: nothing, allowed: allowed, terms
            ).own
        }
        var open = [root]
        var tree = TreeEnsemble.Tree()
        while open.count < leaves, let place = next(open), let division = open[place].division {
            let parent = open[place]
            let node = tree.features.count
            tree.add(division, score: rate * ground.score(parent.all, l2: terms.l2))
            if let link = parent.link { tree.children[link] = UInt32(node) }
            let middle = parent.range.lowerBound + ground.divide(parent.range, division)
            var left = Leaf(
                range: parent.range.lowerBound..<middle, all: division.split.left, depth: parent.depth + 1, slot: parent.slot,
                link: 2 * node)
            var right = Leaf(
                range: middle..<parent.range.upperBound, all: TreeGround.left(parent.all, less: left.all),
                depth: parent.depth + 1, slot: parent.slot, link: 2 * node + 1)
            // Sums of the smaller side are taken anew, and those of the parent become the other's.
            if open.count + 1 < leaves, mayDivide(left) || mayDivide(right) {
                let isLeftSmaller = left.range.count <= right.range.count
                var (small, large) = isLeftSmaller ? (left, right) : (right, left)
                small.slot = open.count
                let found = try ground.divisions(
                    of: small.range, slot: small.slot, all: small.all, parent: large.slot, sibling: large.all, allowed: allowed,
                    terms)
                small.division = mayDivide(small) ? found.own : nil
                large.division = mayDivide(large) ? found.sibling : nil
                (left, right) = isLeftSmaller ? (small, large) : (large, small)
            }
            open[place] = left
            open.append(right)
        }
        let scores = open.map { rate * ground.score($0.all, l2: terms.l2) }
        for (leaf, score) in zip(open, scores) {
            if let link = leaf.link { tree.children[link] = UInt32(tree.leaves.count) | TreeForest.leafMark }
            tree.leaves.append(score)
        }
        if raises { try ground.raise(zip(open, scores).map { (range: $0.range, score: $1) }, output: output) }
        return tree
    }

    private func mayDivide(_ leaf: Leaf) -> Bool { leaf.range.count >= 2 * terms.leastRows && leaf.depth < depth }

    private func next(_ open: [Leaf]) -> Int? {
        var best: Int?
        for (place, leaf) in open.enumerated() {
            guard let gain = leaf.division?.split.gain else { continue }
            if gain > best.flatMap({ open[$0].division?.split.gain }) ?? 0 { best = place }
        }
        return best
    }
}

extension TreeEnsemble.Tree {
    fileprivate mutating func add(_ division: TreeGround.Division, score: Double) {
        let mask = division.split.mask
        features.append(UInt32(division.feature))
        masks += [mask.0, mask.1, mask.2, mask.3]
        children += [TreeForest.leafMark, TreeForest.leafMark]
        gains.append(division.split.gain)
        scores.append(score)
    }
}
