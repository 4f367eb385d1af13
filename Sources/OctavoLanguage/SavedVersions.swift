import OctavoTable

/// Which versions a text after `version:` means.
package enum SavedVersions {
    /// A number in the order of saving, or a digest's first digits, four at least; without one the newest.
    package static func matching(_ wanted: String?, in versions: [Snapshot]) -> [Snapshot] {
        guard let wanted else {
            let last = versions.map(\.number).max()
            return versions.filter { $0.number == last }
        }
        if let number = Int(wanted), wanted.utf8.count < Snapshot.digits {
            let numbered = versions.filter { $0.number == number }
            if !numbered.isEmpty { return numbered }
        }
        return wanted.utf8.count >= 4 ? versions.filter { $0.content.digest.hasPrefix(wanted) } : []
    }
}
