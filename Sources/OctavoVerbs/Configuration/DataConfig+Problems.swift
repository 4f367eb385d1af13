import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoYAML

extension DataConfig {
    /// What the schema cannot say: files that are not there or of another format, operations and options that there are not, an annotation
    /// schema without labels.
    func problems(files: any FileAccess) -> [Diagnostic] {
        let found = sourceProblems(files) + cleaningProblems(files) + annotationProblems(files)
        return found.sorted { ($0.primary?.range.bytes.start ?? 0) < ($1.primary?.range.bytes.start ?? 0) }
    }

    private func sourceProblems(_ files: any FileAccess) -> [Diagnostic] {
        sources.compactMap { source in Self.problem { _ = try source.files(files) } }
    }

    /// Each operation by itself, so that one mistake hides no other.
    private func cleaningProblems(_ files: any FileAccess) -> [Diagnostic] {
        // Secrets are in the environment where it runs, and need not be where it is checked.
        let capabilities = Capabilities(
            files: files, now: { 0 }, environment: { _ in String(repeating: "x", count: 32) })
        let evaluation = Evaluation(
            mode: .check, catalog: .standard, capabilities: capabilities, context: ExecutionContext(files: files))
        let call = Call(of: .clean, at: file.source.range, in: evaluation)
        let requests: [CleaningRecipe.Request]
        do {
            requests = try CleaningRecipe.requests(self, call)
        } catch {
            return [error as? Diagnostic].compactMap { $0 }
        }
        return requests.compactMap { request in Self.problem { _ = try CleaningRecipe([request], call) } }
            + evaluation.diagnostics
    }

    private func annotationProblems(_ files: any FileAccess) -> [Diagnostic] {
        guard let node = file.root?["annotation_schema"] else { return [] }
        var labels: LabelSchema?
        var found: [Diagnostic] = []
        func look(at key: String, _ body: (String, [UInt8]) throws -> Void) {
            guard let place = node[key], let path = place.text else { return }
            do {
                try body(path, try files.contents(of: path).bytes.array)
            } catch let diagnostic as Diagnostic {
                // What is wrong inside of the other file has no place in this one.
                var own = diagnostic
                if own.primary?.range.source !== file.source { own.primary = nil }
                found.append(own.located(at: place.range))
            } catch {}
        }
        look(at: "path") { labels = try LabelSchema($1, path: $0) }
        look(at: "guidelines") { path, bytes in
            guard let labels else { return }
            let missing = Guidelines.missing(labels, in: String(decoding: bytes, as: UTF8.self))
            if let warning = Guidelines.warning(missing, path) {
                found.append(warning.located(at: node["guidelines"]?.range ?? node.range))
            }
        }
        return found
    }

    private static func problem(_ body: () throws -> Void) -> Diagnostic? {
        do {
            try body()
            return nil
        } catch {
            return error as? Diagnostic
        }
    }
}
