import OctavoTable
import Testing

@Suite struct FileFormatTests {
    @Test(
        arguments: [
            ("a.jsonl", FileFormat.jsonl), ("a.ndjson", .jsonl), ("a.JSON", .json), ("d.x/a.csv.gz", .csv), ("a.tab", .tsv),
            ("a.md.zst", .md),
            ("a.log", .txt), (".csv", .csv), ("a", nil), ("a.gz", nil), ("csv", nil), ("a.exe", nil), ("a.csv.bak", nil),
            ("a.", nil),
            ("d.csv/a", nil), ("", nil),
        ] as [(String, FileFormat?)])
    func aNameSaysTheFormat(_ path: String, _ format: FileFormat?) {
        #expect(FileFormat(path: path) == format)
    }
}
