/// A pattern of file names: `*` any characters, `?` one, `[a-z]` or `[!a-z]` one of a set, `**` any folders.
struct Glob: Sendable {
    /// The parts between `/`.
    let parts: [String]
    let isAbsolute: Bool

    init(_ pattern: String) {
        isAbsolute = PathText.isAbsolute(pattern)
        parts = pattern.split(separator: "/").filter { $0 != "." }.map(String.init)
    }

    static func isPattern(_ text: String) -> Bool { text.utf8.contains { $0 == 0x2A || $0 == 0x3F || $0 == 0x5B } }

    /// Whether `name` fits one part of a pattern. A name that starts with a point fits only a part that does.
    ///
    /// O(name × part): the last star alone is tried again, since an earlier one can give nothing that it could not.
    static func matches(_ name: String, _ part: String) -> Bool {
        if name.utf8.first == 0x2E, part.utf8.first != 0x2E { return false }
        let text = Array(name.unicodeScalars)
        let pattern = tokens(part)
        var at = 0
        var token = 0
        var retry: (at: Int, token: Int)?
        while at < text.count {
            if token < pattern.count {
                if case .any = pattern[token] {
                    retry = (at, token)
                    token += 1
                    continue
                }
                if pattern[token].accepts(text[at]) {
                    at += 1
                    token += 1
                    continue
                }
            }
            guard let last = retry else { return false }
            retry = (last.at + 1, last.token)
            at = last.at + 1
            token = last.token + 1
        }
        return pattern[token...].allSatisfy { if case .any = $0 { true } else { false } }
    }

    private enum Token {
        case any
        case one
        case scalar(Unicode.Scalar)
        case set([ClosedRange<Unicode.Scalar>], isNegated: Bool)

        func accepts(_ scalar: Unicode.Scalar) -> Bool {
            switch self {
            case .any: false
            case .one: true
            case .scalar(let wanted): wanted == scalar
            case .set(let ranges, let isNegated): ranges.contains { $0.contains(scalar) } != isNegated
            }
        }
    }

    private static func tokens(_ part: String) -> [Token] {
        let scalars = Array(part.unicodeScalars)
        var tokens: [Token] = []
        var index = 0
        while index < scalars.count {
            let scalar = scalars[index]
            index += 1
            switch scalar {
            case "*": if case .any? = tokens.last {} else { tokens.append(.any) }
            case "?": tokens.append(.one)
            case "[":
                if let (set, end) = set(scalars, from: index) {
                    tokens.append(set)
                    index = end
                } else {
                    tokens.append(.scalar(scalar))
                }
            default: tokens.append(.scalar(scalar))
            }
        }
        return tokens
    }

    /// The set whose `[` stands before `start`, and where it ends; `nil` where no `]` closes it, so that `[` stands for itself. A `]`
    /// that comes first belongs to the set.
    private static func set(_ scalars: [Unicode.Scalar], from start: Int) -> (Token, Int)? {
        var index = start
        var isNegated = false
        if index < scalars.count, scalars[index] == "!" || scalars[index] == "^" {
            isNegated = true
            index += 1
        }
        let first = index
        var ranges: [ClosedRange<Unicode.Scalar>] = []
        while index < scalars.count {
            if scalars[index] == "]", index > first { return (.set(ranges, isNegated: isNegated), index + 1) }
            if index + 2 < scalars.count, scalars[index + 1] == "-", scalars[index + 2] != "]" {
                if scalars[index] <= scalars[index + 2] { ranges.append(scalars[index]...scalars[index + 2]) }
                index += 3
            } else {
                ranges.append(scalars[index]...scalars[index])
                index += 1
            }
        }
        return nil
    }
}
