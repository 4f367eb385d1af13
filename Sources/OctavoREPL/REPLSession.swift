/// What the prompt needs of a kernel.
///
/// `isComplete`, `complete` and `highlight` are called on the main thread between two keys and must be quick; the others may
/// take their time and are called one at a time, except `interrupt`.
package protocol REPLSession: AnyObject, Sendable {
    /// Whether Enter should run `text`: false only where more text could make it complete.
    func isComplete(_ text: String) -> Bool
    func complete(_ text: String, cursorByte: Int) -> Completion
    /// What may stand after a command's name where that is no program; `typed` is the argument up to the cursor.
    func complete(_ kind: REPLCommand.Word, _ typed: String) -> Completion
    func highlight(_ text: String) -> [StyledRange]

    /// Runs an entry. What it shows and what is wrong with it goes to `output` as it comes; diagnostics go to `.error`.
    func submit(_ entry: String, number: Int, to output: any REPLOutput) async -> EntryOutcome
    /// Stops the entry that runs, as soon as it can be. Called from any thread.
    func interrupt()

    func help(_ name: String) async -> REPLReply
    func explain(_ code: String?) async -> REPLReply
    func type(of expression: String) async -> REPLReply
    func plan(of expression: String) async -> REPLReply
    func variables() async -> [REPLVariable]
    /// The last entry with the fixes of its diagnostics applied; `nil` if they have none.
    func fixedEntry() async -> String?
    /// Forgets all bindings.
    func reset() async
    /// Writes what was entered since the last time as cells of a notebook: a new one, the one of the last time, or the one that
    /// the session continues. Without a path one of the latter two. A file of another origin is left unless `replacing`.
    func save(to path: String?, replacing: Bool) async -> REPLReply

    /// The entry as a cell of its own that means the same when the journal is opened as a notebook; `nil` keeps it out of the
    /// journal.
    func journalForm(of entry: String, number: Int) -> String?
    /// Whether the entry may be kept in the history: not if it holds a secret.
    func isKept(_ entry: String) -> Bool
}

extension REPLSession {
    package func highlight(_ text: String) -> [StyledRange] { [] }
    package func complete(_ kind: REPLCommand.Word, _ typed: String) -> Completion { .none }
    package func journalForm(of entry: String, number: Int) -> String? { entry }
    package func isKept(_ entry: String) -> Bool { true }
}

/// How an entry ended.
package enum EntryOutcome: Equatable, Sendable { case finished, failed, interrupted }

/// What a command shows.
package struct REPLReply: Equatable, Sendable {
    package var text: String
    package var failed: Bool

    package init(_ text: String, failed: Bool = false) {
        self.text = text
        self.failed = failed
    }
}

/// A binding of the session, in one row.
package struct REPLVariable: Equatable, Sendable {
    package var name: String
    package var type: String
    /// The value or its size, in a few words.
    package var summary: String

    package init(name: String, type: String, summary: String) {
        self.name = name
        self.type = type
        self.summary = summary
    }
}

/// Where an entry's output goes. Takes whole pieces; may be called from any thread.
package protocol REPLOutput: Sendable {
    func write(_ text: String, to stream: Console.Stream)
    /// Ends the current line if something stands on it.
    func startLine()
}

extension Console: REPLOutput {}
