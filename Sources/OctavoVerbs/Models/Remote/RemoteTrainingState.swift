import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

/// How far a training at a provider has come, as a small file that outlives the process: a call for the same follows it.
///
///     .octavo/fine-tuning/3f9a1c2b77d0e5aa.json
struct RemoteTrainingState {
    static let folder = ".octavo/fine-tuning"
    private static let digits = 16

    private let path: String
    private let capabilities: Capabilities
    private let request: Datum
    private(set) var progress = FineTuneProgress()
    /// The run that it was noted as; `nil` before.
    private(set) var run: String?

    init(of request: FineTuneRequest, _ capabilities: Capabilities) {
        var bytes: [UInt8] = []
        JSONWriter.append(request.document, to: &bytes)
        let name = ContentDigest.sha256Hex(bytes).prefix(Self.digits) + ".json"
        path = "\(Self.folder)/\(name)"
        self.capabilities = capabilities
        self.request = request.document
        guard capabilities.files.entries(of: Self.folder).contains(String(name)),
            let read = try? JSONReader.read(Source(name: path, bytes: capabilities.files.contents(of: path).bytes.array))
        else { return }
        // What is no such file is written anew.
        progress = FineTuneProgress(read)
        run = read["run"]?.text
    }

    /// `nil`: nothing is left to follow.
    mutating func note(_ progress: FineTuneProgress?) throws {
        self.progress = progress ?? FineTuneProgress()
        run = nil
        try write()
    }

    mutating func note(run: String) throws {
        self.run = run
        try write()
    }

    private func write() throws {
        guard !capabilities.isReadOnly else { return }
        if progress == FineTuneProgress(), run == nil {
            if capabilities.files.entries(of: Self.folder).contains(String(path.dropFirst(Self.folder.count + 1))) {
                try capabilities.files.remove(path)
            }
            return
        }
        guard case .record(var fields) = progress.datum else { return }
        fields.append((name: "run", value: run.map { .text($0) } ?? .null))
        fields.append((name: "request", value: request))
        var bytes: [UInt8] = []
        JSONWriter.append(.record(fields), isSpaced: true, to: &bytes)
        try capabilities.files.write(path, bytes: bytes + [0x0A])
    }
}
