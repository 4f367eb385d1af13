package import OctavoSource

/// Files behind the kernel's capabilities. Errors are `Diagnostic`s: `file-not-found`, `file-not-readable`, `outside-project`.
package protocol FileAccess: Sendable {
    /// The bytes of one file in memory of their own. `-` is standard input.
    func contents(of path: String) throws -> FileContents
    /// The bytes of one file from its start, piece by piece.
    func open(_ path: String) throws -> any FileReading
    /// The bytes of one file in any order.
    func parts(of path: String) throws -> any FileParts
    /// The files that a path, glob or directory names, sorted by name; never empty.
    func resolve(_ pattern: String) throws -> [String]
    /// Entries of a folder for "did you mean" and completion, sorted; folders end in `/`. Empty when there is none.
    func entries(of folder: String) -> [String]
    /// SHA-256 of the file's bytes in lower-case hex.
    func digest(of path: String) throws -> String
    /// A text that changes when the file does, cheaper than a digest where the system offers one (size and times).
    func stamp(of path: String) throws -> String
    /// Writes to a temporary file and renames it, so a crash leaves the old file whole.
    func write(_ path: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> Void) throws
    /// The same for a file whose path, in `folder`, is known only when all is written: `body` gives it, or `nil` to throw the
    /// bytes away.
    func write(in folder: String, _ body: (_ append: (UnsafeRawBufferPointer) throws -> Void) throws -> String?) throws
    /// Writes a file that is not there yet, whole or not at all; `false` where there is one, which stays as it is. Of several that do this at
    /// once one makes the file.
    func create(_ path: String, bytes: [UInt8]) throws -> Bool
    /// Removes a file.
    func remove(_ path: String) throws
    /// A place for rows that memory has no room for.
    func scratch() throws -> any ScratchFile
}

extension FileAccess {
    package func open(_ path: String) throws -> any FileReading {
        MemoryReading(try contents(of: path).bytes, stamp: try stamp(of: path))
    }

    package func stamp(of path: String) throws -> String { try digest(of: path) }

    package func remove(_ path: String) throws { throw Diagnostic("not-supported", "`\(path)` cannot be removed here") }

    package func create(_ path: String, bytes: [UInt8]) throws -> Bool {
        do {
            _ = try digest(of: path)
            return false
        } catch let diagnostic as Diagnostic where diagnostic.code == "file-not-found" {
            try write(path, bytes: bytes)
            return true
        }
    }

    package func scratch() throws -> any ScratchFile { MemoryScratch() }
}

/// A file's bytes; memory is given back with the last reference.
package struct FileContents: Sendable {
    package let bytes: Buffer<UInt8>
    package init(_ bytes: Buffer<UInt8>) { self.bytes = bytes }
}

/// One pass over the bytes of a file in the state it had when it was opened; used by one thread at a time.
package protocol FileReading: AnyObject {
    /// How many bytes there are in all.
    var byteCount: Int { get }
    /// What `FileAccess.stamp` gave when the file was opened.
    var stamp: String { get }
    /// Fills `target` with the bytes that come next and says how many there were: fewer than it holds only at the end.
    /// Throws `file-changed` where the file is found to be no longer the one that was opened, at the latest with its last byte.
    func read(into target: UnsafeMutableRawBufferPointer) throws -> Int
}

/// Bytes that are in memory already.
package final class MemoryReading: FileReading {
    private let bytes: Buffer<UInt8>
    private var taken = 0
    package let stamp: String
    package var byteCount: Int { bytes.count }

    package init(_ bytes: Buffer<UInt8>, stamp: String) {
        self.bytes = bytes
        self.stamp = stamp
    }

    package func read(into target: UnsafeMutableRawBufferPointer) -> Int {
        let part = bytes.slice(taken..<taken + min(target.count, bytes.count - taken))
        // The part is no longer than the target.
        unsafe target.copyMemory(from: UnsafeRawBufferPointer(part.elements))
        taken += part.count
        return part.count
    }
}

extension Diagnostic {
    /// A file whose rows cannot be trusted, because it is no longer what an earlier look at it found.
    package static func fileChanged(_ path: String, _ note: String? = nil) -> Diagnostic {
        Diagnostic(
            "file-changed", "`\(path)` changed while it was read", notes: note.map { [$0] } ?? [],
            help: ["run again; where another program keeps writing to it, load a copy"])
    }
}
