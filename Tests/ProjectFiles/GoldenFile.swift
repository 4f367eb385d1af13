import Glibc
package import Testing

/// A text that a test compares with a file beside it.
///
/// `OCTAVO_RECORD=1 scripts/test --filter NAME` writes the files anew and then fails, so that nobody records by accident; in
/// continuous integration it is refused. Review the difference, not the file.
package enum GoldenFile {
    /// Compares `text` with the file at `path`, which is relative to the project's root.
    package static func expect(_ text: String, at path: String, _ location: Testing.SourceLocation = #_sourceLocation) {
        let text = text.hasSuffix("\n") ? text : text + "\n"
        let stored = Project.text(path)
        if isSet("OCTAVO_RECORD") {
            guard !isSet("CI") else {
                Issue.record("golden files are not recorded in continuous integration", sourceLocation: location)
                return
            }
            if stored != text { Project.write(text, to: path) }
            Issue.record("\(path) is recorded; run again without OCTAVO_RECORD", sourceLocation: location)
            return
        }
        #expect(
            text == stored, "\(path) differs; `OCTAVO_RECORD=1 scripts/test --filter …` writes it anew",
            sourceLocation: location)
    }

    private static func isSet(_ name: String) -> Bool {
        guard let value = unsafe getenv(name) else { return false }
        return unsafe !["", "0", "false"].contains(String(cString: value))
    }
}
