import OctavoNotebook
import OctavoProviders
import OctavoSource
import OctavoSystem
import OctavoVerbs
import OctavoYAML

extension ProviderSettings {
    /// What `providers:` of a file that follows its schema says, in the file's order: presets with other values, and new ones.
    static func read(_ node: YAMLNode) throws(Diagnostic) -> [ProviderSettings] {
        var all: [ProviderSettings] = []
        for entry in node.entries { all.append(try read(entry.key, entry.value, at: entry.keyRange)) }
        return all
    }

    private static func read(_ name: String, _ node: YAMLNode, at range: SourceRange) throws(Diagnostic) -> ProviderSettings {
        let preset = presets.first { $0.name == name }
        guard let base = node["base_url"]?.text ?? preset?.baseURL else {
            throw Diagnostic("bad-config", "the provider `\(name)` has no `base_url`", at: range)
        }
        var settings = preset ?? ProviderSettings(name: name, baseURL: base)
        settings.baseURL = base
        settings.key = node["key"]?.text ?? settings.key
        settings.organization = node["organization"]?.text
        settings.model = node["model"]?.text
        settings.concurrency = node["concurrency"]?.integer ?? settings.concurrency
        settings.perMinute = node["requests_per_minute"]?.integer
        if let text = node["timeout"]?.text { settings.timeout = DurationText.parse(text).map(microseconds) ?? settings.timeout }
        for header in node["headers"]?.entries ?? [] {
            let name = header.value["env"]?.text
            settings.headers.append((name: header.key, value: name.map { .environment($0) } ?? .text(header.value.text ?? "")))
        }
        for price in node["prices"]?.entries ?? [] {
            guard let input = price.value["input"]?.number, let output = price.value["output"]?.number else { continue }
            settings.prices[price.key] = Price(input: input, output: output, training: price.value["training"]?.number)
        }
        return settings
    }

    private static func microseconds(_ duration: Duration) -> Int64 {
        let (seconds, attoseconds) = duration.components
        return seconds * 1_000_000 + attoseconds / 1_000_000_000_000
    }
}

extension YAMLNode {
    fileprivate var integer: Int? { if case .int(let number) = kind { Int(number) } else { nil } }

    fileprivate var number: Double? {
        switch kind {
        case .int(let number): Double(number)
        case .float(let number): number
        default: nil
        }
    }
}

extension ProviderClock {
    /// This machine's clock. Chance comes from it too: what matters is that two clients differ.
    static let system = ProviderClock(
        now: { Int64(SystemClock.monotonicNanoseconds() / 1000) }, date: { SystemClock.now() },
        sleep: { SystemClock.sleep(microseconds: $0) },
        chance: {
            let mixed = UInt64(bitPattern: SystemClock.monotonicNanoseconds()) &* 0x9E37_79B9_7F4A_7C15
            return Double(mixed >> 11) / Double(1 << 53)
        })
}
