import OctavoModels
import Testing

@Suite struct FoldsTests {
    @Test func everyClassIsSpreadEvenly() {
        let labels = (0..<103).map { Int32($0 % 4 == 0 ? 0 : $0 % 3) }
        let parts = Folds.assign(labels: labels, texts: Array(0..<103), count: 5, seed: 3)
        for label in Set(labels) {
            let sizes = (0..<5).map { part in parts.indices.count { parts[$0] == part && labels[$0] == label } }
            #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1, "\(sizes)")
        }
        let sizes = (0..<5).map { part in parts.count { $0 == part } }
        #expect((sizes.max() ?? 0) - (sizes.min() ?? 0) <= 1)
    }

    @Test func rowsOfOneTextStandTogether() {
        let parts = Folds.assign(labels: [0, 1, 0, 1, 0, 1, 0, 1], texts: [7, 8, 7, 9, 7, 8, 1, 2], count: 3, seed: 0)
        #expect(parts[0] == parts[2] && parts[2] == parts[4] && parts[1] == parts[5])
    }

    @Test func theSeedAloneDecides() {
        let labels = (0..<50).map { Int32($0 % 2) }
        func parts(_ seed: UInt64) -> [Int] { Folds.assign(labels: labels, texts: Array(0..<50), count: 5, seed: seed) }
        #expect(parts(1) == parts(1) && parts(1) != parts(2))
        #expect(Folds.assign(labels: [], texts: [], count: 2, seed: 0).isEmpty)
    }
}
