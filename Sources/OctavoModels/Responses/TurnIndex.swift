import OctavoTable

/// Finds the rows whose text has much in common with another, by the cosine of their features, each weighed by how few rows have it.
struct TurnIndex: Sendable {
    let space: FeatureSpace
    /// The rows that have a feature.
    let rows: SparseShares

    private init(space: FeatureSpace, rows: SparseShares) { (self.space, self.rows) = (space, rows) }

    init(_ texts: [String], _ groups: Set<TextFeatureReader.Group>, threads: Int, cancellation: Cancellation) throws {
        let (space, rows) = try FeatureLearning.learn(texts, groups: groups, threads: threads, cancellation: cancellation)
        self.init(space: space, rows: SparseShares(rows.transposed(columnCount: space.count)))
    }

    // MARK: - Files

    func tensors(_ name: String) -> [Tensor] {
        [
            Tensor("\(name)/features", [space.count], .uint64(space.hashes)),
            Tensor("\(name)/importances", [space.count], .float(space.importances)),
        ] + rows.tensors(name)
    }

    init(_ name: String, _ tensors: Tensors, rowCount: Int) throws {
        let hashes = try tensors.uint64("\(name)/features", [nil])
        guard let space = FeatureSpace(unchecked: hashes, try tensors.float("\(name)/importances", [hashes.count])) else {
            throw DamagedModel("a feature stands twice in `\(name)`")
        }
        self.init(space: space, rows: try SparseShares(name, tensors, count: hashes.count, width: rowCount))
    }
}
