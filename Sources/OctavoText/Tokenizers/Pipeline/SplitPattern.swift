import CKernels

/// Where a text is cut.
package enum SplitPattern: Sendable {
    /// At each place where this text stands.
    case text([UInt8])
    case regex(TextPattern)
    /// Into pieces that follow each other, all of them matches.
    case pieces(TokenPattern)
    /// At each character of one of these classes, flags of `bytepairs.h`.
    case characters(UInt8)

    package static let spaces = SplitPattern.characters(UInt8(OCTAVO_PIECE_SPACE))
    package static let numbers = SplitPattern.characters(UInt8(OCTAVO_PIECE_NUMBER))
    package static let signs = SplitPattern.characters(UInt8(OCTAVO_PIECE_SIGN))

    /// The parts of a text, none of them empty; matches and what lies between them.
    func parts(of text: Span<UInt8>) throws(TokenizingError) -> [SplitPart] {
        var parts: [SplitPart] = []
        var end = 0
        func add(_ match: Range<Int>) {
            if end < match.lowerBound { parts.append(SplitPart(range: end..<match.lowerBound, isMatch: false)) }
            if !match.isEmpty { parts.append(SplitPart(range: match, isMatch: true)) }
            end = match.upperBound
        }
        switch self {
        case .text(let wanted):
            if !wanted.isEmpty { Self.forEach(wanted, in: text, add) }
        case .regex(let pattern):
            do {
                try pattern.forEachRange(in: text, add)
            } catch {
                throw TokenizingError.slowPattern
            }
        case .pieces(let pattern): return pattern.pieces(of: text).map { SplitPart(range: $0, isMatch: true) }
        case .characters(let classes):
            var at = 0
            while at < text.count {
                let (code, length) = CodePoint.decode(text, at: at)
                if LetterClasses.flags(of: code) & classes != 0 { add(at..<at + length) }
                at += length
            }
        }
        if end < text.count { parts.append(SplitPart(range: end..<text.count, isMatch: false)) }
        return parts
    }

    /// Gives each place where some bytes stand, none overlapping the one before.
    static func forEach(_ wanted: [UInt8], in text: Span<UInt8>, _ body: (Range<Int>) -> Void) {
        var at = 0
        while at + wanted.count <= text.count {
            var same = 0
            while same < wanted.count, text[at + same] == wanted[same] { same += 1 }
            if same == wanted.count {
                body(at..<at + same)
                at += same
            } else {
                at += 1
            }
        }
    }
}
