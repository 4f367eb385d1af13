import OctavoTable

/// Lines of which most places are zero, each value a share of 127: a feature's rows with how much each has of it, or a text's features.
struct SparseShares: Sendable {
    /// Line `n` has the places `places[starts[n]..<starts[n + 1]]`, and their shares.
    let starts: [UInt32]
    let places: [UInt32]
    let shares: [Int8]

    private init(starts: [UInt32], places: [UInt32], shares: [Int8]) {
        (self.starts, self.places, self.shares) = (starts, places, shares)
    }

    /// Values are from 0 to 1.
    init(_ rows: SparseRows) {
        self.init(
            starts: rows.starts.map { UInt32($0) }, places: rows.columns, shares: rows.values.map { Int8(($0 * 127).rounded()) })
    }

    var count: Int { starts.count - 1 }

    /// The same by place, without the lines and places that are not kept.
    func transposed(count: Int, lines isLineKept: (Int) -> Bool, places isPlaceKept: (Int) -> Bool) -> SparseShares {
        let kept = (0..<self.count).filter(isLineKept)
        let isKept = (0..<count).map(isPlaceKept)
        var next = [UInt32](repeating: 0, count: count + 1)
        for line in kept {
            for at in Int(starts[line])..<Int(starts[line + 1]) where isKept[Int(places[at])] { next[Int(places[at]) + 1] += 1 }
        }
        for place in 0..<count { next[place + 1] += next[place] }
        let newStarts = next
        var newPlaces = [UInt32](repeating: 0, count: Int(newStarts[count]))
        var newShares = [Int8](repeating: 0, count: newPlaces.count)
        for line in kept {
            for at in Int(starts[line])..<Int(starts[line + 1]) where isKept[Int(places[at])] {
                let place = Int(places[at])
                newPlaces[Int(next[place])] = UInt32(line)
                newShares[Int(next[place])] = shares[at]
                next[place] += 1
            }
        }
        return SparseShares(starts: newStarts, places: newPlaces, shares: newShares)
    }

    /// Adds these lines, each times its value, to `sums`, which has a number for each place.
    func add(_ lines: [UInt32], _ values: [Float], to sums: inout [Float]) {
        Postings.add(shares, of: places, starts: starts, columns: lines, values: values, to: &sums)
    }

    // MARK: - Files

    func tensors(_ name: String) -> [Tensor] {
        [
            Tensor("\(name)/starts", [starts.count], .uint32(starts)), Tensor("\(name)/places", [places.count], .uint32(places)),
            Tensor("\(name)/shares", [shares.count], .int8(shares)),
        ]
    }

    /// There are so many lines, and each has places below `width`.
    init(_ name: String, _ tensors: Tensors, count: Int, width: Int) throws {
        starts = try tensors.uint32("\(name)/starts", [count + 1])
        places = try tensors.uint32("\(name)/places", [nil])
        shares = try tensors.int8("\(name)/shares", [places.count])
        guard starts.first == 0, starts.last.map({ Int($0) }) == places.count,
            zip(starts, starts.dropFirst()).allSatisfy({ $0 <= $1 }), places.allSatisfy({ $0 < width }),
            shares.allSatisfy({ $0 >= 0 })
        else { throw DamagedModel("the places of `\(name)` are not those of its lines") }
    }
}
