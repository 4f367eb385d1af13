import CLibedit

/// libedit's buffer and keys. The only place where its handle is touched.
///
/// A class because it owns a C handle. Used on the thread that made it. Safe: the handle is made in `init`, never leaves, and is
/// freed in `deinit`.
@safe final class EditBuffer {
    /// What libedit asks of the editor while it runs.
    protocol Owner: AnyObject {
        /// The next scalar, or `nil` to end the edit.
        func nextScalar() -> Unicode.Scalar?
        /// True ends the edit.
        func pressed(_ key: Unicode.Scalar, afterEscape: Bool) -> Bool
    }

    private let handle: OpaquePointer
    /// libedit's callbacks get this object as their context, so it lives as long as the handle.
    private let link: Link

    private final class Link {
        weak var owner: (any Owner)?
    }

    /// Fails where standard input or output is no terminal.
    init?() {
        link = Link()
        // The link outlives the handle: both end in `deinit`, the handle first.
        let context = unsafe Unmanaged.passUnretained(link).toOpaque()
        let made = unsafe octavo_editor_make(
            context,
            { context in
                let link = unsafe Unmanaged<Link>.fromOpaque(context).takeUnretainedValue()
                return (link.owner?.nextScalar()).map { Int32($0.value) } ?? -1
            },
            { context, afterEscape, key in
                let link = unsafe Unmanaged<Link>.fromOpaque(context).takeUnretainedValue()
                guard let scalar = Unicode.Scalar(UInt32(bitPattern: key)) else { return false }
                return link.owner?.pressed(scalar, afterEscape: afterEscape) ?? true
            })
        guard let made = unsafe made else { return nil }
        unsafe handle = made
    }

    deinit { unsafe octavo_editor_free(handle) }

    func bind(_ key: String, afterEscape: Bool = false) {
        let notation = afterEscape ? "\u{1B}" + key : key
        _ = unsafe octavo_editor_bind(handle, notation, afterEscape)
    }

    func bind(_ key: String, toFunction name: String) {
        _ = unsafe octavo_editor_bind_function(handle, key, name)
    }

    /// Edits until `owner` ends it.
    func edit(for owner: any Owner) {
        link.owner = owner
        unsafe octavo_editor_edit(handle)
        link.owner = nil
    }

    var text: [Unicode.Scalar] {
        var count = 0
        var cursor = 0
        let start = unsafe octavo_editor_text(handle, &count, &cursor)
        // The pointer holds until the buffer changes; it is copied here.
        let values = unsafe UnsafeBufferPointer(start: start, count: count)
        return unsafe values.map { Unicode.Scalar($0) ?? "\u{FFFD}" }
    }

    var count: Int {
        var count = 0
        var cursor = 0
        _ = unsafe octavo_editor_text(handle, &count, &cursor)
        return count
    }

    var cursor: Int {
        get {
            var count = 0
            var cursor = 0
            _ = unsafe octavo_editor_text(handle, &count, &cursor)
            return cursor
        }
        set { unsafe octavo_editor_move(handle, max(newValue, 0)) }
    }

    /// Puts `text` in place of `range` (in scalars), with the cursor behind it. A NUL would end the text early and is dropped.
    func replace(_ range: Range<Int>, with text: some Sequence<Unicode.Scalar>) {
        let values = text.compactMap { $0.value == 0 ? nil : $0.value } + [0]
        // Ends with 0, as the function wants it.
        _ = unsafe octavo_editor_replace(handle, range.lowerBound, range.upperBound, values)
    }

    func insert(_ text: some Sequence<Unicode.Scalar>) {
        let cursor = cursor
        replace(cursor..<cursor, with: text)
    }

    func readScalar() -> Unicode.Scalar? {
        let value = unsafe octavo_editor_read_scalar(handle)
        return value < 0 ? nil : Unicode.Scalar(UInt32(value))
    }

    /// Makes the next keys these.
    func push(_ scalars: [Unicode.Scalar]) {
        // Ends with 0; libedit copies it.
        unsafe octavo_editor_push(handle, scalars.map(\.value) + [0])
    }

    /// Sets the terminal's modes anew, after somebody else had it.
    func takeTerminal(editing: Bool) { unsafe octavo_editor_take_terminal(handle, editing) }
}
