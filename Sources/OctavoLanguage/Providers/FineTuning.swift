package import OctavoTable

/// A training that a provider is to do: conversations that end as its model shall answer.
package struct FineTuneRequest: Sendable {
    package let target: ChatTarget
    /// JSON Lines, a conversation each.
    package let training: [UInt8]
    /// Conversations that are measured and not learnt; `nil` for none.
    package let validation: [UInt8]?
    /// How it is trained, in the provider's words: `n_epochs` and others. What is left out is left to the provider.
    package let parameters: ChatParameters
    /// The SHA-256 of each file, in lower-case hexadecimal.
    package let trainingDigest: String
    package let validationDigest: String?

    package init(
        target: ChatTarget, training: [UInt8], validation: [UInt8]?, parameters: ChatParameters, trainingDigest: String,
        validationDigest: String?
    ) {
        self.target = target
        self.training = training
        self.validation = validation
        self.parameters = parameters
        self.trainingDigest = trainingDigest
        self.validationDigest = validationDigest
    }

    /// All that its result depends on, in the form that is recorded.
    package var document: Datum {
        var fields: [(name: String, value: Datum)] = [
            ("provider", .text(target.provider)), ("model", .text(target.model)), ("task", .text("fine-tuning")),
            ("training", .text(trainingDigest)),
        ]
        if let validationDigest { fields.append(("validation", .text(validationDigest))) }
        fields += parameters.fields.map { (name: $0.name, value: $0.value) }
        return .record(fields + [("messages", .list([]))])
    }
}

/// How far a training at a provider has come, in the provider's names; kept so that one that was left is followed again.
package struct FineTuneProgress: Sendable, Equatable {
    package var trainingFile: String?
    package var validationFile: String?
    package var job: String?

    package init(trainingFile: String? = nil, validationFile: String? = nil, job: String? = nil) {
        self.trainingFile = trainingFile
        self.validationFile = validationFile
        self.job = job
    }

    package var datum: Datum {
        .record(
            [("training_file", trainingFile), ("validation_file", validationFile), ("job", job)].map {
                (name: $0.0, value: $0.1.map { .text($0) } ?? .null)
            })
    }

    package init(_ datum: Datum) {
        self.init(
            trainingFile: datum["training_file"]?.text, validationFile: datum["validation_file"]?.text, job: datum["job"]?.text)
    }
}

/// What came of a training at a provider.
package struct FineTuneResult: Sendable, Equatable {
    /// Something that the provider said while it trained.
    package struct Event: Sendable, Equatable {
        /// Microseconds since 1970.
        package var time: Int64
        package var level: String
        package var message: String
        /// Where it tells of the learning curve.
        package var step: Int?
        package var loss: Double?
        package var validationLoss: Double?

        package init(
            time: Int64, level: String, message: String, step: Int? = nil, loss: Double? = nil, validationLoss: Double? = nil
        ) {
            self.time = time
            self.level = level
            self.message = message
            self.step = step
            self.loss = loss
            self.validationLoss = validationLoss
        }
    }

    package var job: String
    /// What the model that was made is asked by.
    package var model: String
    /// Those that were paid for, where the provider says it.
    package var tokens: Int?
    /// Microseconds since 1970 at its beginning and end.
    package var started: Int64
    package var ended: Int64
    /// The oldest first.
    package var events: [Event]

    package init(job: String, model: String, tokens: Int?, started: Int64, ended: Int64, events: [Event]) {
        self.job = job
        self.model = model
        self.tokens = tokens
        self.started = started
        self.ended = ended
        self.events = events
    }

    // MARK: - Recordings

    package var datum: Datum {
        func number(_ number: Double?) -> Datum { number.map { .float($0) } ?? .null }
        func count(_ number: Int?) -> Datum { number.map { .int(Int64($0)) } ?? .null }
        let events = events.map { event -> Datum in
            .record([
                ("time", .int(event.time)), ("level", .text(event.level)), ("message", .text(event.message)),
                ("step", count(event.step)), ("loss", number(event.loss)), ("validation_loss", number(event.validationLoss)),
            ])
        }
        return .record([
            ("job", .text(job)), ("model", .text(model)), ("tokens", count(tokens)), ("started", .int(started)),
            ("ended", .int(ended)), ("events", .list(events)),
        ])
    }

    /// What `datum` made; `nil` of anything else.
    package init?(_ datum: Datum) {
        guard let job = datum["job"]?.text, let model = datum["model"]?.text, let started = datum["started"]?.integer,
            let ended = datum["ended"]?.integer, let items = datum["events"]?.items
        else { return nil }
        func number(_ datum: Datum?) -> Double? {
            switch datum {
            case .float(let number)?: number
            case .int(let number)?: Double(number)
            default: nil
            }
        }
        let events = items.compactMap { item -> Event? in
            guard let time = item["time"]?.integer, let level = item["level"]?.text, let message = item["message"]?.text else {
                return nil
            }
            return Event(
                time: time, level: level, message: message, step: item["step"]?.integer.flatMap { Int(exactly: $0) },
                loss: number(item["loss"]), validationLoss: number(item["validation_loss"]))
        }
        guard events.count == items.count else { return nil }
        self.init(
            job: job, model: model, tokens: datum["tokens"]?.integer.flatMap { Int(exactly: $0) }, started: started, ended: ended,
            events: events)
    }
}
