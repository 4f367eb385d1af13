package import OctavoLanguage
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

/// How a notebook is run.
package struct RunSettings: Sendable {
    package var graph: CellGraph.Settings
    package var clock: RunClock
    /// Only this cell and what it needs.
    package var only: String?
    /// For cells that set no time limit, in a notebook that sets none.
    package var timeout: Duration?
    /// For all cells together.
    package var totalTimeout: Duration?
    /// Results of volatile cells are written anew.
    package var updatesVolatile = false
    /// Set from outside to stop the run.
    package var cancellation = Cancellation()
    package var progress: @Sendable (RunEvent) -> Void = { _ in }

    package init(graph: CellGraph.Settings, clock: RunClock) {
        self.graph = graph
        self.clock = clock
    }
}

/// What a run tells while it goes on.
package enum RunEvent: Sendable {
    case started(cell: Int, title: String)
    /// As it comes; the stored result may be cut.
    case output(cell: Int, CellOutput)
    case finished(CellRun)
}
