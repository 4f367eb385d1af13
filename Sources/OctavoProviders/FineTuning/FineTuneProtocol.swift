import OctavoLanguage
import OctavoTable

/// Files and trainings as OpenAI defined them (https://platform.openai.com/docs/api-reference/fine-tuning, read 2026-11).
enum FineTuneProtocol {
    static let files = "/files"
    static let jobs = "/fine_tuning/jobs"
    static func job(_ name: String) -> String { "\(jobs)/\(name)" }
    static func cancelling(_ name: String) -> String { "\(jobs)/\(name)/cancel" }

    /// Of a page.
    private static let mostEvents = 100

    /// The newest first; those before the event `after`.
    static func events(of job: String, after: String?) -> String {
        "\(jobs)/\(job)/events?limit=\(mostEvents)" + (after.map { "&after=\($0)" } ?? "")
    }

    /// What a job carries, so that it is known again: the digest of its rows, by which jobs can be listed, and all that it depends on.
    private static let mark = "octavo"
    private static let wholeMark = "octavo_request"
    /// A job may carry no more.
    private static let longestMark = 512

    private static func marks(_ request: FineTuneRequest) -> (rows: String, whole: String) {
        var bytes: [UInt8] = []
        JSONWriter.append(request.document, to: &bytes)
        return (String(request.trainingDigest.prefix(32)), String(String(decoding: bytes, as: UTF8.self).prefix(longestMark)))
    }

    static func jobs(of request: FineTuneRequest) -> String {
        "\(jobs)?limit=\(mostEvents)&metadata%5B\(mark)%5D=\(marks(request).rows)"
    }

    static func isMarked(_ job: Datum, by request: FineTuneRequest) -> Bool {
        let marks = marks(request)
        return job["metadata"]?[mark]?.text == marks.rows && job["metadata"]?[wholeMark]?.text == marks.whole
    }

    /// A form that uploads a file; the boundary stands nowhere in it, since it is made of its digest.
    static func upload(_ bytes: [UInt8], digest: String, name: String) -> ProviderCalls.Body {
        let boundary = "octavo-" + digest
        let head = """
            --\(boundary)\r
            Content-Disposition: form-data; name="purpose"\r
            \r
            fine-tune\r
            --\(boundary)\r
            Content-Disposition: form-data; name="file"; filename="\(name)"\r
            Content-Type: application/jsonl\r
            \r

            """
        return .form(Array(head.utf8) + bytes + Array("\r\n--\(boundary)--\r\n".utf8), boundary: boundary)
    }

    static func creation(_ request: FineTuneRequest, _ progress: FineTuneProgress) -> Datum {
        var fields: [(name: String, value: Datum)] = [
            ("model", .text(request.target.model)), ("training_file", progress.trainingFile.map { .text($0) } ?? .null),
        ]
        if let file = progress.validationFile { fields.append(("validation_file", .text(file))) }
        let own = request.parameters.fields.map { (name: $0.name, value: $0.value) }
        if let seed = own.first(where: { $0.name == "seed" }) { fields.append(seed) }
        let hyperparameters = own.filter { $0.name != "seed" }
        if !hyperparameters.isEmpty {
            let supervised: [(name: String, value: Datum)] = [("hyperparameters", .record(hyperparameters))]
            fields.append(("method", .record([("type", .text("supervised")), ("supervised", .record(supervised))])))
        }
        let marks = marks(request)
        fields.append(("metadata", .record([(mark, .text(marks.rows)), (wholeMark, .text(marks.whole))])))
        return .record(fields)
    }

    /// Where a training stands.
    enum State: Equatable {
        case underway(String)
        case succeeded
        case failed
        case cancelled

        init(_ job: Datum) {
            switch job["status"]?.text {
            case "succeeded": self = .succeeded
            case "failed": self = .failed
            case "cancelled": self = .cancelled
            // Words that come later mean a training that has not ended.
            case let word: self = .underway(word ?? "unknown")
            }
        }
    }

    static func event(_ datum: Datum) -> FineTuneResult.Event? {
        guard let message = datum["message"]?.text else { return nil }
        let data = datum["data"]
        func number(_ name: String) -> Double? {
            switch data?[name] {
            case .float(let number)? where number.isFinite: number
            case .int(let number)?: Double(number)
            default: nil
            }
        }
        return FineTuneResult.Event(
            time: seconds(datum["created_at"]), level: datum["level"]?.text ?? "info", message: message,
            step: data?["step"]?.integer.flatMap { Int(exactly: $0) }, loss: number("train_loss"),
            validationLoss: number("valid_loss"))
    }

    /// Microseconds of a time in seconds; 0 of anything else.
    static func seconds(_ datum: Datum?) -> Int64 {
        guard let seconds = datum?.integer else { return 0 }
        let (product, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000)
        return overflow ? 0 : product
    }
}
