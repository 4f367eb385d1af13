import Glibc
import OctavoSource
import OctavoTable
import Testing

/// The project's own sample files, odd as real exports are.
@Suite struct SampleDataTests {
    private static let folder = #filePath.split(separator: "/").dropLast(4).reduce("") { $0 + "/" + $1 } + "/data/raw"

    private static func list(_ folder: String) -> [String] {
        guard let directory = unsafe opendir(folder) else { return [] }
        defer { unsafe _ = closedir(directory) }
        var names: [String] = []
        while let entry = unsafe readdir(directory) {
            // The name ends with a zero byte within the entry.
            let name = unsafe withUnsafePointer(to: &entry.pointee.d_name) {
                unsafe String(cString: UnsafeRawPointer($0).assumingMemoryBound(to: CChar.self))
            }
            if !name.hasPrefix(".") { names.append(folder + "/" + name) }
        }
        return names.sorted()
    }

    static let files = list(folder).flatMap(list).filter { (try? TableWriter.format(of: $0)) != nil }

    @Test(.enabled(if: !files.isEmpty), arguments: files) func everyFileLoads(_ path: String) throws {
        let format = try TableWriter.format(of: path)
        let bytes = DiskFile.bytes(path)
        let table = try Reading.all(bytes, Reading.options(format, bad: .skip))
        #expect(table.count > 0)
        let again = try Reading.inTwoPasses(bytes, Reading.options(format, bad: .skip), threads: 1)
        #expect(again.schema == table.schema)
        for column in 0..<table.schema.count { #expect(again.values(column) == table.values(column)) }
    }
}
