import CKernels
import OctavoTable

/// What trees grow from: the rows of a training with what each wants, and sums of it by bin.
///
/// While a tree grows, several threads read bins and pulls, and each writes sums of blocks that are its alone.
@safe final class TreeGround: @unchecked Sendable {
    let bins: TreeBins
    let isCategory: [Bool]
    let binCounts: [Int]
    let outputs: Int
    // Memory of its own, made once and freed once.
    private let pulls: UnsafeMutablePointer<octavo_pull>
    private let order: UnsafeMutablePointer<UInt32>
    private let spare: UnsafeMutablePointer<UInt32>
    private var slots: [UnsafeMutablePointer<octavo_sum>] = unsafe []
    /// Every row's score of every output.
    private(set) var scores: [Double]
    private var probabilities: [Double]
    /// Bits below the count of rows, and those of one row's bend.
    private let shift: UInt32
    private let bendBits: UInt32
    private var slopeUnit = 1.0
    /// Slots for the sums of parts of rows.
    private var partSlots: [Int] = []
    private let crew: ThreadCrew

    /// Rows from which on work is shared among threads: below, waking them takes longer.
    private static let fewRows = 2048
    private static let rowsPerPiece = 65_536

    init(_ bins: TreeBins, _ features: [TreeFeature], outputs: Int, base: [Double], crew: ThreadCrew) {
        self.bins = bins
        self.crew = crew
        self.outputs = outputs
        isCategory = features.map { if case .categories = $0.kind { true } else { false } }
        binCounts = features.map(\.binCount)
        let rows = max(bins.rows, 1)
        unsafe pulls = .allocate(capacity: rows)
        unsafe pulls.initialize(repeating: octavo_pull(slope: 0, bend: 0), count: rows)
        unsafe order = .allocate(capacity: rows)
        unsafe order.initialize(repeating: 0, count: rows)
        unsafe spare = .allocate(capacity: rows)
        unsafe spare.initialize(repeating: 0, count: rows)
        scores = (0..<bins.rows).flatMap { _ in base }
        probabilities = outputs > 1 ? [Double](repeating: 0, count: scores.count) : []
        // A sum of all rows stays below 63 bits, the count of rows above it.
        let countBits = UInt32(64 - UInt64(rows).leadingZeroBitCount)
        bendBits = min(30, 63 - 2 * min(countBits, 30))
        shift = bendBits + countBits
    }

    deinit {
        unsafe pulls.deallocate()
        unsafe order.deallocate()
        unsafe spare.deallocate()
        while let slot = unsafe slots.popLast() { unsafe slot.deallocate() }
    }

    // MARK: - What rows want

    private func pieces(_ count: Int) -> [Range<Int>] {
        stride(from: 0, to: count, by: Self.rowsPerPiece).map { $0..<min($0 + Self.rowsPerPiece, count) }
    }

    /// The smallest unit whose inverse is a number.
    private static let leastExponent = -1000

    /// The power of two that makes the largest slope as many units as 30 bits hold.
    private func setUnit(_ most: Double) {
        slopeUnit =
            most > 0 ? Double(sign: .plus, exponent: max(most.exponent + 1 - 30, Self.leastExponent), significand: 1) : 1
    }

    /// Squared distance from these numbers.
    func pull(to truths: [Double]) throws {
        let pieces = pieces(bins.rows)
        let farthest = try crew.map(pieces) { [self] piece in
            // Scores and truths have a number for every row of the piece.
            unsafe scores.withUnsafeBufferPointer { scores in
                unsafe truths.withUnsafeBufferPointer { truths in
                    guard let score = scores.baseAddress, let truth = truths.baseAddress else { return 0.0 }
                    return unsafe octavo_tree_farthest(score + piece.lowerBound, truth + piece.lowerBound, piece.count)
                }
            }
        }
        setUnit(farthest.max() ?? 0)
        let (perSlope, bend) = (1 / slopeUnit, UInt32(1) << bendBits)
        _ = try crew.map(pieces) { [self] piece in
            // Each piece has rows of its own.
            unsafe scores.withUnsafeBufferPointer { scores in
                unsafe truths.withUnsafeBufferPointer { truths in
                    guard let score = scores.baseAddress, let truth = truths.baseAddress else { return }
                    unsafe octavo_tree_squared(
                        score + piece.lowerBound, truth + piece.lowerBound, piece.count, perSlope, bend, pulls + piece.lowerBound)
                }
            }
        }
    }

    /// The probability of each row's label by what all outputs are now.
    func pull(to labels: [Int32], output: Int) throws {
        setUnit(1)
        let (perSlope, perBend) = (1 / slopeUnit, Double(UInt32(1) << bendBits))
        _ = try crew.map(pieces(bins.rows)) { [self] piece in
            // Each piece has rows of its own, and every array a value for each of their outputs.
            unsafe labels.withUnsafeBufferPointer { labels in
                guard let label = labels.baseAddress else { return }
                let start = piece.lowerBound
                unsafe (outputs == 1 ? scores : probabilities).withUnsafeBufferPointer { values in
                    guard let value = values.baseAddress else { return }
                    if outputs == 1 {
                        unsafe octavo_tree_logistic(value + start, label + start, piece.count, perSlope, perBend, pulls + start)
                    } else {
                        unsafe octavo_tree_multinomial(
                            value + start * outputs, label + start, piece.count, outputs, Int32(output), perSlope, perBend,
                            pulls + start)
                    }
                }
            }
        }
    }

    /// Takes the probabilities of all outputs from their scores, for the trees of one round.
    func weighOutputs() {
        guard outputs > 1, bins.rows > 0 else { return }
        // Both have a value for every output of every row.
        unsafe octavo_tree_softmax(scores, bins.rows, outputs, &probabilities)
    }

    // MARK: - Growing

    /// Begins a tree of these rows, ascending.
    func begin(_ rows: [UInt32]) -> octavo_sum {
        precondition(rows.count <= bins.rows && rows.allSatisfy { Int($0) < bins.rows }, "rows of the training")
        unsafe order.update(from: rows, count: rows.count)
        let one = UInt64(1) << UInt64(shift)
        return rows.reduce(into: octavo_sum(slope: 0, rest: 0)) { sum, row in
            // The row is below the count.
            let own = unsafe pulls[Int(row)]
            sum.slope += Int64(own.slope)
            sum.rest += one | UInt64(own.bend)
        }
    }

    struct Terms {
        var l2: Double
        var leastRows: Int
        var leastBend: Double
    }

    private func terms(_ terms: Terms) -> octavo_tree_terms {
        octavo_tree_terms(
            slope_unit: slopeUnit, bend_unit: 1 / Double(UInt32(1) << bendBits), l2: terms.l2, least_bend: terms.leastBend,
            least_rows: UInt64(terms.leastRows), shift: shift)
    }

    /// The score that lowers the loss of rows with these sums most.
    func score(_ sum: octavo_sum, l2: Double) -> Double {
        let bend = Double(sum.rest & (UInt64(1) << UInt64(shift) - 1)) / Double(UInt32(1) << bendBits)
        return bend + l2 > 0 ? -Double(sum.slope) * slopeUnit / (bend + l2) : 0
    }

    struct Division {
        var feature: Int
        var split: octavo_tree_split
    }

    private static let smoothing = 10.0

    private var sumsPerSlot: Int { bins.blocks * TreeBins.block * TreeBins.most }
    private static let sumsPerBlock = TreeBins.block * TreeBins.most

    /// Sums rows into `slot`, and where there is a `parent` takes them off its sums, which are then those of the sibling. Gives the best
    /// division of the rows, and of the sibling's, whose sums are `all`; features that are not `allowed` are not looked at.
    func divisions(
        of range: Range<Int>, slot: Int, all: octavo_sum, parent: Int?, sibling: octavo_sum, allowed: [Bool], _ limits: Terms
    ) throws -> (own: Division?, sibling: Division?) {
        let blocks = Array(0..<bins.blocks)
        // Of many rows each thread sums a part of its own.
        let parts = range.count >= 2 * Self.rowsPerPiece ? crew.threads : 1
        if parts > 1 {
            _ = try crew.map(blocks.flatMap { block in (0..<parts).map { (block: block, part: $0) } }) { [self] block, part in
                let own = range.lowerBound + range.count * part / parts..<range.lowerBound + range.count * (part + 1) / parts
                sum(block, own, into: part == 0 ? slot : partSlots[part - 1])
            }
        }
        let terms = terms(limits)
        @Sendable func look(_ block: Int) -> (Division?, Division?) {
            if parts == 1 { sum(block, range, into: slot) }
            let place = block * Self.sumsPerBlock
            // Every slot has sums for every block, and this block's are this thread's.
            let own = unsafe slots[slot] + place
            for extra in partSlots.prefix(parts - 1) { unsafe octavo_tree_add(own, slots[extra] + place, Self.sumsPerBlock) }
            if let parent { unsafe octavo_tree_subtract(slots[parent] + place, own, Self.sumsPerBlock) }
            return (search(block, slot, all, allowed, terms), parent.flatMap { search(block, $0, sibling, allowed, terms) })
        }
        let found = range.count >= Self.fewRows ? try crew.map(blocks) { look($0) } : blocks.map(look)
        func best(_ divisions: [Division?]) -> Division? {
            divisions.reduce(nil) { best, next in (next?.split.gain ?? 0) > (best?.split.gain ?? 0) ? next : best }
        }
        return (best(found.map(\.0)), best(found.map(\.1)))
    }

    /// Makes room for trees of so many leaves.
    func makeRoom(leaves: Int) {
        while unsafe slots.count < leaves + crew.threads {
            let slot = UnsafeMutablePointer<octavo_sum>.allocate(capacity: max(sumsPerSlot, 1))
            unsafe slot.initialize(repeating: octavo_sum(slope: 0, rest: 0), count: max(sumsPerSlot, 1))
            unsafe slots.append(slot)
        }
        partSlots = Array(leaves + 1..<leaves + crew.threads)
    }

    private func sum(_ block: Int, _ range: Range<Int>, into slot: Int) {
        // The rows stand in `order`, each below the count, and the slot has sums for every block.
        let sums = unsafe slots[slot] + block * Self.sumsPerBlock
        unsafe sums.update(repeating: octavo_sum(slope: 0, rest: 0), count: Self.sumsPerBlock)
        unsafe bins.bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return }
            unsafe octavo_tree_sums(
                base + block * bins.rows * TreeBins.block, order + range.lowerBound, range.count, pulls, shift, sums)
        }
    }

    private func search(
        _ block: Int, _ slot: Int, _ all: octavo_sum, _ allowed: [Bool], _ terms: octavo_tree_terms
    ) -> Division? {
        var terms = terms
        var best: Division?
        for feature in block * TreeBins.block..<min((block + 1) * TreeBins.block, bins.features) where allowed[feature] {
            var split = octavo_tree_split(gain: 0, mask: (0, 0, 0, 0), left: octavo_sum(slope: 0, rest: 0))
            // The slot has as many sums a feature as there may be bins.
            let sums = unsafe slots[slot] + feature * TreeBins.most
            let count = Int32(binCounts[feature])
            if isCategory[feature] {
                unsafe octavo_tree_split_categories(sums, count, all, Self.smoothing, &terms, &split)
            } else {
                unsafe octavo_tree_split_numbers(sums, count, all, &terms, &split)
            }
            if split.gain > best?.split.gain ?? 0 { best = Division(feature: feature, split: split) }
        }
        return best
    }

    /// Brings rows that go left before the others; gives how many those are.
    func divide(_ range: Range<Int>, _ division: Division) -> Int {
        let mask = division.split.mask
        let masks = [mask.0, mask.1, mask.2, mask.3]
        return unsafe bins.bytes.withUnsafeBufferPointer { bytes in
            guard let base = bytes.baseAddress else { return 0 }
            let (block, place) = division.feature.quotientAndRemainder(dividingBy: TreeBins.block)
            // The rows are below the count, and `spare` has room for all.
            return unsafe octavo_tree_divide(
                base + block * bins.rows * TreeBins.block + place, order + range.lowerBound, range.count, masks, spare)
        }
    }

    /// Adds to the scores of the rows in each range; no row is in two of them.
    func raise(_ leaves: [(range: Range<Int>, score: Double)], output: Int) throws {
        let outputs = outputs
        try unsafe scores.withUnsafeMutableBufferPointer { scores in
            guard let base = scores.baseAddress else { return }
            // Rows are below the count, each has a score for every output, and is of one leaf alone.
            nonisolated(unsafe) let scores = unsafe base
            _ = try crew.map(leaves) { [self] leaf in
                unsafe octavo_tree_raise(
                    scores, outputs, output, order + leaf.range.lowerBound, leaf.range.count, leaf.score)
            }
        }
    }

    /// Adds what trees say to the scores of all rows.
    func add(_ forest: TreeForest, _ trees: Range<Int>) {
        forest.add(trees, outputs: outputs, bins.bytes, rows: bins.rows, to: &scores)
    }

    static func left(_ all: octavo_sum, less part: octavo_sum) -> octavo_sum {
        octavo_sum(slope: all.slope - part.slope, rest: all.rest - part.rest)
    }
}
