// Feeds the rules of noise and the search for near duplicates any bytes: what a rule measures is a number and the same each time, and a
// text that goes is alike enough to itself.
//
//   scripts/fuzz Noise 300
//
// The first byte is the preset's; the rest is cut into texts at 0xFF.
import OctavoText

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNoise(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let texts = input.dropFirst().split(separator: 0xFF, omittingEmptySubsequences: false).map { Array($0) }
    var rules = NoiseRules(NoiseRules.Preset.allCases[Int(choice) % 3])
    if choice & 0x80 != 0 { rules.languages = ["en"] }
    let worker = NoiseFilter(rules).makeWorker()
    let meters = NoiseRule.allCases.map { NoiseMeter($0) }
    var result: [UInt8] = []
    for text in texts {
        let outcome = worker.run(text.span, into: &result)
        precondition(result.isEmpty && outcome == worker.run(text.span, into: &result), "the same text, another rule")
        for (rule, meter) in zip(NoiseRule.allCases, meters) {
            let value = meter.value(text.span)
            precondition(value.isFinite && (!rule.isShare || (0...1).contains(value)), "\(rule) measures \(value)")
        }
    }
    let resemblance = Resemblance(threshold: choice & 8 == 0 ? 0.8 : 0.5)
    var sketcher = TextSketcher(resemblance)
    for text in texts + texts { sketcher.add(text.span) }
    var search = NearDuplicates(resemblance)
    func always(_ text: Int) -> Bool { true }
    let stay = search.take(sketcher.sketches, isPresent: always)
    precondition(stay.allSatisfy { $0 < texts.count }, "a text that stood there before stayed")
    precondition(zip(stay, stay.dropFirst()).allSatisfy { $0 < $1 }, "places out of order")
    return 0
}
