package enum FileFormat: String, CaseIterable, Sendable {
    case jsonl, json, csv, tsv, txt, md, eml, mbox, parquet, arrow, sqlite

    /// Whether its files say what columns and how many rows they have.
    package var isColumnar: Bool { self == .parquet || self == .arrow }
}

extension FileFormat {
    /// Endings that name a format besides its own name.
    private static let otherEndings: [String: FileFormat] = [
        "ndjson": .jsonl, "tab": .tsv, "text": .txt, "log": .txt, "markdown": .md, "pq": .parquet, "feather": .arrow,
        "ipc": .arrow,
        "arrows": .arrow, "sqlite3": .sqlite,
    ]
    /// How a file is packed, by its name's last ending.
    enum Compression: String {
        case gzip = "gz"
        case zstd = "zst"
    }

    /// The format that the ending of a file's name says, before `.gz` or `.zst`; case does not matter.
    package init?(path: String) {
        let parts = Self.endings(path)
        guard let ending = Self.compression(path) != nil ? parts.dropLast().last : parts.last,
            let format = FileFormat(rawValue: ending) ?? Self.otherEndings[ending]
        else { return nil }
        self = format
    }

    /// How a file is packed, where its name says so.
    static func compression(_ path: String) -> Compression? { Compression(rawValue: endings(path).last ?? "") }

    /// What stands behind the points of a file's name, in lower case.
    private static func endings(_ path: String) -> [String] {
        let name = path.split(separator: "/").last ?? ""
        return name.split(separator: ".", omittingEmptySubsequences: false).dropFirst().map { $0.lowercased() }
    }

    /// Every format's own ending, for messages: ".jsonl, .json, …".
    package static var endingsText: String { allCases.map { "." + $0.rawValue }.joined(separator: ", ") }
}
