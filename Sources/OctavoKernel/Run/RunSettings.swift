import OctavoLanguage
import OctavoNotebook
import OctavoSource
package import OctavoTable

/// Time as a run needs it; a test passes a double.
package struct RunClock: Sendable {
    /// A clock that only goes forward.
    package let now: @Sendable () -> Duration
    /// Calls the function after so long, on any thread, unless the function that it returns was called before.
    package let after: @Sendable (Duration, @escaping @Sendable () -> Void) -> @Sendable () -> Void

    package init(
        now: @escaping @Sendable () -> Duration,
        after: @escaping @Sendable (Duration, @escaping @Sendable () -> Void) -> @Sendable () -> Void
    ) {
        self.now = now
        self.after = after
    }
}

/// The threads of a run, each with the large stack that the evaluator needs.
package struct RunWorkers: Sendable {
    package let count: Int
    /// Calls the function on `count` threads at once, the caller's among them, and waits for all. Fewer threads do no harm.
    package let run: @Sendable (@escaping @Sendable () -> Void) -> Void

    package init(count: Int, run: @escaping @Sendable (@escaping @Sendable () -> Void) -> Void) {
        self.count = count
        self.run = run
    }

    /// The caller's thread alone.
    package static let one = RunWorkers(count: 1) { $0() }
}

/// How a notebook is run.
package struct RunSettings: Sendable {
    package var graph: CellGraph.Settings
    package var clock: RunClock
    package var workers = RunWorkers.one
    package var reuse = ReusedResults.none
    /// Only this cell and what it needs.
    package var only: String?
    /// For cells that set no time limit, in a notebook that sets none.
    package var timeout: Duration?
    /// For all cells together.
    package var totalTimeout: Duration?
    /// Where images are said to lie, beside the notebook; the notebook's own `<stem>.assets` if not set.
    package var imageFolder: String?
    /// Results of volatile cells are written anew.
    package var updatesVolatile = false
    /// Recorded answers that no cell used are removed.
    package var prunesRecordings = false
    /// Set from outside to stop the run.
    package var cancellation = Cancellation()
    package var progress: @Sendable (RunEvent) -> Void = { _ in }

    package init(graph: CellGraph.Settings, clock: RunClock) {
        self.graph = graph
        self.clock = clock
    }

    func images(of notebook: Notebook) -> StoredImages {
        StoredImages(of: notebook.source.name, folder: imageFolder, graph.capabilities.files)
    }

    func imageFolder(of notebook: String) -> String { imageFolder ?? NotebookImages.folder(of: notebook) }
}

/// What a run tells while it goes on, in the order of the cells: of cells that run side by side, the first is told of first.
package enum RunEvent: Sendable {
    case started(cell: Int, title: String)
    case finished(CellRun)
}
