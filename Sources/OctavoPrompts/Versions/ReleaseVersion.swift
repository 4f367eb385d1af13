/// The number of what was released, a prompt or a model: `major.minor.patch`.
package struct ReleaseVersion: Sendable, Hashable, Comparable, CustomStringConvertible {
    package let major: Int
    package let minor: Int
    package let patch: Int

    package init(_ major: Int, _ minor: Int, _ patch: Int) { (self.major, self.minor, self.patch) = (major, minor, patch) }

    /// `nil` for anything but three whole numbers with dots between, none with a zero before it.
    package init?(_ text: String) {
        let parts = text.split(separator: ".", omittingEmptySubsequences: false)
        guard parts.count == 3 else { return nil }
        var numbers: [Int] = []
        for part in parts {
            guard part.utf8.allSatisfy({ $0 >= 0x30 && $0 <= 0x39 }), part.count == 1 || !part.hasPrefix("0"),
                let number = Int(part)
            else { return nil }
            numbers.append(number)
        }
        self.init(numbers[0], numbers[1], numbers[2])
    }

    package var description: String { "\(major).\(minor).\(patch)" }

    package static func < (left: ReleaseVersion, right: ReleaseVersion) -> Bool {
        (left.major, left.minor, left.patch) < (right.major, right.minor, right.patch)
    }

    /// How much a change asks for, the least first.
    package enum Step: Int, Sendable, Comparable {
        case patch, minor, major

        package static func < (left: Step, right: Step) -> Bool { left.rawValue < right.rawValue }
    }

    /// The next number after a change. Before 1.0.0 everything may change with the minor number.
    package func next(_ step: Step) -> ReleaseVersion {
        switch step {
        case .patch: ReleaseVersion(major, minor, patch + 1)
        case .major where major > 0: ReleaseVersion(major + 1, 0, 0)
        case .minor, .major: ReleaseVersion(major, minor + 1, 0)
        }
    }
}
