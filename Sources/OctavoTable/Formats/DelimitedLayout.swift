import CKernels

/// How one delimited file is laid out: its separator and its columns' names.
struct DelimitedLayout: Sendable {
    let separator: UInt8
    /// Unique: a repeated name gets `_2`, `_3`…, an empty one `column_1` by its place.
    let names: [String]
    /// The header as it stands, its line end included.
    let header: [UInt8]

    /// Separators that are tried, in order of preference.
    static let candidates: [UInt8] = [0x2C, 0x3B, 0x09, 0x7C]
    /// Records that a separator is judged by, and the bytes they may have.
    static let sampleRecords = 100
    static let sampleBytes = 1 << 16

    /// The layout from the header at `position`, and where the first record starts. `nil` when there is no header, or not
    /// all of it yet.
    static func read(
        _ bytes: Buffer<UInt8>, position: Int, separator: UInt8?, isWhole: Bool
    ) -> (DelimitedLayout, after: Int)? {
        var start = position
        while start < bytes.count, bytes[start] == 0x0A || bytes[start] == 0x0D { start += 1 }
        guard start < bytes.count else { return nil }
        let separator = separator ?? detect(bytes, position: start)
        let end = unsafe Int(octavo_csv_record_end(bytes.start, start, start, bytes.count, separator))
        if end >= bytes.count, !isWhole { return nil }
        guard let fields = records(bytes, start..<end, separator: separator, limit: 1).first else { return nil }
        let header = bytes.slice(start..<end).array
        return (DelimitedLayout(separator: separator, names: unique(fields), header: header), end)
    }

    /// The separator that parts the first records into the most fields, the same number in each.
    private static func detect(_ bytes: Buffer<UInt8>, position: Int) -> UInt8 {
        let end = min(position + sampleBytes, bytes.count)
        var best: (score: Int, separator: UInt8) = (0, candidates[0])
        for separator in candidates {
            var rows = records(bytes, position..<end, separator: separator, limit: sampleRecords)
            // The sample's last record may be cut.
            if end < bytes.count, rows.count > 1 { rows.removeLast() }
            guard let header = rows.first, header.count > 1 else { continue }
            let same = rows.count { $0.count == header.count }
            let score = same * 1000 / rows.count * 1000 + min(header.count, 999)
            if score > best.score { best = (score, separator) }
        }
        return best.separator
    }

    /// The first records' fields as text.
    private static func records(_ bytes: Buffer<UInt8>, _ range: Range<Int>, separator: UInt8, limit: Int) -> [[String]] {
        let part = bytes.slice(range)
        let ends = ScratchMemory<UInt32>(capacity: part.count + 1)
        // There are never more ends than bytes and one.
        let progress = unsafe octavo_csv_ends(part.start, 0, part.count, separator, ends.pointer, ends.capacity)
        var rows: [[String]] = []
        var row: [String] = []
        var start = 0
        for place in 0..<Int(progress.ends) {
            let end = unsafe Int(ends.pointer[place])
            let isLast = end >= part.count || part[end] == 0x0A
            var slice = octavo_slice(offset: UInt32(start), length: UInt32(max(end - start, 0)))
            if isLast, end > start, part[end - 1] == 0x0D { slice.length -= 1 }
            row.append(field(part, slice))
            start = end + 1
            guard isLast else { continue }
            if row.count > 1 || row[0] != "" { rows.append(row) }
            row = []
            if rows.count == limit { break }
        }
        return rows
    }

    private static func field(_ bytes: Buffer<UInt8>, _ raw: octavo_slice) -> String {
        var slice = raw
        let first = Int(slice.offset)
        let last = first + Int(slice.length) - 1
        if slice.length >= 2, bytes[first] == 0x22, bytes[last] == 0x22 {
            slice.offset += 1
            slice.length -= 2
            slice.length |= OCTAVO_DOUBLED_QUOTES
        }
        unsafe _ = octavo_mark_windows_1252(bytes.start, &slice, 1)
        return unsafe TextColumns(bytes: bytes.start).texts(&slice, count: 1)[0]
    }

    private static func unique(_ names: [String]) -> [String] {
        var taken: Set<String> = []
        let given = Set(names)
        return names.enumerated().map { place, name in
            var candidate = name.isEmpty ? "column_\(place + 1)" : name
            var number = 2
            while taken.contains(candidate) || (candidate != name && given.contains(candidate)) {
                candidate = "\(name.isEmpty ? "column_\(place + 1)" : name)_\(number)"
                number += 1
            }
            taken.insert(candidate)
            return candidate
        }
    }
}
