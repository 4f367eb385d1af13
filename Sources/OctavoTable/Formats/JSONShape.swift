import CKernels

/// The values of one column of a block as tokens, with the type they have together, and parts for lists and records.
@safe final class JSONShape {
    let type: DataType
    let count: Int
    // Owned cells or a view of the parent's; valid while the shape is, because it keeps `owner`.
    let cells: UnsafePointer<UInt32>
    private let owner: AnyObject
    /// For lists: the items; for records: the fields in the type's order.
    let children: [JSONShape]

    init(type: DataType, count: Int, cells: UnsafePointer<UInt32>, owner: AnyObject, children: [JSONShape] = []) {
        self.type = type
        self.count = count
        unsafe self.cells = unsafe cells
        self.owner = owner
        self.children = children
    }
}

/// Reads columns off a tape.
@safe struct JSONColumns {
    // The block's bytes and its tape: both outlive this value, which lives for one call.
    let bytes: UnsafePointer<UInt8>
    let tape: UnsafePointer<octavo_token>

    /// Cells of one level of records at most; a level that needs more is kept as text.
    static let mostCells = 1 << 26
    /// Lists and records nested deeper than this are kept as text: types are walked recursively, on threads with small stacks.
    static let deepest = 64

    /// Tokens of the values of each field of records; `nil` when there are too many fields to be columns.
    func fields(
        _ rows: UnsafePointer<UInt32>, count: Int, wants: (String) -> Bool = { _ in true }
    ) -> [(name: String, cells: ScratchMemory<UInt32>?)]? {
        var names: [String: Int] = [:]
        var found: [(name: String, cells: ScratchMemory<UInt32>?)] = []
        var keys: [octavo_key] = unsafe []
        var targets: [UnsafeMutablePointer<UInt32>?] = unsafe []
        var slots = [Int32](repeating: -1, count: 64)
        var row = 0
        // The key that was not known, where the scan goes on once it is.
        var unknown: UInt32 = 0
        while true {
            row = unsafe octavo_json_scatter(
                bytes, tape, rows, row, count, keys, keys.count, slots, slots.count - 1, &targets, &unknown)
            if row >= count { return found }
            let token = unsafe tape[Int(unknown)]
            let length = Int(UInt32(truncatingIfNeeded: token.payload))
            let name = text(of: Int(unknown))
            if let place = names[name] {
                // Another spelling of a known name, with escapes.
                unsafe targets.append(found[place].cells?.pointer)
            } else {
                names[name] = found.count
                if wants(name) {
                    if (found.count + 1) * count > Self.mostCells { return nil }
                    let cells = ScratchMemory<UInt32>(capacity: max(count, 1))
                    unsafe cells.pointer.update(repeating: 0, count: max(count, 1))
                    found.append((name, cells))
                    unsafe targets.append(cells.pointer)
                } else {
                    found.append((name, nil))
                    unsafe targets.append(nil)
                }
            }
            let start = unsafe bytes + Int(token.offset)
            let hash = unsafe octavo_key_hash(start, length & Int(OCTAVO_LENGTH))
            unsafe keys.append(octavo_key(name: start, length: UInt32(length), hash: hash))
            if unsafe keys.count * 2 > slots.count {
                slots = [Int32](repeating: -1, count: slots.count * 4)
                for place in unsafe keys.indices { unsafe Self.insert(place, hash: keys[place].hash, into: &slots) }
            } else {
                unsafe Self.insert(keys.count - 1, hash: hash, into: &slots)
            }
        }
    }

    private static func insert(_ place: Int, hash: UInt32, into slots: inout [Int32]) {
        var slot = Int(hash) & (slots.count - 1)
        while slots[slot] >= 0 { slot = (slot + 1) & (slots.count - 1) }
        slots[slot] = Int32(place)
    }

    /// The contents of a string token.
    func text(of token: Int) -> String {
        var cell = UInt32(token)
        var slice = octavo_slice(offset: 0, length: 0)
        unsafe octavo_json_slices(tape, &cell, 1, &slice)
        let texts = unsafe TextColumns(bytes: bytes).texts(&slice, count: 1)
        return texts[0]
    }

    func shape(_ cells: UnsafePointer<UInt32>, count: Int, owner: AnyObject, depth: Int = 0) -> JSONShape {
        let kinds = unsafe octavo_json_kinds(tape, cells, count) & ~1
        func bit(_ kind: Int) -> UInt32 { 1 << UInt32(kind) }
        let record = bit(OCTAVO_JSON_RECORD)
        let list = bit(OCTAVO_JSON_LIST)
        func simple(_ type: DataType) -> JSONShape { unsafe JSONShape(type: type, count: count, cells: cells, owner: owner) }
        switch kinds {
        case 0: return simple(.null)
        case bit(OCTAVO_JSON_FALSE), bit(OCTAVO_JSON_TRUE), bit(OCTAVO_JSON_FALSE) | bit(OCTAVO_JSON_TRUE): return simple(.bool)
        case bit(OCTAVO_JSON_INTEGER): return simple(.int)
        case bit(OCTAVO_JSON_FLOAT), bit(OCTAVO_JSON_FLOAT) | bit(OCTAVO_JSON_INTEGER): return simple(.float)
        case bit(OCTAVO_JSON_STRING): return simple(.text)
        case list where depth < Self.deepest:
            let offsets = ScratchMemory<Int64>(capacity: count + 1)
            let validity = ScratchMemory<UInt64>(capacity: (count + 63) / 64)
            let total = unsafe octavo_json_items(tape, cells, count, offsets.pointer, validity.pointer, nil)
            let items = ScratchMemory<UInt32>(capacity: max(total, 1))
            unsafe _ = octavo_json_items(tape, cells, count, offsets.pointer, validity.pointer, items.pointer)
            let child = unsafe shape(items.pointer, count: total, owner: items, depth: depth + 1)
            return unsafe JSONShape(type: .list(child.type), count: count, cells: cells, owner: owner, children: [child])
        case record where depth < Self.deepest:
            let rows = ScratchMemory<UInt32>(capacity: max(count, 1))
            for row in 0..<count {
                // A null's token is no record; the scatter skips zeros.
                let cell = unsafe cells[row]
                let isRecord = unsafe cell != 0 && tape[Int(cell)].kind & 0xFF == UInt32(OCTAVO_JSON_RECORD)
                unsafe rows.pointer[row] = isRecord ? cell : 0
            }
            guard let fields = unsafe fields(rows.pointer, count: count) else { return simple(.text) }
            var children: [JSONShape] = []
            var types: [Field] = []
            for case (let name, let cells?) in fields {
                let child = unsafe shape(cells.pointer, count: count, owner: cells, depth: depth + 1)
                children.append(child)
                types.append(Field(name, child.type))
            }
            return unsafe JSONShape(type: .record(types), count: count, cells: cells, owner: owner, children: children)
        default: return simple(.text)
        }
    }

    /// The column of `type`, which holds every value of the shape; `nil` when it does not.
    func column(_ shape: JSONShape, as type: DataType) -> Column? {
        let count = shape.count
        if shape.type == .null, type != .text { return Column.nulls(type, count: count) }
        switch (type, shape.type) {
        case (.text, _):
            let slices = slices(shape)
            return unsafe TextColumns(bytes: bytes).column(slices.pointer, count: count)
        case (.bool, .bool):
            let validity = ScratchMemory<UInt64>(capacity: count / 64 + 1)
            let values = unsafe Buffer<UInt64>(count: count / 64 + 1) { target in
                guard let base = target.baseAddress else { return }
                unsafe base.update(repeating: 0, count: count / 64 + 1)
                unsafe octavo_json_bools(tape, shape.cells, count, base, validity.pointer)
            }
            let isValid = unsafe Bitmap.validity(count: count) {
                unsafe $0.update(from: validity.pointer, count: (count + 63) / 64)
            }
            return Column(type: .bool, count: count, validity: isValid, storage: .bools(Bitmap(words: values, count: count)))
        case (.int, .int):
            let values = ScratchBuffer<Int64>(count)
            let isValid = unsafe Bitmap.validity(count: count) {
                unsafe octavo_json_integers(tape, shape.cells, count, values.pointer, $0)
            }
            return Column(type: .int, count: count, validity: isValid, storage: .integers(values.finish()))
        case (.float, .int), (.float, .float):
            let values = ScratchBuffer<Double>(count)
            let isValid = unsafe Bitmap.validity(count: count) {
                unsafe octavo_json_floats(tape, shape.cells, count, values.pointer, $0)
            }
            return Column(type: .float, count: count, validity: isValid, storage: .floats(values.finish()))
        case (.date, .text), (.time, .text):
            let slices = slices(shape)
            return unsafe FieldColumns(bytes: bytes).column(slices.pointer, count: count, as: type)
        case (.list(let item), .list):
            guard let items = column(shape.children[0], as: item) else { return nil }
            let offsets = ScratchBuffer<Int64>(count + 1)
            let isValid = unsafe Bitmap.validity(count: count) {
                unsafe _ = octavo_json_items(tape, shape.cells, count, offsets.pointer, $0, nil)
            }
            return Column(type: type, count: count, validity: isValid, storage: .lists(offsets: offsets.finish(), items: items))
        case (.record(let fields), .record(let known)):
            guard known.allSatisfy({ one in fields.contains { $0.name == one.name } }) else { return nil }
            var parts: [Column] = []
            for field in fields {
                guard let place = known.firstIndex(where: { $0.name == field.name }) else {
                    parts.append(Column.nulls(field.type, count: count))
                    continue
                }
                guard let part = column(shape.children[place], as: field.type) else { return nil }
                parts.append(part)
            }
            let isValid = Bitmap(count: count) { row in
                let cell = unsafe shape.cells[row]
                return unsafe cell != 0 && tape[Int(cell)].kind & 0xFF == UInt32(OCTAVO_JSON_RECORD)
            }
            return Column(
                type: type, count: count, validity: isValid.setCount == count ? nil : isValid, storage: .records(parts))
        default: return nil
        }
    }

    private func slices(_ shape: JSONShape) -> ScratchMemory<octavo_slice> {
        let slices = ScratchMemory<octavo_slice>(capacity: max(shape.count, 1))
        unsafe octavo_json_slices(tape, shape.cells, shape.count, slices.pointer)
        return slices
    }
}

/// Memory of a buffer that is filled before it is shared.
@safe struct ScratchBuffer<Element: BitwiseCopyable & Sendable> {
    private let memory: BufferMemory
    private let count: Int
    // Points into `memory`, which has room for `count` elements.
    let pointer: UnsafeMutablePointer<Element>

    init(_ count: Int) {
        memory = BufferMemory(byteCount: count * MemoryLayout<Element>.stride)
        self.count = count
        unsafe pointer = memory.bytes.bindMemory(to: Element.self).baseAddress.unsafelyUnwrapped
    }

    func finish() -> Buffer<Element> { unsafe Buffer(memory: memory, pointer: UnsafePointer(pointer), count: count) }
}
