// Feeds the normalization of texts any bytes: text gives text, and a second time changes nothing more.
//
//   scripts/fuzz Normalization 300
//
// The first two bytes choose the steps, the third the form, what becomes of white space and of emoji.
import OctavoText

@_cdecl("LLVMFuzzerTestOneInput")
public func fuzzNormalization(_ start: UnsafePointer<UInt8>?, _ count: Int) -> CInt {
    let input = Array(UnsafeBufferPointer(start: start, count: count))
    guard input.count > 3 else { return 0 }
    let text = Array(input.dropFirst(3))
    let forms: [UnicodeForm?] = [.nfc, .nfd, .nfkc, .nfkd, nil]
    let options = TextNormalization(
        form: forms[Int(input[2] & 7) % forms.count],
        steps: NormalizationSteps(rawValue: UInt32(input[0]) | UInt32(input[1] & 3) << 8),
        whiteSpace: WhiteSpaceFolding.allCases[Int(input[2] >> 3 & 3) % 3], emoji: EmojiTreatment.allCases[Int(input[2] >> 5) % 3]
    )
    let worker = options.makeWorker()
    var once: [UInt8] = []
    guard worker.run(text.span, into: &once) == .changed else { return 0 }
    precondition(once != text, "a change that is none")
    if String(validating: text, as: UTF8.self) != nil {
        precondition(String(validating: once, as: UTF8.self) != nil, "a text that became none")
    }
    var twice: [UInt8] = []
    precondition(worker.run(once.span, into: &twice) == .unchanged, "the second time changes nothing more")
    return 0
}
