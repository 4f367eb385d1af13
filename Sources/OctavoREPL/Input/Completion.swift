/// What could stand at the cursor.
package struct Completion: Sendable {
    package struct Candidate: Equatable, Sendable {
        /// What would replace the text from `replaceStart` to the cursor.
        package var text: String
        /// Shown right of it: a type, a signature, a summary. One line.
        package var detail: String

        package init(_ text: String, detail: String = "") {
            self.text = text
            self.detail = detail
        }
    }

    /// The byte where the replaced text begins.
    package var replaceStart: Int
    /// In the order in which they are listed.
    package var candidates: [Candidate]
    /// Stands above the list: the signature of the call that the cursor is in.
    package var heading: String

    package init(replaceStart: Int, candidates: [Candidate], heading: String = "") {
        self.replaceStart = replaceStart
        self.candidates = candidates
        self.heading = heading
    }

    package static let none = Completion(replaceStart: 0, candidates: [])

    /// The longest text that every candidate begins with, in whole characters.
    package var commonPrefix: String {
        guard var common = candidates.first.map({ Substring($0.text) }) else { return "" }
        for candidate in candidates.dropFirst() {
            let shared = zip(common, candidate.text).prefix { $0 == $1 }.count
            common = common.prefix(shared)
        }
        return String(common)
    }
}
