import CKernels

/// BLEU: the share of a text's runs of one to four words that a reference has, in the geometric mean, lowered where the text is shorter.
/// Counts of many texts can be added up for the score of all.
///
/// Papineni et al., "BLEU: a method for automatic evaluation of machine translation" (2002), as sacrebleu 2 computes it
/// (`case:mixed|tok:13a|smooth:exp`).
package struct BilingualScore: Sendable, Equatable {
    private static let longest = 4

    private var common = [Int](repeating: 0, count: longest)
    private var total = [Int](repeating: 0, count: longest)
    private var length = 0
    private var referenceLength = 0

    /// Of no text.
    package init() {}

    /// Of one text and all that it might be.
    package init(_ text: String, references: [String]) {
        // By code points: texts would be the same for accents that are composed and for such that are not.
        var numbers: [[Unicode.Scalar]: UInt32] = [:]
        func numbered(_ words: [[Unicode.Scalar]]) -> [UInt32] {
            words.map { word in
                let number = numbers[word] ?? UInt32(numbers.count)
                numbers[word] = number
                return number
            }
        }
        let own = numbered(EvaluationTokens.of(text))
        let others = references.map { numbered(EvaluationTokens.of($0)) }
        length = own.count
        // The nearest length, of two the shorter.
        referenceLength = others.map(\.count).min { (abs($0 - own.count), $0) < (abs($1 - own.count), $1) } ?? 0
        for order in 0..<Self.longest {
            let runs = PackedGrams.sorted(own, length: order + 1, bits: 32)
            let wanted = PackedGrams.union(others.map { PackedGrams.sorted($0, length: order + 1, bits: 32) })
            total[order] = runs.count
            common[order] = PackedGrams.common(runs, wanted)
        }
    }

    /// Counts another text's as often as `times` says.
    package mutating func add(_ other: BilingualScore, times: Int = 1) {
        for order in 0..<Self.longest {
            common[order] += other.common[order] * times
            total[order] += other.total[order] * times
        }
        length += other.length * times
        referenceLength += other.referenceLength * times
    }

    /// From 0 to 1, of one text: runs longer than the text do not count.
    package var sentence: Double { score(isSentence: true) }

    /// From 0 to 1, of all texts together.
    package var corpus: Double { score(isSentence: false) }

    private func score(isSentence: Bool) -> Double {
        guard common.contains(where: { $0 > 0 }) else { return 0 }
        var (sum, order, smoothing) = (0.0, 0, 1.0)
        while order < Self.longest, total[order] > 0 {
            if common[order] == 0 {
                // Each length without a match counts half as much as the one before.
                smoothing *= 2
                sum += octavo_log(1 / (smoothing * Double(total[order])))
            } else {
                sum += octavo_log(Double(common[order]) / Double(total[order]))
            }
            order += 1
        }
        // Where no text has a run of four words, the mean over four is that of nothing.
        guard isSentence || order == Self.longest else { return 0 }
        let brevity = length < referenceLength ? octavo_exp(1 - Double(referenceLength) / Double(length)) : 1
        return brevity * octavo_exp(sum / Double(order))
    }
}

/// Words as the evaluation of machine translation counts them: mteval's tokenization 13a.
enum EvaluationTokens {
    static func of(_ text: String) -> [[Unicode.Scalar]] {
        var line = Array(text.unicodeScalars)
        while let last = line.last, WhiteSpace.contains(last) { line.removeLast() }
        line = replacing(line, "<skipped>", "")
        line = replacing(line, "-\n", "")
        line = replacing(line, "\n", " ")
        if line.contains("&") {
            for (name, sign) in [("&quot;", "\""), ("&amp;", "&"), ("&lt;", "<"), ("&gt;", ">")] {
                line = replacing(line, name, sign)
            }
        }
        line = [" "] + line + [" "]
        line = line.flatMap { isSign($0) ? [" ", $0, " "] : [$0] }
        line = pairs(line) {
            !isDigit($0) && isPoint($1)
        } write: {
            [$0, " ", $1, " "]
        }
        line = pairs(line) {
            isPoint($0) && !isDigit($1)
        } write: {
            [" ", $0, " ", $1]
        }
        line = pairs(line) {
            isDigit($0) && $1 == "-"
        } write: {
            [$0, " ", $1, " "]
        }
        return line.split { WhiteSpace.contains($0) }.map { Array($0) }
    }

    private static func isDigit(_ scalar: Unicode.Scalar) -> Bool { 0x30...0x39 ~= scalar.value }
    private static func isPoint(_ scalar: Unicode.Scalar) -> Bool { scalar == "." || scalar == "," }

    /// Signs of ASCII but for apostrophe, comma, hyphen and full stop; the blank, which parts words anyway, among them.
    private static func isSign(_ scalar: Unicode.Scalar) -> Bool {
        switch scalar.value {
        case 0x20...0x26, 0x28...0x2B, 0x2F, 0x3A...0x40, 0x5B...0x60, 0x7B...0x7E: true
        default: false
        }
    }

    /// Rewrites two neighbours, from left to right, each once.
    private static func pairs(
        _ line: [Unicode.Scalar], _ isMeant: (Unicode.Scalar, Unicode.Scalar) -> Bool,
        write: (Unicode.Scalar, Unicode.Scalar) -> [Unicode.Scalar]
    ) -> [Unicode.Scalar] {
        var result: [Unicode.Scalar] = []
        var place = 0
        while place < line.count {
            if place + 1 < line.count, isMeant(line[place], line[place + 1]) {
                result += write(line[place], line[place + 1])
                place += 2
            } else {
                result.append(line[place])
                place += 1
            }
        }
        return result
    }

    private static func replacing(_ line: [Unicode.Scalar], _ part: String, _ other: String) -> [Unicode.Scalar] {
        let wanted = Array(part.unicodeScalars)
        guard line.contains(wanted[0]) else { return line }
        var result: [Unicode.Scalar] = []
        var place = 0
        while place < line.count {
            if line[place...].starts(with: wanted) {
                result += other.unicodeScalars
                place += wanted.count
            } else {
                result.append(line[place])
                place += 1
            }
        }
        return result
    }
}
