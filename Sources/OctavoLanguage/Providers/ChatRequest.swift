package import OctavoTable

/// What a provider is asked: a conversation, and how its answer shall be made.
package struct ChatRequest: Sendable, Hashable {
    package let target: ChatTarget
    package var messages: [ChatMessage]
    package let parameters: ChatParameters
    /// A JSON Schema that the answer shall follow.
    package let schema: Datum?
    /// Tells equal requests apart that are to be answered one by one; from 1.
    package let repetition: Int

    package init(
        target: ChatTarget, messages: [ChatMessage], parameters: ChatParameters = ChatParameters(), schema: Datum? = nil,
        repetition: Int = 1
    ) {
        self.target = target
        self.messages = messages
        self.parameters = parameters
        self.schema = schema
        self.repetition = repetition
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

/// How an answer is sampled; what is not set is left to the provider.
package struct ChatParameters: Sendable, Hashable {
    package var temperature: Double?
    package var topP: Double?
    package var maxTokens: Int?
    package var seed: Int?
    /// Texts that end the answer.
    package var stop: [String]

    package init(
        temperature: Double? = nil, topP: Double? = nil, maxTokens: Int? = nil, seed: Int? = nil, stop: [String] = []
    ) {
        self.temperature = temperature
        self.topP = topP
        self.maxTokens = maxTokens
        self.seed = seed
        self.stop = stop
    }

    /// What is set, by the names that programs and the protocol use, in a fixed order.
    package var fields: [(name: String, value: Datum)] {
        var fields: [(name: String, value: Datum)] = []
        if let temperature { fields.append(("temperature", .float(temperature))) }
        if let topP { fields.append(("top_p", .float(topP))) }
        if let maxTokens { fields.append(("max_tokens", .int(Int64(maxTokens)))) }
        if let seed { fields.append(("seed", .int(Int64(seed)))) }
        if !stop.isEmpty { fields.append(("stop", .list(stop.map { .text($0) }))) }
        return fields
    }
}
