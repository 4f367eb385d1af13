package import OctavoSource

/// Fixes of diagnostics applied to the text they are about.
package enum FixedText {
    /// The text of `source` with every fix that touches nothing which an earlier one changes; `nil` if there is none. Ranges
    /// are matched by place, so diagnostics of an equal text apply too.
    package static func apply(_ diagnostics: [Diagnostic], to source: Source) -> String? {
        var edits: [Fix.Edit] = []
        for fix in diagnostics.compactMap(\.fix) {
            let isHere = fix.edits.allSatisfy { $0.range.source.bytes == source.bytes }
            let isFree = fix.edits.allSatisfy { new in edits.allSatisfy { !overlap($0.range.bytes, new.range.bytes) } }
            if isHere, isFree, !fix.edits.isEmpty { edits += fix.edits }
        }
        guard !edits.isEmpty else { return nil }
        var bytes = source.bytes
        for edit in edits.sorted(by: { $0.range.bytes.start > $1.range.bytes.start }) {
            let start = min(max(edit.range.bytes.start, 0), bytes.count)
            let end = min(max(edit.range.bytes.end, start), bytes.count)
            bytes.replaceSubrange(start..<end, with: Array(edit.replacement.utf8))
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Two insertions at one place overlap: which comes first is not known.
    private static func overlap(_ left: ByteRange, _ right: ByteRange) -> Bool {
        left.start == right.start || (left.start < right.end && right.start < left.end)
    }
}
