/// One provider: where it is, how it is asked, and by whose account.
package struct ProviderSettings: Sendable, Equatable {
    /// The value of a header: a text, or the name in the environment under which it stands.
    package enum HeaderValue: Sendable, Equatable {
        case text(String)
        case environment(String)
    }

    /// What a model costs.
    package struct Price: Sendable, Equatable {
        /// For a million tokens.
        package let input: Double
        package let output: Double
        /// Of training on them; `nil` where nobody says it.
        package let training: Double?

        package init(input: Double, output: Double, training: Double? = nil) {
            self.input = input
            self.output = output
            self.training = training
        }
    }

    package let name: String
    /// What stands before `/chat/completions`.
    package var baseURL: String
    /// The key's name in the environment; `nil` where none is sent.
    package var key: String?
    package var organization: String?
    package var headers: [(name: String, value: HeaderValue)] = []
    /// The model that is meant where a program names none.
    package var model: String?
    package var concurrency = 8
    package var perMinute: Int?
    /// Microseconds for one try.
    package var timeout: Int64 = 120_000_000
    package var prices: [String: Price] = [:]
    /// What the provider calls the longest answer.
    var tokenLimitName = "max_tokens"

    package init(name: String, baseURL: String, key: String? = nil) {
        self.name = name
        self.baseURL = baseURL
        self.key = key
    }

    package static func == (left: ProviderSettings, right: ProviderSettings) -> Bool {
        left.name == right.name && left.baseURL == right.baseURL && left.key == right.key
            && left.organization == right.organization && left.model == right.model && left.concurrency == right.concurrency
            && left.perMinute == right.perMinute && left.timeout == right.timeout && left.prices == right.prices
            && left.headers.elementsEqual(right.headers) { $0.name == $1.name && $0.value == $1.value }
    }

    /// Those that need no settings, at the addresses where they answer by default.
    package static let presets: [ProviderSettings] = {
        // OpenAI's newer models refuse the older name.
        var openai = ProviderSettings(name: "openai", baseURL: "https://api.openai.com/v1", key: "OPENAI_API_KEY")
        openai.tokenLimitName = "max_completion_tokens"
        return [
            openai, ProviderSettings(name: "ollama", baseURL: "http://localhost:11434/v1"),
            ProviderSettings(name: "vllm", baseURL: "http://localhost:8000/v1"),
            ProviderSettings(name: "llamacpp", baseURL: "http://localhost:8080/v1"),
        ]
    }()

    /// Those that answer without a network, by the names that programs use.
    static let local = ["echo", "template", "local:NAME"]
}
