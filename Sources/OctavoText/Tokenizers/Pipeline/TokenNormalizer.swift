import CKernels

/// How a text is rewritten before it is cut, as the parts of Hugging Face's tokenizers of the same names do.
package enum TokenNormalizer: Sendable {
    case form(UnicodeForm)
    case lowercase
    case stripAccents
    case bert(cleansText: Bool, spacesIdeographs: Bool, stripsAccents: Bool, lowercases: Bool)
    case replace(SplitPattern, by: [UInt8])
    case prepend([UInt8])
    case strip(left: Bool, right: Bool)
    case sentencePiece
    case byteLevel
    case precompiled(PrecompiledMap)

    /// No step makes a longer text: a file could have steps that double it again and again.
    static let mostBytes = 1 << 28

    package func apply(to text: [UInt8]) throws(TokenizingError) -> [UInt8] {
        let result = try rewritten(text)
        if result.count > Self.mostBytes { throw .outOfMemory }
        return result
    }

    private func rewritten(_ text: [UInt8]) throws(TokenizingError) -> [UInt8] {
        if text.isEmpty { return text }
        switch self {
        case .form(let form):
            var result: [UInt8] = []
            return form.apply(to: text.span, into: &result) ? result : text
        case .lowercase:
            var result: [UInt8] = []
            return LowerCase.apply(to: text.span, into: &result) ? result : text
        case .stripAccents: return Self.mapped(text) { scalar, _ in LibraryCharacters.isMark(scalar) ? .drop : .keep }
        case .bert(let cleansText, let spacesIdeographs, let stripsAccents, let lowercases):
            var text = text
            if cleansText { text = Self.mapped(text) { scalar, _ in Self.cleaning(scalar) } }
            if spacesIdeographs {
                text = Self.mapped(text) { scalar, _ in Self.isIdeograph(scalar.value) ? .surroundBySpaces : .keep }
            }
            if stripsAccents {
                text = try TokenNormalizer.form(.nfd).apply(to: text)
                text = Self.mapped(text) { scalar, _ in LibraryCharacters.isAccent(scalar) ? .drop : .keep }
            }
            return lowercases ? try TokenNormalizer.lowercase.apply(to: text) : text
        case .replace(let pattern, let content):
            let parts = try pattern.parts(of: text.span)
            let matches = parts.count(where: \.isMatch)
            if matches == 0 { return text }
            let (added, isOver) = matches.multipliedReportingOverflow(by: content.count)
            if isOver || added > Self.mostBytes { throw .outOfMemory }
            var result: [UInt8] = []
            for part in parts { result += part.isMatch ? content[...] : text[part.range] }
            return result
        case .prepend(let start): return start + text
        case .strip(let left, let right): return Self.stripped(text, left, right)
        case .sentencePiece: return Self.mapped(text) { scalar, _ in Self.sentencePiece(scalar.value) }
        case .byteLevel:
            var result: [UInt8] = []
            ByteLevel.write(text.span, into: &result)
            return result
        case .precompiled(let map): return map.apply(to: text)
        }
    }

    private enum Change { case keep, drop, space, surroundBySpaces }

    private static func mapped(_ text: [UInt8], _ change: (Unicode.Scalar, Int) -> Change) -> [UInt8] {
        let span = text.span
        var result: [UInt8] = []
        result.reserveCapacity(text.count)
        var at = 0
        while at < text.count {
            let (code, length) = CodePoint.decode(span, at: at)
            switch Unicode.Scalar(code).map({ change($0, at) }) ?? .keep {
            case .keep: result += text[at..<at + length]
            case .drop: break
            case .space: result.append(0x20)
            case .surroundBySpaces:
                result.append(0x20)
                result += text[at..<at + length]
                result.append(0x20)
            }
            at += length
        }
        return result
    }

    /// No control characters, and every white space a blank.
    private static func cleaning(_ scalar: Unicode.Scalar) -> Change {
        // ASCII's visible characters, which are most.
        if scalar.value &- 0x20 < 0x5F { return .keep }
        if CodePoint.isWhiteSpace(scalar.value), scalar.value == 0x20 || scalar.properties.generalCategory != .control {
            return .space
        }
        switch scalar.value {
        case 0x09, 0x0A, 0x0D: return .space
        case 0xFFFD: return .drop
        default: break
        }
        switch scalar.properties.generalCategory {
        case .control, .privateUse: return .drop
        case .format: return LibraryCharacters.isKnown(scalar, since: 8) ? .drop : .keep
        default: return .keep
        }
    }

    /// As BERT's own code has the blocks of Han; U+2B820 to U+2B91F are left out there.
    private static func isIdeograph(_ code: UInt32) -> Bool {
        switch code {
        case 0x4E00...0x9FFF, 0x3400...0x4DBF, 0x20000...0x2A6DF, 0x2A700...0x2B73F, 0x2B740...0x2B81F, 0x2B920...0x2CEAF,
            0xF900...0xFAFF, 0x2F800...0x2FA1F:
            true
        default: false
        }
    }

    /// The part of SentencePiece's "nmt" rules that is not in Unicode's forms.
    private static func sentencePiece(_ code: UInt32) -> Change {
        switch code {
        case 0x01...0x08, 0x0B, 0x0E...0x1F, 0x7F, 0x8F, 0x9F: .drop
        case 0x09, 0x0A, 0x0C, 0x0D, 0x1680, 0x200B...0x200F, 0x2028, 0x2029, 0x2581, 0xFEFF, 0xFFFD: .space
        default: .keep
        }
    }

    private static func stripped(_ text: [UInt8], _ left: Bool, _ right: Bool) -> [UInt8] {
        let span = text.span
        var first: Int?
        var last = 0
        var at = 0
        while at < text.count {
            let (code, length) = CodePoint.decode(span, at: at)
            if !CodePoint.isWhiteSpace(code) {
                if first == nil { first = at }
                last = at + length
            }
            at += length
        }
        guard let first else { return left || right ? [] : text }
        return Array(text[(left ? first : 0)..<(right ? last : text.count)])
    }
}
