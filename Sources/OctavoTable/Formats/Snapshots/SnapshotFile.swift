import OctavoSource

/// Tables as files that are named after their content: canonical bytes, compressed with zstd, found by the digest of the
/// bytes before compression, so that a newer zstd changes no name.
package enum SnapshotFile {
    package struct Content: Sendable, Equatable {
        package let digest: String
        package let rows: Int
        /// Before compression.
        package let bytes: Int

        package init(digest: String, rows: Int, bytes: Int) {
            self.digest = digest
            self.rows = rows
            self.bytes = bytes
        }
    }

    package static func path(of digest: String, in folder: String) -> String { "\(folder)/\(digest).zst" }

    /// Runs the plan and writes its rows as they come, holding one group of rows. Content that is there already is not written
    /// again.
    package static func write(
        _ plan: Plan, in folder: String, of files: any FileAccess, digest: any ByteDigest, context: ExecutionContext
    ) throws -> Content {
        var content: Content?
        try unsafe files.write(in: folder) { append in
            let (rows, bytes) = try unsafe withoutActuallyEscaping(append) { append in
                let sink = unsafe try ByteSink(path: "content.zst", append: append)
                return try write(plan, to: sink, digest, context)
            }
            let made = Content(digest: digest.finish(), rows: rows, bytes: bytes)
            content = made
            let path = path(of: made.digest, in: folder)
            return files.entries(of: folder).contains("\(made.digest).zst") ? nil : path
        }
        guard let content else { throw Diagnostic("file-not-writable", "nothing was written in `\(folder)`") }
        return content
    }

    private static func write(
        _ plan: Plan, to sink: ByteSink, _ digest: any ByteDigest, _ context: ExecutionContext
    ) throws -> (rows: Int, bytes: Int) {
        var encoder = SnapshotEncoder(head: plan.schema)
        var waiting: [Chunk] = []
        var waitingRows = 0
        var rows = 0
        var bytes = 0
        func flush() throws {
            // The array is alive for the call.
            unsafe encoder.bytes.withUnsafeBytes { unsafe digest.update($0) }
            sink.bytes += encoder.bytes
            bytes += encoder.bytes.count
            encoder.removeAll()
            try sink.flush()
        }
        func group(_ count: Int) throws {
            var parts: [Chunk] = []
            var left = count
            while left > 0, let first = waiting.first {
                if first.count <= left {
                    parts.append(first)
                    waiting.removeFirst()
                    left -= first.count
                } else {
                    parts.append(first.slice(0..<left))
                    waiting[0] = first.slice(left..<first.count)
                    left = 0
                }
            }
            let columns = try plan.schema.fields.indices.map { place in
                try Column.concatenated(parts.map { $0.columns[place] }, type: plan.schema[place].type)
            }
            try encoder.append(group: columns, count: count)
            waitingRows -= count
            rows += count
            try flush()
        }
        try Executor.stream(plan, context) { chunk in
            try context.cancellation.check()
            if chunk.count > 0 { waiting.append(chunk) }
            waitingRows += chunk.count
            while waitingRows >= SnapshotEncoder.groupRows { try group(SnapshotEncoder.groupRows) }
            return true
        }
        if waitingRows > 0 { try group(waitingRows) }
        encoder.appendEnd()
        try flush()
        try sink.finish()
        return (rows, bytes)
    }

    /// The table of this digest. `corrupt-content` where the file holds anything else.
    package static func read(
        _ wanted: Content, in folder: String, of files: any FileAccess, digest: any ByteDigest, context: ExecutionContext
    ) throws -> Table {
        let path = path(of: wanted.digest, in: folder)
        let file = try files.open(path)
        do {
            let bytes = try unpacked(file, path, count: wanted.bytes, context)
            // The buffer is alive for the call.
            unsafe digest.update(UnsafeRawBufferPointer(bytes.elements))
            guard digest.finish() == wanted.digest else { throw SnapshotDecoder.damaged }
            var decoder = SnapshotDecoder(bytes)
            return try decoder.table()
        } catch let diagnostic as Diagnostic where diagnostic.code != "interrupted" && diagnostic.code != "out-of-memory" {
            throw Diagnostic(
                "corrupt-content", "`\(path)` does not hold the content that its name says: it was damaged, cut off or edited",
                help: ["copy it anew from where it was saved, or save the table again from its sources"])
        }
    }

    /// All bytes, which are `count`, unless the file is not what it should be.
    private static func unpacked(_ file: any FileReading, _ path: String, count: Int, _ context: ExecutionContext) throws
        -> Buffer<UInt8>
    {
        let stream = try ByteStream(file, path: path, cancellation: context.cancellation)
        stream.checksRatio = false
        var whole = Buffer<UInt8>([])
        // In steps, so that a number that somebody made up does not ask for more memory than there are bytes.
        var room = 1 << 24
        while true {
            let (piece, isLast) = try stream.piece(after: whole, room: min(room, max(count, 0)) + 1)
            if isLast { return piece }
            guard piece.count <= count else { throw SnapshotDecoder.damaged }
            whole = piece
            room *= 2
        }
    }
}
