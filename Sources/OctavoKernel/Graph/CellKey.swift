import OctavoLanguage
import OctavoSource
import OctavoSyntax
import OctavoTable

/// What a cell's result depends on, as one short text: equal keys give equal results.
package enum CellKey: Hashable, Sendable {
    /// 12 hexadecimal digits.
    case known(String)
    /// Only a run can tell, and why.
    case unknown(String)

    package var text: String? { if case .known(let text) = self { text } else { nil } }
}

/// The parts of one cell's key, written so that no two different cells have the same bytes: each part with its length.
struct KeyEncoder {
    /// Changes when the meaning of programs changes, or the form in which values are shown, so that stored results count as stale.
    static let languageVersion = "1"
    static let digits = 12

    private var bytes: [UInt8] = []

    init(seed: UInt64) {
        add("octavo-key-1")
        add(Self.languageVersion)
        add(String(seed))
    }

    mutating func add(_ part: [UInt8]) {
        bytes += Array("\(part.count):".utf8)
        bytes += part
    }

    mutating func add(_ part: String) { add(Array(part.utf8)) }

    func key(_ digest: ([UInt8]) -> String) -> CellKey { .known(String(digest(bytes).prefix(Self.digits))) }
}

/// The contents of what a cell reads besides names.
package struct InputDigests: Sendable {
    /// Resource and digest, sorted by resource; a glob gives one entry a file.
    package let entries: [(resource: String, digest: String)]

    /// Throws the reason why the digests are not known.
    static func of(
        _ accesses: [Access], _ capabilities: Capabilities, digest: ([UInt8]) -> String
    ) throws(UnknownInput) -> InputDigests {
        var entries: [(resource: String, digest: String)] = []
        for access in accesses.sorted() where access.kind == .reads {
            if ResourceMatch.isUnknown(access.resource) {
                throw UnknownInput(reason: "only a run can know which \(noun(access.resource)) it reads")
            }
            let (scheme, name) = ResourceMatch.split(access.resource)
            switch scheme {
            case "file":
                // Standard input is not there a second time.
                if name == "-" { throw UnknownInput(reason: "it reads standard input") }
                do {
                    for path in try capabilities.files.resolve(name) {
                        entries.append(("file:\(path)", try capabilities.files.digest(of: path)))
                    }
                } catch {
                    throw UnknownInput(reason: "`\(name)` cannot be read")
                }
            case "recordings":
                // A cell that has not asked yet, or asks nobody but local answerers, has none.
                entries.append((access.resource, (try? capabilities.files.digest(of: name)) ?? "-"))
            case "env": entries.append((access.resource, capabilities.environment(name).map { digest(Array($0.utf8)) } ?? "-"))
            case "store":
                let (saved, version) = ResourceMatch.version(in: name)
                guard let all = try? capabilities.store.snapshots() else {
                    throw UnknownInput(reason: "the saved data cannot be read")
                }
                let found = SavedVersions.matching(version, in: all.filter { $0.name == saved })
                if found.isEmpty { throw UnknownInput(reason: "nothing is saved as `\(name)` yet") }
                entries.append((access.resource, found.map(\.content.digest).joined(separator: " ")))
            default: throw UnknownInput(reason: "the contents of `\(access.resource)` are known to a run only")
            }
        }
        return InputDigests(entries: entries)
    }

    private static func noun(_ resource: String) -> String {
        ResourceMatch.split(resource).scheme == "file" ? "files" : "entries of the store"
    }
}

struct UnknownInput: Error {
    let reason: String
}
