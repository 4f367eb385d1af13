import CKernels
import OctavoTable

/// What an embedding classifier is while it learns: a vector a feature, a row of weights a class, and for each how far it has moved.
@safe final class EmbeddingNet {
    let features: Int
    let classes: Int
    let dimensions: Int
    // Memory of its own, aligned for vectors and freed once.
    private var net: octavo_embedding
    private var batch: octavo_batch
    private let mostRows: Int

    static let lanes = Int(OCTAVO_LANES)
    static let mostDimensions = Int(OCTAVO_MOST_DIMENSIONS)

    /// Vectors begin at random, the same for the same seed; weights at zero. `dimensions` is a multiple of `lanes`.
    init(features: Int, classes: Int, dimensions: Int, mostRows: Int, seed: UInt64) {
        precondition(
            dimensions % Self.lanes == 0 && dimensions <= Self.mostDimensions && dimensions > 0 && classes > 0 && mostRows > 0,
            "whole vectors")
        self.features = features
        self.classes = classes
        self.dimensions = dimensions
        self.mostRows = mostRows
        // Squares begin above zero, so that nothing is divided by zero.
        unsafe net = octavo_embedding(
            dimensions: dimensions, classes: classes, vectors: Self.memory(features * dimensions),
            vector_squares: Self.memory(features, 1e-8), weights: Self.memory(classes * dimensions),
            weight_squares: Self.memory(classes * dimensions, 1e-8), biases: Self.memory(classes),
            bias_squares: Self.memory(classes, 1e-8))
        unsafe batch = octavo_batch(
            hidden: Self.memory(mostRows * dimensions), back: Self.memory(mostRows * dimensions),
            slopes: Self.memory(mostRows * classes), powers: .allocate(capacity: classes))
        unsafe batch.powers.initialize(repeating: 0, count: classes)
        var random = SplitMix(seed: seed)
        // The memory was made for so many.
        for place in 0..<(features * dimensions) {
            let number = Float(random.next() >> 40) * 0x1p-24 - 0.5
            unsafe net.vectors[place] = number
        }
    }

    deinit {
        unsafe Self.free(net.vectors)
        unsafe Self.free(net.vector_squares)
        unsafe Self.free(net.weights)
        unsafe Self.free(net.weight_squares)
        unsafe Self.free(net.biases)
        unsafe Self.free(net.bias_squares)
        unsafe Self.free(batch.hidden)
        unsafe Self.free(batch.back)
        unsafe Self.free(batch.slopes)
        unsafe batch.powers.deallocate()
    }

    private static func memory(_ count: Int, _ value: Float = 0) -> UnsafeMutablePointer<Float> {
        let memory = UnsafeMutableRawPointer.allocate(byteCount: max(count, 1) * MemoryLayout<Float>.stride, alignment: 64)
        return unsafe memory.initializeMemory(as: Float.self, repeating: value, count: count)
    }

    /// Each was made by `memory`, and is given back once.
    private static func free(_ block: UnsafeMutablePointer<Float>) { unsafe UnsafeMutableRawPointer(block).deallocate() }

    /// One step by these rows, `mostRows` at most; gives the sum of their losses before it.
    func learn(_ rows: ArraySlice<UInt32>, of examples: LearningExamples, rate: Float, dropout: Float, seed: UInt64) -> Double {
        precondition(rows.count <= mostRows && examples.columnCount == features + 1, "rows of this net's features")
        return unsafe rows.withUnsafeBufferPointer { buffer in
            guard let base = buffer.baseAddress, !buffer.isEmpty else { return 0 }
            // Rows are below the count, their columns below `features`, and the batch has room for them.
            return unsafe examples.with { examples in
                unsafe octavo_embed_batch(
                    &examples, base, buffer.count, &net, octavo_step(rate: rate, dropout: dropout, seed: seed), &batch)
            }
        }
    }

    // The memory holds as many as each of these takes.
    var vectors: [Float] { unsafe Array(UnsafeBufferPointer(start: net.vectors, count: features * dimensions)) }
    var weights: [Float] { unsafe Array(UnsafeBufferPointer(start: net.weights, count: classes * dimensions)) }
    var biases: [Float] { unsafe Array(UnsafeBufferPointer(start: net.biases, count: classes)) }
    private var vectorSquares: [Float] { unsafe Array(UnsafeBufferPointer(start: net.vector_squares, count: features)) }
    private var weightSquares: [Float] {
        unsafe Array(UnsafeBufferPointer(start: net.weight_squares, count: classes * dimensions))
    }
    private var biasSquares: [Float] { unsafe Array(UnsafeBufferPointer(start: net.bias_squares, count: classes)) }

    // MARK: - Checkpoints

    /// All that it is.
    var tensors: [Tensor] {
        [
            Tensor("vectors", [features, dimensions], .float(vectors)),
            Tensor("vector_squares", [features], .float(vectorSquares)),
            Tensor("weights", [classes, dimensions], .float(weights)),
            Tensor("weight_squares", [classes, dimensions], .float(weightSquares)),
            Tensor("biases", [classes], .float(biases)), Tensor("bias_squares", [classes], .float(biasSquares)),
        ]
    }

    /// Becomes what gave these; stays as it is where that was a net of another size.
    func restore(_ tensors: Tensors) throws {
        let vectors = try tensors.float("vectors", [features, dimensions])
        let vectorSquares = try tensors.float("vector_squares", [features])
        let weights = try tensors.float("weights", [classes, dimensions])
        let weightSquares = try tensors.float("weight_squares", [classes, dimensions])
        let biases = try tensors.float("biases", [classes])
        let biasSquares = try tensors.float("bias_squares", [classes])
        // Each memory holds as many as its tensor's shape says.
        unsafe net.vectors.update(from: vectors, count: vectors.count)
        unsafe net.vector_squares.update(from: vectorSquares, count: vectorSquares.count)
        unsafe net.weights.update(from: weights, count: weights.count)
        unsafe net.weight_squares.update(from: weightSquares, count: weightSquares.count)
        unsafe net.biases.update(from: biases, count: biases.count)
        unsafe net.bias_squares.update(from: biasSquares, count: biasSquares.count)
    }
}

/// Scores of classes that are linear in a vector.
enum DenseScores {
    /// `weights` holds as many numbers a class as `hidden` has.
    static func scores(_ weights: [Float], _ biases: [Float], of hidden: [Float]) -> [Float] {
        precondition(weights.count == biases.count * hidden.count && hidden.count % EmbeddingNet.lanes == 0, "a weight for each")
        return unsafe [Float](unsafeUninitializedCapacity: biases.count) { target, filled in
            if let base = target.baseAddress {
                // The target has room for a score a class.
                unsafe octavo_dense_scores(weights, biases, hidden.count, biases.count, hidden, base)
            }
            filled = biases.count
        }
    }
}
