package import OctavoTable

/// What a provider is asked: a conversation, and how its answer shall be made; or a text, to be given as a vector.
package struct ChatRequest: Sendable, Hashable {
    package let target: ChatTarget
    package var messages: [ChatMessage]
    package let parameters: ChatParameters
    /// A JSON Schema that the answer shall follow.
    package let schema: Datum?
    /// Tells equal requests apart that are to be answered one by one; from 1.
    package let repetition: Int
    /// Not an answer to its one message is wanted, but the message as a vector.
    package let wantsVector: Bool

    package init(
        target: ChatTarget, messages: [ChatMessage], parameters: ChatParameters = ChatParameters(), schema: Datum? = nil,
        repetition: Int = 1, wantsVector: Bool = false
    ) {
        self.target = target
        self.messages = messages
        self.parameters = parameters
        self.schema = schema
        self.repetition = repetition
        self.wantsVector = wantsVector
    }
}

/// Who is asked.
package struct ChatTarget: Sendable, Hashable {
    /// A provider's name: a preset's, or one of the project's settings.
    package let provider: String
    package let model: String

    package init(provider: String, model: String) {
        self.provider = provider
        self.model = model
    }
}

/// How an answer is made; what is not set is left to the provider.
package struct ChatParameters: Sendable, Hashable {
    package struct Field: Sendable, Hashable {
        package let name: String
        package let value: Datum
    }

    /// The usual ones first, then by name: the same values are the same parameters, however they were written.
    package let fields: [Field]

    /// The usual ones, in the order in which they are recorded.
    package static let usual = ["temperature", "top_p", "max_tokens", "seed", "stop"]

    package init(_ values: [String: Datum] = [:]) {
        let others = values.keys.filter { !Self.usual.contains($0) }.sorted()
        fields = (Self.usual + others).compactMap { name in values[name].map { Field(name: name, value: $0) } }
    }
}
