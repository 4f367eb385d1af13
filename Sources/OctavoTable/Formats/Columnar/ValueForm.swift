import CKernels

/// What stored values become.
enum ValueForm: Sendable, Equatable {
    /// How whole numbers become Octavo's.
    enum Scaling: Sendable, Equatable {
        case none, unsigned, unsigned32
        case up(Int64)
        case down(Int64)

        /// From units of 10^-`digits` seconds to microseconds.
        init?(digits: Int) {
            switch digits {
            case 0: self = .up(1_000_000)
            case 3: self = .up(1000)
            case 6: self = .none
            case 9: self = .down(1000)
            default: return nil
            }
        }
    }

    case null, bool, float, text, uuid
    case integer(DataType, Scaling)
    case decimal(scale: Int)
    /// Not read, and why.
    case refused(String)

    func type() throws -> DataType {
        switch self {
        case .null: return .null
        case .bool: return .bool
        case .float: return .float
        case .text, .uuid: return .text
        case .integer(let type, _): return type
        case .decimal(let scale): return scale == 0 ? .int : .float
        case .refused(let reason): throw ColumnarFailure.unsupported(reason)
        }
    }
}

extension ValueForm.Scaling {
    /// Converts in place; `row` is the first value's, for messages. Values are signed 64 bits unless `unsigned32` has widened them.
    func apply(_ values: UnsafeMutablePointer<Int64>, count: Int, row: Int) throws {
        switch self {
        case .none, .unsigned32: return
        case .unsigned:
            // `values` holds `count` numbers, here and below, as the caller made it.
            let bad = unsafe octavo_first_negative(values, count)
            if bad < count {
                let value = unsafe UInt64(bitPattern: values[bad])
                throw ColumnarFailure.value(
                    row: row + bad, "holds \(value), which is more than an int can be",
                    help: Decimals.textHelp)
            }
        case .up(let factor):
            let bad = unsafe octavo_scale_up(values, factor, count)
            if bad < count {
                let value = unsafe values[bad]
                throw ColumnarFailure.value(
                    row: row + bad, "holds the time \(value) × \(factor) microseconds, which is beyond the year 292,277",
                    help: nil)
            }
        case .down(let divisor): unsafe octavo_scale_down(values, divisor, count)
        }
    }
}
