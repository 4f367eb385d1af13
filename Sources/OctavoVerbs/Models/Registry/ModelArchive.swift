package import OctavoLanguage
package import OctavoModels
package import OctavoPrompts
import OctavoSource
import OctavoTable

/// The published versions of models: a file each, which never changes, and a file of stages that point to them.
package struct ModelArchive: Sendable {
    package static let folder = "models"
    package static let ending = ".safetensors"
    private static let stages = "stages.yaml"

    private let call: Call

    package init(in call: Call) { self.call = call }

    package static func folder(of name: String) -> String { "\(folder)/\(name)" }
    package static func path(of model: PublishedModel) -> String { "\(folder(of: model.name))/\(model.version)\(ending)" }
    package static func stagesPath(of name: String) -> String { "\(folder(of: name))/\(stages)" }

    private var files: any FileAccess { call.capabilities.files }

    // MARK: - Reading

    /// Names of models that have versions.
    package func names() -> [String] {
        files.entries(of: Self.folder).compactMap { entry in
            let name = String(entry.split(separator: "/").first ?? "")
            return PromptArchive.isName(name) && !versions(of: name).isEmpty ? name : nil
        }.reduce(into: []) { names, name in if !names.contains(name) { names.append(name) } }
    }

    /// The lowest first.
    package func versions(of name: String) -> [ReleaseVersion] {
        files.entries(of: Self.folder(of: name)).compactMap { entry in
            entry.hasSuffix(Self.ending) ? ReleaseVersion(String(entry.dropLast(Self.ending.count))) : nil
        }.sorted()
    }

    /// In the order of the file.
    package func stages(of name: String) throws -> [VersionLabels.Label] {
        guard files.entries(of: Self.folder(of: name)).contains(Self.stages) else { return [] }
        let path = Self.stagesPath(of: name)
        return try VersionLabels.read(Source(name: path, bytes: try files.contents(of: path).bytes.array))
    }

    /// What `intent@1.2.0`, `intent@production`, `intent@latest` or `intent` names.
    package func find(_ reference: String) throws -> PublishedModel {
        let parts = reference.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        let name = parts[0]
        let known = PromptArchive.isName(name) ? versions(of: name) : []
        guard let last = known.last else {
            let nearest = Suggestion.best(for: name, among: names())
            throw Diagnostic(
                "unknown-model", "no model `\(name)` is published",
                help: [nearest.map { "did you mean `\($0)`?" } ?? "`publish(m, \"\(name)\", version: \"1.0.0\")` publishes one"])
        }
        let wanted = parts.count > 1 ? parts[1] : "latest"
        if let version = ReleaseVersion(wanted), known.contains(version) { return PublishedModel(name: name, version: version) }
        let stages = ReleaseVersion(wanted) == nil ? try stages(of: name) : []
        if let stage = stages.first(where: { $0.name == wanted }) { return PublishedModel(name: name, version: stage.version) }
        if wanted == "latest" { return PublishedModel(name: name, version: last) }
        let candidates = known.map(\.description) + stages.map(\.name)
        let nearest = Suggestion.best(for: wanted, among: candidates)
        throw Diagnostic(
            "unknown-version", "the model `\(name)` has no version or stage `\(wanted)`",
            notes: ["there are " + candidates.suffix(12).joined(separator: ", ")],
            help: nearest.map { ["did you mean `\($0)`?"] } ?? [])
    }

    /// The model that an argument of the call names, noted as read. While checking `nil`: a check looks whether it is there, unless a cell
    /// before writes it, and leaves the reading to the run.
    func published(_ reference: String, argument: Int) throws -> ModelValue? {
        let parts = reference.split(separator: "@", maxSplits: 1, omittingEmptySubsequences: false).map(String.init)
        // A version never changes; what a stage means, and which version is the highest, the whole folder says.
        let exact = parts.count > 1 ? ReleaseVersion(parts[1]) : nil
        let path = exact.map { Self.path(of: PublishedModel(name: parts[0], version: $0)) } ?? "\(Self.folder(of: parts[0]))/*"
        call.record(.readsFiles)
        call.record(.reads, "file", path)
        if call.isChecking, call.isWritten(path) { return nil }
        let found = try call.locating(argument: argument) { try find(reference) }
        return call.isChecking ? nil : try call.locating(argument: argument) { try model(found) }
    }

    package func model(_ published: PublishedModel) throws -> ModelValue {
        try model(at: Self.path(of: published), published)
    }

    /// The model in a file.
    package func model(at path: String, _ published: PublishedModel? = nil) throws -> ModelValue {
        let contents = try contents(at: path)
        return ModelValue(contents.model, contents.card, published: published)
    }

    package func contents(at path: String) throws -> ModelFile.Contents {
        try reading(path) { try ModelFile.read(try files.contents(of: path).bytes) }
    }

    /// What the head of a file says; its numbers are checked when the model is used.
    package func summary(at path: String) throws -> ModelFile.Summary {
        try reading(path) { try ModelFile.summary(try files.parts(of: path)) }
    }

    private func reading<Result>(_ path: String, _ body: () throws -> Result) throws -> Result {
        do {
            return try body()
        } catch let problem as DamagedModel {
            throw Diagnostic(
                "damaged-model", "`\(path)` is not a model that can be used: \(problem.reason)",
                help: ["take it back from where it was kept, or train and publish it again under another version"])
        } catch let newer as ModelFile.Newer {
            throw Diagnostic(
                "newer-model",
                "`\(path)` was written by a later version of Octavo (form \(newer.form), this one reads \(ModelFile.form))",
                help: ["update Octavo, or publish the model with this version"])
        }
    }

    // MARK: - Writing

    /// Writes a version that never changes again. The same content under the same version is there already; another is refused.
    package func publish(_ model: any TrainedModel, _ card: ModelCard, as published: PublishedModel) throws -> ModelValue {
        let bytes = ModelFile.bytes(model, card)
        try add(bytes, as: published)
        return ModelValue(model, card, published: published)
    }

    /// Publishes the model that these bytes are.
    package func add(_ bytes: [UInt8], as published: PublishedModel) throws {
        let path = Self.path(of: published)
        // Of two publishers of one version one makes the file, whatever else happens; the other finds it there.
        if try files.create(path, bytes: bytes) { return }
        guard try files.contents(of: path).bytes.array == bytes else {
            let next = (versions(of: published.name).last ?? published.version).next(.minor)
            throw Diagnostic(
                "published-version", "`\(published.name)` \(published.version) is published, and this is another model",
                notes: ["`\(path)` stays as it is"],
                help: ["the next number: `version: \"\(next)\"`"])
        }
    }

    /// Throws where a stage cannot be called so.
    func checkStage(_ stage: String) throws {
        guard PromptArchive.isName(stage), ReleaseVersion(stage) == nil, stage != "latest" else {
            throw Diagnostic("bad-name", "`\(stage)` cannot be a stage", help: ["a word such as `candidate` or `production`"])
        }
    }

    /// Points a stage to a version that is published.
    package func move(_ stage: String, to published: PublishedModel) throws {
        try checkStage(stage)
        var stages = try stages(of: published.name)
        let label = VersionLabels.Label(name: stage, version: published.version)
        if let index = stages.firstIndex(where: { $0.name == stage }) { stages[index] = label } else { stages.append(label) }
        let text = VersionLabels.text(stages, about: "Which version each stage means; moved by `octavo models promote`.")
        try files.write(Self.stagesPath(of: published.name), bytes: Array(text.utf8))
    }
}
