package import OctavoTable

/// Where trainings are noted: what was learnt from which rows, how, and what came of it. Each is a run.
package protocol RunLog: Sendable {
    /// Notes a run that ended; several processes may do so at once. Gives its name.
    func add(_ run: TrainingRun) throws -> String
    /// Notes what a run's model was measured to be; a later note stands for the one before.
    func add(measures: [(name: String, value: Datum)], toRun name: String) throws
    /// All runs, the oldest first. Notes that cannot be read are named beside.
    func runs() throws -> (runs: [TrainingRun], unreadable: [String])
}

/// One training.
package struct TrainingRun: Sendable {
    /// Given by the log; empty before.
    package var name = ""
    /// Microseconds since 1970-01-01T00:00Z at its beginning, and how long it took.
    package var started: Int64
    package var seconds: Double
    /// The call, and the notebook or script that it stands in.
    package var code: String
    package var source: String
    package var model: String
    package var parameters: [(name: String, value: Datum)]
    /// SHA-256 of what was learnt from.
    package var data: String
    package var rows: Int
    package var validationRows: Int
    package var labels: Int
    /// Points of the learning curve, a record each.
    package var curve: [Datum]
    package var measures: [(name: String, value: Datum)]
    /// The version of Octavo, and how many threads there were.
    package var octavo: String
    package var threads: Int

    package init(
        started: Int64, seconds: Double, code: String, source: String, model: String,
        parameters: [(name: String, value: Datum)], data: String, rows: Int, validationRows: Int, labels: Int,
        curve: [Datum], measures: [(name: String, value: Datum)] = [], octavo: String = "", threads: Int
    ) {
        self.started = started
        self.seconds = seconds
        self.code = code
        self.source = source
        self.model = model
        self.parameters = parameters
        self.data = data
        self.rows = rows
        self.validationRows = validationRows
        self.labels = labels
        self.curve = curve
        self.measures = measures
        self.octavo = octavo
        self.threads = threads
    }
}

/// Notes nothing: for checks, tests and replays.
package struct NoRunLog: RunLog {
    package init() {}

    package func add(_ run: TrainingRun) -> String { "" }
    package func add(measures: [(name: String, value: Datum)], toRun name: String) {}
    package func runs() -> (runs: [TrainingRun], unreadable: [String]) { ([], []) }
}
