import OctavoLanguage
import OctavoSource
import OctavoTable

/// Lists and records as the language writes them, on one line where they fit, else over several.
struct NestedText {
    let width: Int
    /// Gets the values that are counted and not shown.
    var hide: (Value) -> Void = { _ in }

    /// Values inside values deeper than this are `…`.
    private static let deepest = 40

    func text(_ value: Value) -> String { text(value, indent: 0, depth: 0) }

    private func text(_ value: Value, indent: Int, depth: Int) -> String {
        guard let (open, parts, close) = parts(value) else { return scalar(value) }
        if depth > Self.deepest { return "…" }
        if let line = inline(value, room: width - indent, depth: depth) { return line }
        let inner = String(repeating: " ", count: indent + 2)
        var lines: [String] = []
        var line = ""
        let isPacked = parts.items.allSatisfy { self.parts($0.value) == nil } && open == "["
        for (index, item) in parts.items.enumerated() {
            let isLast = index + 1 == parts.items.count && parts.more == 0
            let text =
                (item.label.map { $0 + ": " } ?? "") + text(item.value, indent: indent + 2, depth: depth + 1)
                + (isLast ? "" : ",")
            if !line.isEmpty, isPacked, TextWidth.columns(of: line) + 1 + TextWidth.columns(of: text) <= width - indent - 2 {
                line += " " + text
            } else {
                if !line.isEmpty { lines.append(inner + line) }
                line = text
            }
        }
        if !line.isEmpty { lines.append(inner + line) }
        if parts.more > 0 {
            lines.append(inner + "… \(Quantity.grouped(parts.more)) more")
            hideRest(of: value)
        }
        return open + "\n" + lines.joined(separator: "\n") + "\n" + String(repeating: " ", count: indent) + close
    }

    private func hideRest(of value: Value) {
        switch value {
        case .list(let items): for item in items.dropFirst(ValueText.shownItems) { hide(item) }
        case .record(let record): for field in record.fields.dropFirst(ValueText.shownItems) { hide(field.value) }
        default: return
        }
    }

    private struct Parts {
        var items: [(label: String?, value: Value)]
        /// Items that are not shown.
        var more: Int
    }

    private func parts(_ value: Value) -> (open: String, parts: Parts, close: String)? {
        switch value {
        case .list(let items):
            let shown = items.prefix(ValueText.shownItems).map { (label: String?.none, value: $0) }
            return ("[", Parts(items: shown, more: items.count - shown.count), "]")
        case .record(let record):
            let shown = record.fields.prefix(ValueText.shownItems).map {
                (label: Optional(DatumText.label($0.name)), value: $0.value)
            }
            return ("{", Parts(items: shown, more: record.fields.count - shown.count), "}")
        default: return nil
        }
    }

    /// On one line of at most `room` columns; `nil` where it does not fit. Stops as soon as that is known.
    private func inline(_ value: Value, room: Int, depth: Int) -> String? {
        guard let (open, parts, close) = parts(value) else {
            let text = scalar(value)
            return TextWidth.columns(of: text) <= room && !text.utf8.contains(0x0A) ? text : nil
        }
        if parts.more > 0 || depth > Self.deepest { return nil }
        var line = open
        var left = room - 2
        for (index, item) in parts.items.enumerated() {
            let before = (index > 0 ? ", " : "") + (item.label.map { $0 + ": " } ?? "")
            left -= TextWidth.columns(of: before)
            guard left >= 0, let text = inline(item.value, room: left, depth: depth + 1) else { return nil }
            left -= TextWidth.columns(of: text)
            line += before + text
        }
        return left >= 0 ? line + close : nil
    }

    private func scalar(_ value: Value) -> String {
        switch value {
        case .range(let from, let to): return "\(from)..\(to)"
        case .table(let plan): return "table(\(columns(plan.schema)))"
        case .column(_, let name): return "column .\(DatumText.label(name))"
        case .function(.verb(let verb)): return verb.signature
        case .function(.user(let user)): return user.signature
        case .function(.lambda(let lambda)): return TextWidth.escaped(lambda.source.text(in: lambda.range))
        case .expression(let expression): return TextWidth.escaped(expression.range.text)
        case .module(let module):
            let names = module.environment.values.keys.sorted() + module.environment.functions.values.map(\.signature).sorted()
            return "module \(module.name)" + (names.isEmpty ? "" : ": " + names.joined(separator: ", "))
        case .schema(let schema): return "schema(\(columns(schema)))"
        case .secret(let secret): return "secret(\(secret.name))"
        case .object(let object): return object.summary
        case .unknown(let type): return "\(type)"
        default: return value.datum.map { DatumText.literal($0) } ?? value.kindName
        }
    }

    private func columns(_ schema: Schema) -> String {
        let shown = schema.fields.prefix(12).map { "\(DatumText.label($0.name)) \($0.type)" }.joined(separator: ", ")
        return shown + (schema.count > 12 ? ", and \(schema.count - 12) more" : "")
    }
}
