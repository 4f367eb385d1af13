import OctavoTable

/// The files that `Fixtures/make_columnar.py` made.
enum ColumnarFixture {
    private static let folder = #filePath.split(separator: "/").dropLast(2).reduce("") { $0 + "/" + $1 } + "/Fixtures/"

    static func bytes(_ name: String) -> [UInt8] { DiskFile.bytes(folder + name) }
    static func text(_ name: String) -> String { String(decoding: bytes(name), as: UTF8.self) }

    static func context(_ name: String, threads: Int = 2) -> ExecutionContext {
        ExecutionContext(files: MemoryFiles([name: bytes(name)]), threads: threads)
    }

    static func options(_ name: String) throws -> ScanOptions { ScanOptions(format: try TableWriter.format(of: name)) }

    static func scan(_ name: String, _ context: ExecutionContext, change: (inout ScanOptions) -> Void = { _ in }) throws -> Scan {
        var options = try options(name)
        change(&options)
        return try TableReader.inferSchema(files: [name], options: options, context: context)
    }

    static func table(_ name: String, change: (inout ScanOptions) -> Void = { _ in }) throws -> Table {
        var options = try options(name)
        change(&options)
        return try TableReader.readAll(files: [name], options: options, context: context(name)).1
    }

    /// As JSON lines, which show every value and its type.
    static func lines(_ table: Table) throws -> [Substring] {
        let files = MemoryFiles()
        try TableWriter.write(table, to: "t.jsonl", context: ExecutionContext(files: files))
        return files.text("t.jsonl").split(separator: "\n")
    }
}
