import OctavoKernel
import OctavoProviders
import OctavoSource
import OctavoSystem
import OctavoVerbs
import OctavoYAML

/// `config/octavo.yaml`.
struct Settings {
    static let path = "config/octavo.yaml"
    private static let schemaName = "octavo"

    /// Bytes that results may hold; `nil` leaves it to the machine.
    var memory: Int?
    var providers: [ProviderSettings] = []
    /// The provider that is meant where a program names none.
    var provider: String?
    /// What `run` does with recorded answers.
    var recordings: RecordingMode?

    /// The defaults where there is no such file; a clear error where it is wrong.
    static func read(root: String, files: SystemFiles) throws -> Settings {
        guard files.entries(of: "config").contains("octavo.yaml") else { return Settings() }
        let file = try ConfigFile.read(path, schema: schemaName, files: files)
        var settings = Settings()
        if let node = file.root?["memory"] {
            guard let size = node.text.flatMap({ bytes(of: $0) }) else {
                throw Diagnostic("bad-config", "`memory` is a size such as `4GB`", at: node.range)
            }
            settings.memory = size
        }
        if let node = file.root?["providers"] { settings.providers = try ProviderSettings.read(node) }
        settings.provider = file.root?["provider"]?.text
        settings.recordings = file.root?["recordings"]?.text.flatMap { RecordingMode(rawValue: $0) }
        return settings
    }

    /// `4GB`, `512MiB`: as the language writes sizes.
    static func bytes(of text: String) -> Int? {
        let units: [(String, Int)] = [
            ("KiB", 1 << 10), ("MiB", 1 << 20), ("GiB", 1 << 30), ("KB", 1000), ("MB", 1_000_000), ("GB", 1_000_000_000),
        ]
        for (unit, size) in units where text.hasSuffix(unit) {
            guard let number = Int(text.dropLast(unit.count)), number > 0 else { return nil }
            let (bytes, overflowed) = number.multipliedReportingOverflow(by: size)
            return overflowed ? nil : bytes
        }
        return nil
    }
}
