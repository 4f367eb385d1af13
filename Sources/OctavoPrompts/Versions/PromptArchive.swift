package import OctavoLanguage
import OctavoSource
package import OctavoTable
import OctavoText

/// The released versions of prompts: a file each, which never changes, and a file of labels that point to them.
package struct PromptArchive: Sendable {
    package static let folder = "prompts/versions"

    private let call: Call

    package init(in call: Call) { self.call = call }

    package static func folder(of name: String) -> String { "\(folder)/\(name)" }
    package static func path(of name: String, _ version: ReleaseVersion) -> String { "\(folder(of: name))/\(version).md" }
    package static func labelsPath(of name: String) -> String { "\(folder(of: name))/labels.yaml" }

    /// Whether a text is the name of a prompt, so that it can be the name of a folder.
    package static func isName(_ name: String) -> Bool {
        !name.isEmpty && name.utf8.count <= 100 && name.utf8.allSatisfy { $0.isWordByte || $0 == UInt8(ascii: "-") }
    }

    // MARK: - Reading

    /// Names of prompts that have versions.
    package func names() -> [String] {
        call.capabilities.files.entries(of: Self.folder).compactMap { entry in
            let name = String(entry.split(separator: "/").first ?? "")
            return Self.isName(name) && !versions(of: name).isEmpty ? name : nil
        }.reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
    }

    /// The lowest first.
    package func versions(of name: String) -> [ReleaseVersion] {
        call.capabilities.files.entries(of: Self.folder(of: name)).compactMap { entry in
            entry.hasSuffix(".md") ? ReleaseVersion(String(entry.dropLast(3))) : nil
        }.sorted()
    }

    /// In the order of the file.
    package func labels(of name: String) throws -> [VersionLabels.Label] {
        let path = Self.labelsPath(of: name)
        guard call.capabilities.files.entries(of: Self.folder(of: name)).contains("labels.yaml") else { return [] }
        return try VersionLabels.read(Source(name: path, bytes: try call.capabilities.files.contents(of: path).bytes.array))
    }

    /// The version that a text names: a number, a label, `latest`.
    package func version(_ text: String, of name: String) throws -> ReleaseVersion {
        let known = versions(of: name)
        if let version = ReleaseVersion(text), known.contains(version) { return version }
        let labels = ReleaseVersion(text) == nil ? try labels(of: name) : []
        if let label = labels.first(where: { $0.name == text }) { return label.version }
        if text == "latest", let last = known.last { return last }
        guard !known.isEmpty else {
            let nearest = Suggestion.best(for: name, among: names())
            throw Diagnostic(
                "unknown-prompt", "no version of a prompt `\(name)` is released",
                help: [nearest.map { "did you mean `\($0)`?" } ?? "`release(p, \"1.0.0\")` releases one"])
        }
        let candidates = known.map(\.description) + labels.map(\.name)
        let nearest = Suggestion.best(for: text, among: candidates)
        throw Diagnostic(
            "unknown-version", "the prompt `\(name)` has no version `\(text)`",
            notes: ["versions: " + candidates.suffix(12).joined(separator: ", ")],
            help: nearest.map { ["did you mean `\($0)`?"] } ?? [])
    }

    /// Reads a released version and checks that nobody changed it.
    package func prompt(_ name: String, _ version: ReleaseVersion) throws -> Prompt {
        let path = Self.path(of: name, version)
        let source = Source(name: path, bytes: try call.capabilities.files.contents(of: path).bytes.array)
        let reading = Prompt.read(source, path: path, in: call) { _ in [] }
        guard let prompt = reading.prompt else {
            throw reading.problems.first { $0.severity == .error } ?? Diagnostic("unknown-version", "`\(path)` cannot be read")
        }
        guard let release = prompt.header.release, release.version == version.description else {
            throw Diagnostic(
                "changed-release", "`\(path)` does not say that it is version \(version)",
                help: ["take it back from version control: released files never change"])
        }
        return prompt
    }

    /// A prompt as it would be released now, to be compared with versions.
    package func unreleased(_ prompt: Prompt, _ name: String) throws -> Prompt {
        try reading(try text(of: prompt, name, ReleaseVersion(0, 0, 0), parent: nil), at: prompt.source.name)
    }

    private func text(of prompt: Prompt, _ name: String, _ version: ReleaseVersion, parent: ReleaseVersion?) throws -> ReleaseText
    {
        let examples = try prompt.header.examples.map { try call.capabilities.files.digest(of: $0) }
        return try ReleaseText.make(prompt, name, version, parent: parent, examples: examples) { part in
            try call.capabilities.files.contents(of: part).bytes.array
        }
    }

    private func reading(_ text: ReleaseText, at path: String) throws -> Prompt {
        let reading = Prompt.read(Source(name: path, bytes: text.bytes), path: path, in: call) { _ in [] }
        if let prompt = reading.prompt { return prompt }
        throw reading.problems.first { $0.severity == .error }
            ?? Diagnostic("bad-front-matter", "the text to release could not be read again")
    }

    // MARK: - Writing

    /// What a release is about to do.
    package struct Draft: Sendable {
        package let name: String
        package let version: ReleaseVersion
        package let parent: ReleaseVersion?
        package let path: String
        let bytes: [UInt8]
        /// The same version is released already, with the same content.
        package let isReleased: Bool
    }

    /// Checks that `prompt` may be released as `version`. Throws `released-version`, `too-small-bump` and their kind.
    package func draft(_ prompt: Prompt, as version: ReleaseVersion, name: String) throws -> Draft {
        let known = versions(of: name)
        let parent = known.last { $0 < version }
        let path = Self.path(of: name, version)
        let text = try text(of: prompt, name, version, parent: parent)
        if known.contains(version) {
            let own = try self.prompt(name, version)
            guard own.header.release?.hash == text.hash else {
                throw Diagnostic(
                    "released-version", "`\(name)` \(version) is released, and this is another text",
                    notes: ["`\(path)` stays as it is"],
                    help: ["the next number: `release(p, \"\((known.last ?? version).next(.patch))\")`"])
            }
            return Draft(name: name, version: version, parent: parent, path: path, bytes: text.bytes, isReleased: true)
        }
        if let last = known.last, version < last {
            throw Diagnostic(
                "released-version", "`\(name)` \(version) comes after \(last), which is released",
                help: ["the next number: `release(p, \"\(last.next(.patch))\")`"])
        }
        if let parent {
            let new = try reading(text, at: path)
            try requireStep(PromptDifference(from: try self.prompt(name, parent), to: new), parent, version, name)
        }
        return Draft(name: name, version: version, parent: parent, path: path, bytes: text.bytes, isReleased: false)
    }

    private func requireStep(
        _ difference: PromptDifference, _ parent: ReleaseVersion, _ version: ReleaseVersion, _ name: String
    ) throws {
        guard let step = difference.step else {
            throw Diagnostic(
                "nothing-to-release", "nothing changed since `\(name)` \(parent)",
                help: ["a label is moved by `octavo prompts label \(name) production \(parent)`"])
        }
        let least = parent.next(step)
        guard version < least else { return }
        let changes = difference.changes.filter { $0.step == step }
        let what = changes.prefix(5).map { $0.name.isEmpty ? $0.part.rawValue : "\($0.part.rawValue) `\($0.name)`" }
        throw Diagnostic(
            "too-small-bump", "`\(name)` \(version) is too near to \(parent): \(what.joined(separator: ", ")) changed",
            notes: ["inputs and output: a new major number; examples, model and parameters: minor; wording: patch"],
            help: ["the least that says so: `release(p, \"\(least)\")`"])
    }

    package func write(_ draft: Draft) throws {
        guard !draft.isReleased else { return }
        try call.capabilities.files.write(draft.path, bytes: draft.bytes)
    }

    /// Writes what tests have said into a released file, in place of what they said before; nothing else of it changes.
    package func record(_ results: [Datum], of name: String, _ version: ReleaseVersion) throws {
        guard let prompt = try? self.prompt(name, version), prompt.header.release?.results != results else {
            _ = try prompt(name, version)
            return
        }
        try call.capabilities.files.write(
            Self.path(of: name, version), bytes: try ReleaseText.bytes(of: prompt.source, results: results))
    }

    /// Points a label to a version that is released.
    package func move(_ label: String, of name: String, to version: ReleaseVersion) throws {
        guard Self.isName(label), ReleaseVersion(label) == nil, label != "latest" else {
            throw Diagnostic("unknown-version", "`\(label)` cannot be a label: it is a word such as `production`")
        }
        var labels = try labels(of: name)
        if let index = labels.firstIndex(where: { $0.name == label }) {
            labels[index] = VersionLabels.Label(name: label, version: version)
        } else {
            labels.append(VersionLabels.Label(name: label, version: version))
        }
        let text = VersionLabels.text(labels, about: "Which version each label means; moved by `octavo prompts label`.")
        try call.capabilities.files.write(Self.labelsPath(of: name), bytes: Array(text.utf8))
    }
}
