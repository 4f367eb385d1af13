import OctavoSource

extension PromptRelease {
    /// Throws `changed-release` where the file is not what was released.
    func check(_ source: Source) throws {
        guard try ReleaseText.hash(of: source) != hash else { return }
        throw Diagnostic(
            "changed-release", "`\(source.name)` is not what was released as version \(version)", at: range,
            label: "the hash of other content",
            help: ["a released file never changes: take it back from version control, and release a new version of the template"])
    }
}
