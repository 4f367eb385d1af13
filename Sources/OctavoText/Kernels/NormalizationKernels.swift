import CKernels
import CUnicode
import Glibc

/// The loops of a normalization that stand in C, with the memory they work in.
struct NormalizationKernels {
    private var scratch: [UInt8] = []
    private var room: [UInt8] = []
    /// What one long text needs is not held for the short ones after it.
    private static let mostKept = 1 << 20

    /// Two pieces of memory of these sizes at least.
    private mutating func reserve(_ scratch: Int, _ room: Int) {
        if self.scratch.count < scratch || self.scratch.count > Self.mostKept && scratch <= Self.mostKept {
            self.scratch = [UInt8](repeating: 0, count: max(scratch, 4096))
        }
        if self.room.count < room || self.room.count > Self.mostKept && room <= Self.mostKept {
            self.room = [UInt8](repeating: 0, count: max(room, 4096))
        }
    }

    /// The first of some texts, which lie end to end, whose survey has something of `wanted`, and the survey; `nil` where there is none.
    static func firstText(
        of rows: Range<Int>, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, with wanted: TextSurvey
    ) -> (row: Int, survey: TextSurvey)? {
        precondition(rows.upperBound < offsets.count, "one more offset than there are texts")
        var survey: UInt32 = 0
        // The texts of the rows lie in `bytes`, as whoever made the column saw to, and have an offset each and one more.
        let row = unsafe bytes.withUnsafeBufferPointer { bytes in
            unsafe offsets.withUnsafeBufferPointer { offsets in
                guard let places = offsets.baseAddress else { return rows.upperBound }
                return unsafe octavo_texts_survey(
                    bytes.baseAddress, places, rows.lowerBound, rows.upperBound, wanted.rawValue, &survey)
            }
        }
        return row < rows.upperBound ? (row, TextSurvey(rawValue: survey)) : nil
    }

    /// What `rewritePlainly` did and wrote, and what there is in it.
    struct Plain {
        let done: TextSurvey
        let survey: TextSurvey
        fileprivate let count: Int
    }

    /// The steps that look at no neighbours, of those that `steps` names: see `octavo_rewrite_plainly`.
    mutating func rewritePlainly(_ text: Span<UInt8>, _ steps: TextSurvey) -> Plain {
        reserve(0, text.count + 64)
        var changed: UInt32 = 0
        var survey: UInt32 = 0
        // The room that the C side asks for, of which `count` bytes are then filled.
        let count = unsafe text.withUnsafeBufferPointer { bytes in
            unsafe room.withUnsafeMutableBufferPointer { room in
                guard let first = bytes.baseAddress, let out = room.baseAddress else { return 0 }
                return unsafe octavo_rewrite_plainly(first, bytes.count, steps.rawValue, out, &changed, &survey)
            }
        }
        return Plain(done: TextSurvey(rawValue: changed), survey: TextSurvey(rawValue: survey), count: count)
    }

    /// Lends what was last written by `rewritePlainly`.
    func lend(_ plain: Plain, _ body: (Span<UInt8>) -> Void) { body(room.span.extracting(0..<plain.count)) }

    /// Repairs one line, and puts it behind `result`; false, and nothing added, where nothing is to be repaired.
    mutating func repair(_ line: Span<UInt8>, into result: inout [UInt8]) -> Bool {
        reserve(line.count, 2 * line.count + 8)
        // The rooms that the C side asks for; SIZE_MAX comes as -1.
        let count = unsafe line.withUnsafeBufferPointer { bytes in
            unsafe scratch.withUnsafeMutableBufferPointer { scratch in
                unsafe room.withUnsafeMutableBufferPointer { room in
                    guard let first = bytes.baseAddress, let work = scratch.baseAddress, let out = room.baseAddress else {
                        return -1
                    }
                    return unsafe octavo_repair_line(first, bytes.count, work, out)
                }
            }
        }
        guard count >= 0 else { return false }
        result.append(room.span.extracting(0..<count))
        return true
    }

    /// What HTML's reference of this name, without `&` and `;`, stands for.
    static func reference(named name: Span<UInt8>) -> [UInt8]? {
        // The value is a constant of the C side, `length` bytes long.
        unsafe name.withUnsafeBufferPointer { bytes in
            var length = 0
            guard let first = bytes.baseAddress, let value = unsafe octavo_entity(first, bytes.count, &length) else { return nil }
            return unsafe [UInt8](UnsafeBufferPointer(start: value, count: length))
        }
    }

    /// What a byte from 0x80 to 0x9F is in Windows-1252.
    static func windowsCode(of byte: UInt8) -> UInt32 { octavo_windows_code(byte) }

    static let longestReference = Int(OCTAVO_LONGEST_ENTITY)

    /// Whether the library of the forms is there.
    static var hasForms: Bool { octavo_unicode_found() }

    /// A text in a Unicode form, put behind `result`; false, and nothing added, for bytes that are no UTF-8.
    static func normalize(_ text: Span<UInt8>, _ form: UnicodeForm, into result: inout [UInt8]) -> Bool {
        // The C side fills `small`, or lends memory of `count` bytes, which is freed here after its copy.
        unsafe text.withUnsafeBufferPointer { bytes in
            guard let first = bytes.baseAddress else { return true }
            return unsafe withUnsafeTemporaryAllocation(of: UInt8.self, capacity: Int(OCTAVO_FORM_ROOM)) { small in
                guard let room = small.baseAddress else { return false }
                var out: UnsafeMutablePointer<UInt8>?
                let count = unsafe octavo_unicode_normalize(first, bytes.count, form.kernelForm, room, &out)
                guard let out = unsafe out else { return false }
                unsafe result.append(contentsOf: UnsafeBufferPointer(start: out, count: count))
                if unsafe out != room { unsafe free(out) }
                return true
            }
        }
    }
}

extension UnicodeForm {
    fileprivate var kernelForm: octavo_unicode_form {
        switch self {
        case .nfc: OCTAVO_FORM_C
        case .nfd: OCTAVO_FORM_D
        case .nfkc: OCTAVO_FORM_KC
        case .nfkd: OCTAVO_FORM_KD
        }
    }
}
