/// A half-open stretch of bytes in one text. Cheap; trees carry these.
package struct ByteRange: Hashable, Sendable {
    package var start: Int
    package var end: Int

    package init(_ start: Int, _ end: Int) {
        self.start = start
        self.end = max(start, end)
    }

    package var count: Int { end - start }
    package var isEmpty: Bool { end == start }

    /// The smallest stretch that holds both.
    package func joined(with other: ByteRange) -> ByteRange { ByteRange(min(start, other.start), max(end, other.end)) }

    package func contains(_ offset: Int) -> Bool { offset >= start && offset < end }
}

/// A stretch of bytes together with the text it stands in. Diagnostics and values carry these.
package struct SourceRange: Hashable, Sendable {
    package let source: Source
    package let bytes: ByteRange

    package init(_ source: Source, _ bytes: ByteRange) {
        self.source = source
        self.bytes = bytes
    }

    package var text: String { source.text(in: bytes) }
    package var start: SourcePosition { source.position(at: bytes.start) }
    package var end: SourcePosition { source.position(at: bytes.end) }

    package static func == (left: SourceRange, right: SourceRange) -> Bool {
        left.source === right.source && left.bytes == right.bytes
    }

    package func hash(into hasher: inout Hasher) {
        hasher.combine(ObjectIdentifier(source))
        hasher.combine(bytes)
    }
}
