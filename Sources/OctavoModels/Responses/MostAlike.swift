/// Keeps the places that are most alike, of equals the first.
struct MostAlike {
    private let most: Int
    /// A heap with the one that would go next at its root.
    private var heap: [(place: Int, likeness: Float)] = []

    init(most: Int) {
        self.most = most
        heap.reserveCapacity(most)
    }

    private static func isWorse(_ one: (place: Int, likeness: Float), _ other: (place: Int, likeness: Float)) -> Bool {
        one.likeness != other.likeness ? one.likeness < other.likeness : one.place > other.place
    }

    /// Places come in their order.
    mutating func add(_ place: Int, _ likeness: Float) {
        if heap.count < most {
            heap.append((place, likeness))
            rise(heap.count - 1)
        } else if let least = heap.first, likeness > least.likeness {
            heap[0] = (place, likeness)
            sink()
        }
    }

    private mutating func rise(_ start: Int) {
        var node = start
        while node > 0, Self.isWorse(heap[node], heap[(node - 1) / 2]) {
            heap.swapAt(node, (node - 1) / 2)
            node = (node - 1) / 2
        }
    }

    private mutating func sink() {
        var node = 0
        while 2 * node + 1 < heap.count {
            var child = 2 * node + 1
            if child + 1 < heap.count, Self.isWorse(heap[child + 1], heap[child]) { child += 1 }
            guard Self.isWorse(heap[child], heap[node]) else { return }
            heap.swapAt(node, child)
            node = child
        }
    }

    /// The most alike first.
    var sorted: [Int] { heap.sorted { Self.isWorse($1, $0) }.map(\.place) }
}
