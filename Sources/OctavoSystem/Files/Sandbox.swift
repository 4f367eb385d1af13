import Glibc
import OctavoSource

/// Which files may be touched: those below the project root and the paths that were allowed besides, symbolic links resolved
/// before the question is asked.
struct Sandbox: Sendable {
    /// The project root's real path.
    let root: String
    private let allowed: [String]
    private let isRestricted: Bool

    init(root: String, allowed: [String], isRestricted: Bool) {
        let real = Self.realPath(root) ?? PathText.tidied(root)
        self.root = real
        self.isRestricted = isRestricted
        self.allowed = allowed.compactMap { Self.resolved(PathText.join(real, $0)) }
    }

    /// The real path of `path`, which may not exist yet, relative to the root. Throws `outside-project`, and `file-not-found` for
    /// a text that is no path.
    func real(_ path: String) throws -> String {
        if let problem = FileProblem.unusable(path) { throw problem }
        guard let real = Self.resolved(PathText.join(root, path)) else { throw FileProblem.reading(path, errno) }
        guard permits(real) else { throw FileProblem.outside(path) }
        return real
    }

    func permits(_ real: String) -> Bool {
        !isRestricted || PathText.lies(real, in: root) || allowed.contains { PathText.lies(real, in: $0) }
    }

    /// The real path of the nearest ancestor that exists, with the rest of `path` behind it; `nil` with `errno` set where the rest
    /// holds `..`, a link leads in a circle, or a folder may not be entered.
    static func resolved(_ path: String) -> String? {
        var existing = PathText.tidied(path)
        var rest: [String] = []
        var links = 0
        while true {
            if let real = realPath(existing) {
                return rest.isEmpty ? real : PathText.join(real, rest.reversed().joined(separator: "/"))
            }
            guard errno == ENOENT else { return nil }
            if let target = linkTarget(existing) {
                // A link to what does not exist: a write would make what it points to. Linux follows 40 links as well.
                links += 1
                guard links <= 40 else {
                    errno = ELOOP
                    return nil
                }
                existing = PathText.tidied(PathText.join(PathText.folder(of: existing), target))
                continue
            }
            let last = PathText.lastPart(of: existing)
            guard last != "..", existing != "/", existing != "." else {
                errno = ENOENT
                return nil
            }
            rest.append(last)
            existing = PathText.folder(of: existing)
        }
    }

    private static func linkTarget(_ path: String) -> String? {
        // `readlink` writes at most the size of the array it is given.
        var target = [UInt8](repeating: 0, count: 4096)
        let count = unsafe target.withUnsafeMutableBytes { bytes -> Int in
            guard let base = bytes.baseAddress else { return 0 }
            return unsafe readlink(path, base.assumingMemoryBound(to: CChar.self), bytes.count)
        }
        guard count > 0 else { return nil }
        return String(validating: target[..<count], as: UTF8.self)
    }

    static func realPath(_ path: String) -> String? {
        // The result is a terminated text that is ours to free.
        guard let found = unsafe realpath(path, nil) else { return nil }
        defer { unsafe free(found) }
        if let path = unsafe String(validatingCString: found) { return path }
        errno = EILSEQ
        return nil
    }
}
