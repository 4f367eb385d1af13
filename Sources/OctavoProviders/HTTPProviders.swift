package import OctavoLanguage
import OctavoSource
package import OctavoTable

/// Time and chance as providers need them; a test passes doubles.
package struct ProviderClock: Sendable {
    /// Microseconds of a clock that only goes forward.
    package let now: @Sendable () -> Int64
    /// Microseconds since 1970.
    package let date: @Sendable () -> Int64
    /// Waits for about so many microseconds.
    package let sleep: @Sendable (Int64) -> Void
    /// Any number of 0..<1: spreads the moments at which many clients try again.
    package let chance: @Sendable () -> Double

    package init(
        now: @escaping @Sendable () -> Int64, date: @escaping @Sendable () -> Int64,
        sleep: @escaping @Sendable (Int64) -> Void, chance: @escaping @Sendable () -> Double
    ) {
        self.now = now
        self.date = date
        self.sleep = sleep
        self.chance = chance
    }
}

/// Providers that speak OpenAI's protocol, behind the kernel's capabilities.
package struct HTTPProviders: ProviderAccess {
    /// The presets, and what the settings add to them or put in their place.
    private let providers: [ProviderSettings]
    /// The provider that is meant where a program names none.
    private let standard: String?
    let environment: @Sendable (String) -> String?
    let clock: ProviderClock
    let agent: String
    private let isOffline: Bool

    /// `agent` is what the program calls itself.
    package init(
        _ own: [ProviderSettings], standard: String? = nil, isOffline: Bool = false, agent: String,
        environment: @escaping @Sendable (String) -> String?, clock: ProviderClock
    ) {
        let names = Set(own.map(\.name))
        providers = own + ProviderSettings.presets.filter { !names.contains($0.name) }
        self.standard = standard ?? (own.count == 1 ? own[0].name : nil)
        self.environment = environment
        self.clock = clock
        self.agent = agent
        self.isOffline = isOffline
    }

    package func target(provider: String?, model: String?) throws -> ChatTarget {
        let known = providers.map(\.name) + ProviderSettings.local
        guard let name = provider ?? standard else {
            throw Diagnostic(
                "unknown-provider", "who is to be asked? Nothing names a provider",
                notes: ["providers: " + known.joined(separator: ", ")],
                help: ["`provider: \"openai\"` in the call, or `provider: openai` in `config/octavo.yaml`"])
        }
        guard let settings = providers.first(where: { $0.name == name }) else {
            var problem = Diagnostic(
                "unknown-provider", "no provider is called `\(name)`", notes: ["providers: " + known.joined(separator: ", ")],
                help: ["`providers:` in `config/octavo.yaml` adds one"])
            problem.suggestion = Suggestion.best(for: name, among: known)
            throw problem
        }
        guard let model = model ?? settings.model else {
            throw Diagnostic(
                "missing-argument", "`ask` needs the name of one of the models of `\(name)`",
                help: ["`model: \"…\"` in the call, or `model:` of `\(name)` in `config/octavo.yaml`"])
        }
        return ChatTarget(provider: name, model: model)
    }

    package func price(of target: ChatTarget) -> (input: Double, output: Double)? {
        settings(of: target)?.prices[target.model].map { ($0.input, $0.output) }
    }

    func settings(of target: ChatTarget) -> ProviderSettings? { providers.first { $0.name == target.provider } }

    /// The provider of a request that is to go out now; `doing` is what for.
    func reachable(_ target: ChatTarget, _ doing: String) throws(Diagnostic) -> ProviderSettings {
        guard let settings = settings(of: target) else {
            throw Diagnostic("unknown-provider", "no provider is called `\(target.provider)`")
        }
        if isOffline {
            throw Diagnostic("offline", "\(doing) `\(settings.name)` needs the network, and this run is offline")
        }
        return settings
    }

    package func ask(
        _ requests: [ChatRequest], _ options: AskOptions, context: ExecutionContext,
        answered: (_ place: Int, ChatAnswer) throws -> Void
    ) throws {
        guard let target = requests.first?.target else { return }
        let settings = try reachable(target, "asking")
        if options.budget.money != nil, settings.prices[target.model] == nil {
            throw Diagnostic(
                "no-price", "a budget in money cannot be kept: the settings have no price for `\(target.model)`",
                help: [
                    "`prices:` of `\(settings.name)` in `config/octavo.yaml`, for a million tokens: `{\(target.model): {input: 0.15, output: 0.6}}`"
                ]
            )
        }
        let account = try ProviderAccount(settings, environment, agent: agent)
        var loop = try AskLoop(requests, options, account, clock, context)
        try loop.run(answered)
    }
}

/// A provider with the key and headers that requests to it carry.
struct ProviderAccount {
    let settings: ProviderSettings
    private let base: Substring
    /// `Name: value`.
    let headers: [String]
    /// A file of certificates to trust instead of the system's, as OpenSSL's programs take it.
    let certificates: String?
    /// What must not stand in a message, a result or a file.
    private let secrets: [String]

    init(_ settings: ProviderSettings, _ environment: (String) -> String?, agent: String) throws(Diagnostic) {
        self.settings = settings
        var base = settings.baseURL[...]
        while base.last == "/" { base = base.dropLast() }
        self.base = base
        // Without the empty one the library asks whether it may send large bodies, which some servers do not understand.
        var headers = ["Content-Type: application/json", "User-Agent: \(agent)", "Expect:"]
        var secrets: [String] = []
        func secret(_ name: String, _ use: String) throws(Diagnostic) -> String {
            guard let text = environment(name), !text.isEmpty else {
                throw Diagnostic(
                    "unset-variable", "`\(settings.name)` needs \(use), and the environment has no `\(name)`",
                    help: ["`export \(name)=…` before Octavo is started"])
            }
            // A line break would begin another header.
            if text.utf8.contains(where: { $0 < 0x20 || $0 == 0x7F }) {
                throw Diagnostic("wrong-key", "`\(name)` in the environment holds a line break or another control character")
            }
            secrets.append(text)
            return text
        }
        if let key = settings.key { headers.append("Authorization: Bearer " + (try secret(key, "a key"))) }
        if let organization = settings.organization { headers.append("OpenAI-Organization: \(organization)") }
        for header in settings.headers {
            switch header.value {
            case .text(let text): headers.append("\(header.name): \(text)")
            case .environment(let name): headers.append("\(header.name): " + (try secret(name, "the header `\(header.name)`")))
            }
        }
        certificates = environment("SSL_CERT_FILE").flatMap { $0.isEmpty ? nil : $0 }
        self.headers = headers
        self.secrets = secrets
    }

    /// Where a request is sent.
    func url(of request: ChatRequest) -> String { url(ChatProtocol.path(of: request)) }

    /// `path` begins with a slash.
    func url(_ path: String) -> String { base + path }

    /// Shorter ones would take words out of any text.
    private static let shortestSecret = 6

    /// The text without the keys, which a server may send back.
    func withoutSecrets(_ text: String) -> String {
        secrets.reduce(text) { text, secret in
            secret.utf8.count >= Self.shortestSecret ? text.replacing(secret, with: "…") : text
        }
    }
}
