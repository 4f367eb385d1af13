import CKernels

/// Typed columns from fields that are text in the file.
@safe struct FieldColumns {
    /// The block's first byte; slices count from it. Valid while the block is.
    let bytes: UnsafePointer<UInt8>

    func inferredType(_ slices: UnsafePointer<octavo_slice>, count: Int) -> DataType {
        // `slices` holds `count` elements that lie in the block, as the scanner wrote them.
        switch Int(unsafe octavo_field_kinds(bytes, slices, count)) {
        case 0: .null
        case OCTAVO_FIELD_INTEGER: .int
        case OCTAVO_FIELD_FLOAT, OCTAVO_FIELD_FLOAT | OCTAVO_FIELD_INTEGER: .float
        case OCTAVO_FIELD_BOOL: .bool
        case OCTAVO_FIELD_DATE: .date
        case OCTAVO_FIELD_TIME: .time
        default: .text
        }
    }

    /// `nil` when a field is not of this type.
    func column(_ slices: UnsafePointer<octavo_slice>, count: Int, as type: DataType) -> Column? {
        var taken = count
        // Every call writes at most `count` values and their bits, the size of what it is given.
        switch type {
        case .text: return unsafe TextColumns(bytes: bytes).column(slices, count: count)
        case .null:
            return unsafe inferredType(slices, count: count) == .null ? Column.nulls(.null, count: count) : nil
        case .int, .date, .time:
            let values = ScratchBuffer<Int64>(count)
            let validity = unsafe Bitmap.validity(count: count) {
                switch type {
                case .int: taken = unsafe octavo_field_integers(bytes, slices, count, values.pointer, $0)
                case .date: taken = unsafe octavo_field_dates(bytes, slices, count, values.pointer, $0)
                default: taken = unsafe octavo_field_times(bytes, slices, count, values.pointer, $0)
                }
            }
            if taken < count { return nil }
            return Column(type: type, count: count, validity: validity, storage: .integers(values.finish()))
        case .float:
            let values = ScratchBuffer<Double>(count)
            let validity = unsafe Bitmap.validity(count: count) {
                taken = unsafe octavo_field_floats(bytes, slices, count, values.pointer, $0)
            }
            if taken < count { return nil }
            return Column(type: .float, count: count, validity: validity, storage: .floats(values.finish()))
        case .bool:
            let values = ScratchBuffer<UInt64>(count / 64 + 1)
            unsafe values.pointer.update(repeating: 0, count: count / 64 + 1)
            let validity = unsafe Bitmap.validity(count: count) {
                taken = unsafe octavo_field_bools(bytes, slices, count, values.pointer, $0)
            }
            if taken < count { return nil }
            return Column(
                type: .bool, count: count, validity: validity, storage: .bools(Bitmap(words: values.finish(), count: count)))
        case .duration, .list, .record: return nil
        }
    }

    /// The first row that is not of this type.
    func firstMismatch(_ slices: UnsafePointer<octavo_slice>, count: Int, as type: DataType) -> Int {
        for row in 0..<count where unsafe column(slices + row, count: 1, as: type) == nil { return row }
        return 0
    }
}
