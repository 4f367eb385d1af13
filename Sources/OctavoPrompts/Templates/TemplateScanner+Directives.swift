import OctavoSource
import OctavoSyntax

extension TemplateScanner {
    /// What the code between braces is; `code` is without spaces around it, `range` is that of the braces.
    mutating func kind(of code: ByteRange, in range: ByteRange, hasThen: Bool) -> TemplateDirective.Kind {
        guard !code.isEmpty else { return emptyOrComment(range) }
        if let problem = foreign(code, range) {
            problems.append(problem)
            return problem.fix?.edits.first?.replacement == "{{ end }}" ? .end : .bad
        }
        var end = code.start
        while end < code.end, bytes[end].isWordByte { end += 1 }
        let word = source.text(in: ByteRange(code.start, end))
        let rest = trimmed(ByteRange(end, code.end))
        let isFollowed =
            end < code.end && (bytes[end].isSpace || bytes[end] == UInt8(ascii: "(") || bytes[end] == UInt8(ascii: "\""))
        guard isFollowed || end == code.end else { return .hole(code) }
        switch word {
        case "if" where !hasThen: return condition(rest, "if", range) { .conditional($0) }
        case "else":
            if rest.isEmpty { return .otherwise }
            return elseIf(rest, range)
        case "for": return loop(rest, range)
        case "end":
            if !rest.isEmpty {
                problems.append(misspelt(range, "`\(source.text(in: code))`", "end"))
            }
            return .end
        case "include" where !rest.isEmpty: return part(rest, range)
        default: return .hole(code)
        }
    }

    private mutating func emptyOrComment(_ range: ByteRange) -> TemplateDirective.Kind {
        let inner = trimmed(ByteRange(range.start + 2, range.end - 2))
        if inner.isEmpty {
            problems.append(
                Diagnostic(
                    "empty-hole", "this hole holds nothing", at: SourceRange(source, range),
                    help: ["an input stands in it: `{{ name }}`; for the two braces themselves: `{{ \"{{\" }}`"]))
            return .bad
        }
        // Code is empty because a comment fills the hole; `#if` and its kind belong to another language.
        let word = source.text(in: ByteRange(inner.start + 1, inner.end))
        guard let first = word.first, first != " ", first != "\n", first != "\t" else { return .comment }
        let name = word.prefix { $0.isLetter }
        let instead: [Substring: String] = ["each": "for item in …", "if": "if …", "unless": "if not …", "with": "for … in …"]
        problems.append(
            Diagnostic(
                "foreign-tag", "`{{#\(name)` begins no block here", at: SourceRange(source, range),
                help: [
                    "a block is written `{{ \(instead[name] ?? "if …") }} … {{ end }}`",
                    "a comment has a space behind its sign: `{{ # \(word) }}`",
                ]))
        return .bad
    }

    private mutating func condition(
        _ code: ByteRange, _ word: String, _ range: ByteRange, _ make: (ByteRange) -> TemplateDirective.Kind
    ) -> TemplateDirective.Kind {
        if code.isEmpty {
            problems.append(
                Diagnostic(
                    "bad-block", "`\(word)` has no condition", at: SourceRange(source, range),
                    help: ["`{{ \(word) words > 3 }} … {{ end }}`"]))
        }
        return make(code)
    }

    private mutating func elseIf(_ rest: ByteRange, _ range: ByteRange) -> TemplateDirective.Kind {
        var end = rest.start
        while end < rest.end, bytes[end].isWordByte { end += 1 }
        guard source.text(in: ByteRange(rest.start, end)) == "if" else {
            problems.append(
                Diagnostic(
                    "bad-block", "`else` has no condition of its own", at: SourceRange(source, rest),
                    fix: .replace(SourceRange(source, rest), with: "if \(source.text(in: rest))", .maybe)))
            return .otherwise
        }
        return condition(trimmed(ByteRange(end, rest.end)), "else if", range) { .elseConditional($0) }
    }

    /// `for x in xs`.
    private mutating func loop(_ rest: ByteRange, _ range: ByteRange) -> TemplateDirective.Kind {
        var end = rest.start
        while end < rest.end, bytes[end].isWordByte { end += 1 }
        let name = ByteRange(rest.start, end)
        let after = trimmed(ByteRange(end, rest.end))
        end = after.start
        while end < after.end, bytes[end].isWordByte { end += 1 }
        let word = ByteRange(after.start, end)
        let list = trimmed(ByteRange(end, after.end))
        if WrittenForm.isName(source.text(in: name)), source.text(in: word) == "in", !list.isEmpty {
            return .loop(NameSyntax(source.text(in: name), name), list: list)
        }
        var problem = Diagnostic(
            "bad-block", "`for` is not followed by a name, `in` and a list", at: SourceRange(source, range),
            help: ["`{{ for item in items }} … {{ end }}`"])
        if source.text(in: word) == "of" { problem.fix = .replace(SourceRange(source, word), with: "in") }
        if after.count > 0, bytes[after.start] == UInt8(ascii: ",") {
            problem.help = ["one name stands for the item: `{{ for item in items }}`"]
        }
        problems.append(problem)
        return .loop(NameSyntax("", name), list: ByteRange(after.start, after.start))
    }

    private mutating func part(_ rest: ByteRange, _ range: ByteRange) -> TemplateDirective.Kind {
        let (first, last) = (bytes[rest.start], bytes[rest.end - 1])
        let path = ByteRange(rest.start + 1, max(rest.end - 1, rest.start + 1))
        if rest.count > 2, first == last, first == UInt8(ascii: "\"") || first == UInt8(ascii: "'"),
            !bytes[path.start..<path.end].contains(where: { $0 == first || $0 == UInt8(ascii: "\\") })
        {
            return .part(path)
        }
        problems.append(
            Diagnostic(
                "bad-block", "`include` takes the path of a file, as a text", at: SourceRange(source, rest),
                help: ["`{{ include \"part.md\" }}`, relative to this file's folder"]))
        return .bad
    }

    func misspelt(_ range: ByteRange, _ what: String, _ right: String) -> Diagnostic {
        Diagnostic(
            "foreign-tag", "\(what) is written `{{ \(right) }}`", at: SourceRange(source, range),
            fix: .replace(SourceRange(source, range), with: "{{ \(right) }}"))
    }

    /// What people write in the templates of other systems.
    private func foreign(_ code: ByteRange, _ range: ByteRange) -> Diagnostic? {
        let text = source.text(in: code)
        let rest = text.dropFirst().trimmingSpaces
        switch text.first {
        case "/": return misspelt(range, "the end of a block", "end")
        case ">": return misspelt(range, "another file", "include \"\(rest).md\"")
        case "!": return misspelt(range, "a comment", "# \(rest.drop { $0 == "-" || $0 == " " })")
        case "&": return misspelt(range, "a value", rest)
        case "^": return misspelt(range, "a block for what is missing", "if \(rest) == null")
        case "-" where text.dropFirst().first == " ", "~":
            let inside = rest.hasSuffix(" -") || rest.hasSuffix("~") ? rest.dropLast().trimmingSpaces : rest
            return misspelt(range, "a hole needs no sign for spaces: it", inside)
        default: break
        }
        if text.hasSuffix(" -") || text.hasSuffix("~") {
            return misspelt(range, "a hole needs no sign for spaces: it", String(text.dropLast())[...].trimmingSpaces)
        }
        switch text {
        case "endif", "endfor", "endeach", "end_if", "end_for": return misspelt(range, "`\(text)`", "end")
        default: break
        }
        for word in ["elif", "elsif", "elseif"] where text.hasPrefix(word + " ") {
            return misspelt(range, "`\(word)`", "else if \(text.dropFirst(word.count + 1))")
        }
        return nil
    }
}
