package import OctavoLanguage
import OctavoSource
package import OctavoTable

/// Runs as files: one a run, made whole or not at all and never changed, so that processes need not wait for each other and a crash loses
/// none that ended; and one for what each was measured to be.
///
///     .octavo/runs/20261128T204825-4f2a91.json
///     .octavo/runs/20261128T204825-4f2a91.measures.json
package struct RunFiles: RunLog {
    package static let folder = ".octavo/runs"
    private static let ending = ".json"
    private static let measuresEnding = ".measures.json"
    /// Two that begin in one second have other digests, or other numbers behind them.
    private static let mostTries = 1000

    private let files: any FileAccess
    private let madeBy: String

    /// `madeBy` is the program's version.
    package init(files: any FileAccess, madeBy: String) {
        self.files = files
        self.madeBy = madeBy
    }

    // MARK: - Writing

    package func add(_ run: TrainingRun) throws -> String {
        var run = run
        run.octavo = madeBy
        let bytes = Self.line(Self.datum(run))
        let stem = Self.stamp(run.started) + "-" + run.data.prefix(6)
        for attempt in 1...Self.mostTries {
            let name = attempt == 1 ? stem : "\(stem)-\(attempt)"
            if try files.create("\(Self.folder)/\(name)\(Self.ending)", bytes: bytes) { return name }
        }
        throw Diagnostic("file-not-writable", "no name is left for a run in `\(Self.folder)`")
    }

    package func add(measures: [(name: String, value: Datum)], toRun name: String) throws {
        guard !name.isEmpty else { return }
        try files.write("\(Self.folder)/\(name)\(Self.measuresEnding)", bytes: Self.line(.record(measures)))
    }

    private static func line(_ datum: Datum) -> [UInt8] {
        var bytes: [UInt8] = []
        JSONWriter.append(datum, isSpaced: true, to: &bytes)
        return bytes + [0x0A]
    }

    /// `20261128T204825`.
    static func stamp(_ microseconds: Int64) -> String {
        DatumText.plain(.time(microseconds)).prefix(19).filter { $0.isNumber || $0 == "T" }.description
    }

    private static func datum(_ run: TrainingRun) -> Datum {
        .record([
            (name: "started", value: .int(run.started)), (name: "seconds", value: .float(run.seconds)),
            (name: "code", value: .text(run.code)), (name: "source", value: .text(run.source)),
            (name: "model", value: .text(run.model)), (name: "parameters", value: .record(run.parameters)),
            (name: "data", value: .text(run.data)), (name: "rows", value: .int(Int64(run.rows))),
            (name: "validation_rows", value: .int(Int64(run.validationRows))), (name: "labels", value: .int(Int64(run.labels))),
            (name: "curve", value: .list(run.curve)), (name: "octavo", value: .text(run.octavo)),
            (name: "threads", value: .int(Int64(run.threads))),
        ])
    }

    // MARK: - Reading

    package func runs() throws -> (runs: [TrainingRun], unreadable: [String]) {
        let entries = files.entries(of: Self.folder)
        var (found, unreadable): ([TrainingRun], [String]) = ([], [])
        for entry in entries where entry.hasSuffix(Self.ending) && !entry.hasSuffix(Self.measuresEnding) {
            let name = String(entry.dropLast(Self.ending.count))
            guard var run = try? Self.run(read(entry)) else {
                unreadable.append("\(Self.folder)/\(entry)")
                continue
            }
            run.name = name
            if entries.contains(name + Self.measuresEnding), case .record(let measures)? = try? read(name + Self.measuresEnding) {
                run.measures = measures
            }
            found.append(run)
        }
        return (found.sorted { ($0.started, $0.name) < ($1.started, $1.name) }, unreadable)
    }

    private func read(_ entry: String) throws -> Datum {
        let path = "\(Self.folder)/\(entry)"
        return try JSONReader.read(Source(name: path, bytes: try files.contents(of: path).bytes.array))
    }

    private static func run(_ datum: Datum) -> TrainingRun? {
        guard case .record(let fields) = datum else { return nil }
        func field(_ name: String) -> Datum? { fields.first { $0.name == name }?.value }
        func int(_ name: String) -> Int? { if case .int(let number)? = field(name) { Int(number) } else { nil } }
        func text(_ name: String) -> String? { if case .text(let text)? = field(name) { text } else { nil } }
        func float(_ name: String) -> Double? {
            switch field(name) {
            case .float(let number)?: number
            case .int(let number)?: Double(number)
            default: nil
            }
        }
        guard let started = int("started"), let seconds = float("seconds"), let code = text("code"), let source = text("source"),
            let model = text("model"), case .record(let parameters)? = field("parameters"), let data = text("data"),
            let rows = int("rows"), let validationRows = int("validation_rows"), let labels = int("labels"),
            case .list(let curve)? = field("curve"), let octavo = text("octavo"), let threads = int("threads")
        else { return nil }
        return TrainingRun(
            started: Int64(started), seconds: seconds, code: code, source: source, model: model, parameters: parameters,
            data: data,
            rows: rows, validationRows: validationRows, labels: labels, curve: curve, octavo: octavo, threads: threads)
    }
}
