import Glibc
package import OctavoKernel

/// The store of annotations: a file of JSON lines to which several processes may add at once.
///
/// Each answer is one write at the end, under a lock, and on the disk before it counts. A line that was cut off, by a kill or a full
/// disk, was never answered for: it is removed before the next one is written.
package struct AnnotationLog: Sendable {
    package enum Failure: Error, Equatable {
        /// Why the file cannot be read or written, in the system's words.
        case unreadable(String)
        case unwritable(String)

        package var reason: String {
            switch self {
            case .unreadable(let reason), .unwritable(let reason): reason
            }
        }
    }

    package let path: String

    package init(path: String) { self.path = path }

    /// What everybody has said so far, and how many lines are no events. No file is an empty store.
    package func read() throws(Failure) -> (events: [AnnotationEvent], unknown: Int) {
        guard TextFile.exists(path) else { return ([], 0) }
        guard let bytes = TextFile.read(path) else { throw .unreadable(Self.reason()) }
        var events: [AnnotationEvent] = []
        var unknown = 0
        let lines = bytes.split(separator: 0x0A)
        for (place, line) in lines.enumerated() {
            if let event = AnnotationEvent(line: String(decoding: line, as: UTF8.self)) {
                events.append(event)
            } else if place < lines.count - 1 || bytes.last == 0x0A {
                unknown += 1
            }
        }
        return (events, unknown)
    }

    /// Makes the file, so that what stands against writing it is known before anything is asked.
    package func prepare() throws(Failure) {
        TextFile.makeFolder(for: path, isPrivate: false)
        close(try open())
        TextFile.synchroniseFolder(of: path)
    }

    /// Adds an event. It is on the disk when this returns; nothing is there when it throws.
    package func append(_ event: AnnotationEvent) throws(Failure) {
        let descriptor = try open()
        defer { close(descriptor) }
        guard let end = mend(descriptor) else { throw .unwritable(Self.reason()) }
        if TextFile.write(Array((event.line + "\n").utf8), to: descriptor), fsync(descriptor) == 0 { return }
        let reason = Self.reason()
        _ = ftruncate(descriptor, end)
        throw .unwritable(reason)
    }

    private func open() throws(Failure) -> Int32 {
        // Whoever may write in the folder may annotate, as the user's umask says.
        guard let descriptor = TextFile.openLocked(path, isPrivate: false) else { throw .unwritable(Self.reason()) }
        return descriptor
    }

    /// Where the next line begins: behind the last one, once half a line is gone and a whole one has its end. `nil` where that fails.
    private func mend(_ descriptor: Int32) -> off_t? {
        let end = lseek(descriptor, 0, SEEK_END)
        guard end >= 0 else { return nil }
        guard end > 0, let tail = TextFile.lastLine(of: descriptor, end: end), !tail.isEmpty else { return end }
        if AnnotationEvent(line: String(decoding: tail, as: UTF8.self)) != nil {
            return TextFile.write([0x0A], to: descriptor) ? end + 1 : nil
        }
        let start = end - off_t(tail.count)
        return ftruncate(descriptor, start) == 0 ? start : nil
    }

    private static func reason() -> String { TextFile.reason(errno) }
}
