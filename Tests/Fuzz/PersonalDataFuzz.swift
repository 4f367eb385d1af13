// Feeds the search for personal data any bytes: findings are in order and inside the text, and replacing them a second time changes
// nothing more.
//
//   scripts/fuzz PersonalData 300
//
// The first byte chooses: bits 0 and 1 the style, bit 2 whether persons and streets are looked for.
import OctavoText

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzPersonalData(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard let choice = input.first else { return 0 }
    let text = Array(input.dropFirst())
    let kinds: PersonalDataKinds = choice & 4 == 0 ? .standard : .all
    var scanner = PersonalDataScanner(kinds)
    let matches = scanner.matches(in: text.span)
    var end = 0
    for match in matches {
        precondition(
            match.start >= end && match.end > match.start && match.end <= text.count, "a finding outside the text or another")
        end = match.end
    }
    let removal = PersonalDataRemoval(kinds, style: PersonalDataStyle.allCases[Int(choice & 3)])
    let worker = removal.makeWorker()
    var once: [UInt8] = []
    guard worker.run(text.span, into: &once) == .changed else {
        precondition(matches.isEmpty, "a finding that was not replaced")
        return 0
    }
    var twice: [UInt8] = []
    // Labels are looked at again only where something near them was in doubt, which any bytes can get around.
    if worker.run(once.span, into: &twice) == .changed, removal.style != .label {
        precondition(twice == once, "the second time changes nothing more")
    }
    return 0
}
