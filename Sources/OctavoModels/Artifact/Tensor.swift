package import OctavoTable

/// Numbers of one kind in rows, columns and so on.
package struct Tensor: Sendable {
    package enum Values: Sendable {
        case int8([Int8])
        /// The same in a file's memory: most of a model, which is laid out anew where it is used.
        case bytes(Buffer<UInt8>)
        case uint32([UInt32])
        case uint64([UInt64])
        case float([Float])
        case double([Double])
    }

    package let name: String
    package let shape: [Int]
    package let values: Values

    /// There are as many values as the shape says.
    package init(_ name: String, _ shape: [Int], _ values: Values) {
        self.name = name
        self.shape = shape
        self.values = values
        precondition(shape.reduce(1, *) == count, "as many values as the shape says")
    }

    package var count: Int {
        switch values {
        case .int8(let values): values.count
        case .bytes(let values): values.count
        case .uint32(let values): values.count
        case .uint64(let values): values.count
        case .float(let values): values.count
        case .double(let values): values.count
        }
    }

    var type: TensorType {
        switch values {
        case .int8, .bytes: .int8
        case .uint32: .uint32
        case .uint64: .uint64
        case .float: .float
        case .double: .double
        }
    }

    /// The same values under another name.
    func named(_ name: String) -> Tensor { Tensor(name, shape, values) }
}

/// The kinds of numbers, as a file names them.
enum TensorType: String {
    case int8 = "I8"
    case uint32 = "U32"
    case uint64 = "U64"
    case float = "F32"
    case double = "F64"

    var byteCount: Int {
        switch self {
        case .int8: 1
        case .uint32, .float: 4
        case .uint64, .double: 8
        }
    }
}

/// What a file holds, by name; each is asked for in the kind and shape that it must have.
package struct Tensors: Sendable {
    private let all: [String: Tensor]

    /// No name stands twice.
    package init(_ tensors: [Tensor]) {
        all = Dictionary(uniqueKeysWithValues: tensors.map { ($0.name, $0) })
    }

    /// Those whose name begins with `prefix` and a slash, under the rest of their names.
    func part(_ prefix: String) -> Tensors {
        Tensors(
            all.values.filter { $0.name.hasPrefix(prefix + "/") }.map { $0.named(String($0.name.dropFirst(prefix.count + 1))) })
    }

    func shape(_ name: String) throws -> [Int] {
        guard let tensor = all[name] else { throw DamagedModel("it has no `\(name)`") }
        return tensor.shape
    }

    private func find(_ name: String, _ shape: [Int?]) throws -> Tensor {
        guard let tensor = all[name] else { throw DamagedModel("it has no `\(name)`") }
        guard tensor.shape.count == shape.count, zip(tensor.shape, shape).allSatisfy({ $1 == nil || $0 == $1 }) else {
            throw DamagedModel("`\(name)` has the shape \(tensor.shape)")
        }
        return tensor
    }

    private func mismatch(_ tensor: Tensor) -> DamagedModel {
        DamagedModel("`\(tensor.name)` is of the kind \(tensor.type.rawValue)")
    }

    /// `nil` in a shape stands for any number. Rows are filled up with zeros to `width`, where it is given.
    package func int8(_ name: String, _ shape: [Int?], width: Int? = nil) throws -> [Int8] {
        let tensor = try find(name, shape)
        let own = tensor.shape.last ?? 1
        switch tensor.values {
        case .int8(let values): return TensorBytes.fitted(values, from: own, to: width ?? own)
        case .bytes(let bytes): return TensorBytes.fitted(bytes, from: own, to: width ?? own)
        default: throw mismatch(tensor)
        }
    }

    package func uint32(_ name: String, _ shape: [Int?]) throws -> [UInt32] {
        let tensor = try find(name, shape)
        guard case .uint32(let values) = tensor.values else { throw mismatch(tensor) }
        return values
    }

    package func uint64(_ name: String, _ shape: [Int?]) throws -> [UInt64] {
        let tensor = try find(name, shape)
        guard case .uint64(let values) = tensor.values else { throw mismatch(tensor) }
        return values
    }

    /// Finite numbers.
    package func float(_ name: String, _ shape: [Int?]) throws -> [Float] {
        let tensor = try find(name, shape)
        guard case .float(let values) = tensor.values else { throw mismatch(tensor) }
        guard values.allSatisfy(\.isFinite) else { throw DamagedModel("`\(name)` holds what is no number") }
        return values
    }

    /// Finite numbers.
    package func double(_ name: String, _ shape: [Int?]) throws -> [Double] {
        let tensor = try find(name, shape)
        guard case .double(let values) = tensor.values else { throw mismatch(tensor) }
        guard values.allSatisfy(\.isFinite) else { throw DamagedModel("`\(name)` holds what is no number") }
        return values
    }
}
