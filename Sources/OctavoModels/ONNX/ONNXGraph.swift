/// A graph of ONNX operators while it is made. Operators stand after those whose outputs they take.
///
/// The numbers of fields are those of `onnx.proto` (https://github.com/onnx/onnx/blob/main/onnx/onnx.proto).
struct ONNXGraph {
    /// The operators' meaning is that of opset 17, which every runtime since 2022 knows.
    static let operators = 17
    /// The form of the file that came with it.
    static let form = 8

    enum Element: Int {
        case float = 1
        case int8 = 3
        case int64 = 7
        case text = 8
    }

    /// A side of a tensor: a number, or a name where only a call knows it.
    enum Side {
        case count(Int)
        case named(String)
    }

    enum Attribute {
        case int(Int)
        case ints([Int])
        case float(Float)
    }

    private var nodes: [ProtobufMessage] = []
    private var constants: [ProtobufMessage] = []
    private var inputs: [ProtobufMessage] = []
    private var outputs: [ProtobufMessage] = []

    // MARK: - Making

    mutating func addInput(_ name: String, _ element: Element, _ shape: [Side], about: String) -> String {
        inputs.append(Self.description(name, element, shape, about))
        return name
    }

    /// `name` is the output of an operator.
    mutating func addOutput(_ name: String, _ element: Element, _ shape: [Side], about: String) {
        outputs.append(Self.description(name, element, shape, about))
    }

    /// Gives `output`, which no other has.
    mutating func add(
        _ type: String, _ inputs: [String], _ attributes: [(name: String, value: Attribute)] = [], as output: String
    ) -> String {
        var node = ProtobufMessage()
        for input in inputs { node.add(1, input) }
        node.add(2, output)
        node.add(3, output)
        node.add(4, type)
        for attribute in attributes { node.add(5, Self.message(attribute.name, attribute.value)) }
        nodes.append(node)
        return output
    }

    mutating func constant(_ name: String, _ shape: [Int], floats: [Float]) -> String {
        constant(name, .float, shape, Self.bytes(.float(floats)))
    }

    mutating func constant(_ name: String, _ shape: [Int], bytes: [Int8]) -> String {
        constant(name, .int8, shape, Self.bytes(.int8(bytes)))
    }

    mutating func constant(_ name: String, _ shape: [Int], numbers: [Int]) -> String {
        constant(name, .int64, shape, Self.bytes(.uint64(numbers.map { UInt64(bitPattern: Int64($0)) })))
    }

    mutating func constant(_ name: String, _ number: Double) -> String { constant(name, [], floats: [Float(number)]) }

    mutating func constant(_ name: String, texts: [String]) -> String {
        var tensor = Self.tensor(name, .text, [texts.count])
        for text in texts { tensor.add(6, text) }
        constants.append(tensor)
        return name
    }

    private mutating func constant(_ name: String, _ element: Element, _ shape: [Int], _ raw: [UInt8]) -> String {
        var tensor = Self.tensor(name, element, shape)
        tensor.add(9, raw)
        constants.append(tensor)
        return name
    }

    // MARK: - Writing

    /// The file of a model that is this graph.
    func file(name: String, about: String, madeBy version: String, facts: [(name: String, value: String)]) -> [UInt8] {
        var graph = ProtobufMessage()
        for node in nodes { graph.add(1, node) }
        graph.add(2, name)
        for constant in constants { graph.add(5, constant) }
        for input in inputs { graph.add(11, input) }
        for output in outputs { graph.add(12, output) }
        var operators = ProtobufMessage()
        operators.add(2, Self.operators)
        var file = ProtobufMessage()
        file.add(1, Self.form)
        file.add(2, "octavo")
        file.add(3, version)
        file.add(6, about)
        file.add(7, graph)
        file.add(8, operators)
        for fact in facts {
            var entry = ProtobufMessage()
            entry.add(1, fact.name)
            entry.add(2, fact.value)
            file.add(14, entry)
        }
        return file.bytes
    }

    private static func bytes(_ values: Tensor.Values) -> [UInt8] {
        var bytes: [UInt8] = []
        TensorBytes.append(values, to: &bytes)
        return bytes
    }

    private static func tensor(_ name: String, _ element: Element, _ shape: [Int]) -> ProtobufMessage {
        var tensor = ProtobufMessage()
        for side in shape { tensor.add(1, side) }
        tensor.add(2, element.rawValue)
        tensor.add(8, name)
        return tensor
    }

    private static func message(_ name: String, _ value: Attribute) -> ProtobufMessage {
        var attribute = ProtobufMessage()
        attribute.add(1, name)
        switch value {
        case .float(let number):
            attribute.add(2, number)
            attribute.add(20, 1)
        case .int(let number):
            attribute.add(3, number)
            attribute.add(20, 2)
        case .ints(let numbers):
            for number in numbers { attribute.add(8, number) }
            attribute.add(20, 7)
        }
        return attribute
    }

    private static func description(_ name: String, _ element: Element, _ shape: [Side], _ about: String) -> ProtobufMessage {
        var sides = ProtobufMessage()
        for side in shape {
            var message = ProtobufMessage()
            switch side {
            case .count(let count): message.add(1, count)
            case .named(let name): message.add(2, name)
            }
            sides.add(1, message)
        }
        var tensor = ProtobufMessage()
        tensor.add(1, element.rawValue)
        tensor.add(2, sides)
        var type = ProtobufMessage()
        type.add(1, tensor)
        var description = ProtobufMessage()
        description.add(1, name)
        description.add(2, type)
        description.add(3, about)
        return description
    }
}
