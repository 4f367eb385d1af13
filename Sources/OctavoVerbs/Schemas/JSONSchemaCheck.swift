import OctavoTable
import OctavoText

/// One value on its way through a schema.
struct JSONSchemaCheck {
    /// A schema that refers to itself without going into the value would never end; no real one goes so deep.
    static let deepest = 300

    let schema: JSONSchema
    let nullsAreAbsent: Bool
    /// Violations to keep; with none the first ends the check.
    let limit: Int
    private(set) var found: [JSONSchema.Violation] = []
    private var depth = 0
    /// Of the schema that is looked at.
    private var about: String?
    /// From the whole value to the part that is looked at.
    private var path: [Step] = []

    private enum Step {
        case item(Int)
        case field(String)
    }

    init(_ schema: JSONSchema, nullsAreAbsent: Bool, limit: Int) {
        self.schema = schema
        self.nullsAreAbsent = nullsAreAbsent
        self.limit = limit
    }

    mutating func accepts(_ value: Datum, _ index: Int) -> Bool {
        let node = schema.nodes[index]
        if node.isNever { return refuse("must not be there") }
        guard depth < Self.deepest else { return refuse("nests too deep for its schema") }
        depth += 1
        let outer = about
        about = node.about
        defer {
            depth -= 1
            about = outer
        }
        var isAccepted = true
        for rule in node.rules {
            if holds(rule, value, node) { continue }
            isAccepted = false
            if found.count >= limit { return false }
        }
        return isAccepted
    }

    /// Whether a schema takes the value, without a word about why not.
    private mutating func fits(_ value: Datum, _ index: Int) -> Bool {
        var inner = JSONSchemaCheck(schema, nullsAreAbsent: nullsAreAbsent, limit: 0)
        inner.depth = depth
        return inner.accepts(value, index)
    }

    private mutating func refuse(
        _ reason: @autoclosure () -> String, _ kind: JSONSchema.Violation.Kind = .value,
        alternatives: @autoclosure () -> [String] = []
    ) -> Bool {
        if found.count < limit {
            found.append(
                JSONSchema.Violation(pointer: pointer, reason: reason(), kind: kind, alternatives: alternatives(), about: about))
        }
        return false
    }

    /// The same for a part of the value.
    private mutating func refuse(
        at step: Step, _ reason: @autoclosure () -> String, _ kind: JSONSchema.Violation.Kind = .value,
        alternatives: @autoclosure () -> [String] = []
    ) -> Bool {
        path.append(step)
        defer { path.removeLast() }
        return refuse(reason(), kind, alternatives: alternatives())
    }

    private mutating func accepts(_ value: Datum, _ index: Int, at step: Step) -> Bool {
        path.append(step)
        defer { path.removeLast() }
        return accepts(value, index)
    }

    /// Written out only where something is wrong.
    private var pointer: String {
        path.reduce("") { text, step in
            switch step {
            case .item(let place): "\(text)/\(place)"
            case .field(let name): "\(text)/\(JSONPointer.escaped(name))"
            }
        }
    }

    private mutating func holds(_ rule: JSONSchema.Rule, _ value: Datum, _ node: JSONSchema.Node) -> Bool {
        switch rule {
        case .types(let types):
            if types.contains(where: { $0.holds(value) }) { return true }
            let wanted = types.map(\.withArticle).joined(separator: " or ")
            return refuse("is \(JSONType.name(of: value)), not \(wanted): \(Excerpt.value(value))")
        case .oneOfValues(let values):
            let own = JSONEquality.canonical(value)
            if values.contains(own) { return true }
            let list = values.prefix(6).map { Excerpt.value($0) }.joined(separator: ", ") + (values.count > 6 ? ", …" : "")
            return refuse(
                "is \(Excerpt.value(value)), not " + (values.count == 1 ? list : "one of \(list)"),
                alternatives: values.compactMap { if case .text(let text) = $0 { text } else { nil } })
        case .reference(let target): return accepts(value, target)
        case .all(let parts):
            var isAccepted = true
            for part in parts where !accepts(value, part) { isAccepted = false }
            return isAccepted
        case .any(let parts):
            if parts.contains(where: { fits(value, $0) }) { return true }
            // With one alternative its own reasons say more.
            if parts.count == 1 { return accepts(value, parts[0]) }
            return refuse("fits none of \(parts.count) alternatives: \(Excerpt.value(value))")
        case .one(let parts):
            let count = parts.count { fits(value, $0) }
            if count == 1 { return true }
            return refuse(
                "fits \(count == 0 ? "none" : "\(count)") of \(parts.count) alternatives, not exactly one: \(Excerpt.value(value))"
            )
        case .not(let part):
            return fits(value, part) ? refuse("is what `not` excludes: \(Excerpt.value(value))") : true
        case .conditional(let test, let then, let otherwise):
            guard let branch = fits(value, test) ? then : otherwise else { return true }
            return accepts(value, branch)
        default: break
        }
        switch value {
        case .int, .float: return holds(rule, number: value)
        case .text(let text): return holds(rule, text: text)
        case .time, .date, .duration: return holds(rule, text: DatumText.plain(value))
        case .list(let items): return holds(rule, items: items)
        case .record(let fields): return holds(rule, fields: present(fields, node))
        case .null, .bool: return true
        }
    }

    /// The fields that count as there.
    private mutating func present(_ fields: [(name: String, value: Datum)], _ node: JSONSchema.Node)
        -> [(name: String, value: Datum)]
    {
        guard nullsAreAbsent, fields.contains(where: \.value.isNull) else { return fields }
        var kept: [(name: String, value: Datum)] = []
        for field in fields {
            if field.value.isNull {
                guard let own = node.properties[field.name], fits(.null, own) else { continue }
            }
            kept.append(field)
        }
        return kept
    }

    // MARK: - Kinds of values

    private mutating func holds(_ rule: JSONSchema.Rule, number: Datum) -> Bool {
        switch rule {
        case .multiple(let divisor):
            return JSONNumber.isMultiple(number, of: divisor)
                || refuse("is \(Excerpt.value(number)), not a multiple of \(Excerpt.value(divisor))")
        case .bound(let bound, let limit):
            let order = JSONNumber.compare(number, limit)
            let isKept: Bool
            let words: String
            switch bound {
            case .minimum: (isKept, words) = (order.map { $0 >= 0 } ?? false, "less than the minimum")
            case .maximum: (isKept, words) = (order.map { $0 <= 0 } ?? false, "more than the maximum")
            case .exclusiveMinimum: (isKept, words) = (order.map { $0 > 0 } ?? false, "not more than")
            case .exclusiveMaximum: (isKept, words) = (order.map { $0 < 0 } ?? false, "not less than")
            }
            return isKept || refuse("is \(Excerpt.value(number)), \(words) \(Excerpt.value(limit))")
        default: return true
        }
    }

    private mutating func holds(_ rule: JSONSchema.Rule, text: String) -> Bool {
        switch rule {
        case .textLength(let least, let most):
            let length = text.unicodeScalars.count
            if let least, length < least { return refuse("has \(length) characters, fewer than \(least)") }
            if let most, length > most { return refuse("has \(length) characters, more than \(most)") }
            return true
        case .pattern(let pattern):
            // A search that is stopped for taking too long has found nothing.
            if (try? pattern.isFound(in: text)) ?? false { return true }
            return refuse("does not match `\(pattern.source)`: \(Excerpt.value(.text(text)))")
        case .format(let format):
            return format.holds(text) || refuse("is no \(format.rawValue): \(Excerpt.value(.text(text)))")
        default: return true
        }
    }

    private mutating func holds(_ rule: JSONSchema.Rule, items: [Datum]) -> Bool {
        switch rule {
        case .itemCount(let least, let most):
            if let least, items.count < least { return refuse("has \(items.count) items, fewer than \(least)") }
            if let most, items.count > most { return refuse("has \(items.count) items, more than \(most)") }
            return true
        case .uniqueItems:
            var seen: [Datum: Int] = [:]
            for (place, item) in items.enumerated() {
                if let first = seen.updateValue(place, forKey: JSONEquality.canonical(item)) {
                    return refuse(at: .item(place), "repeats item \(first)")
                }
            }
            return true
        case .items(let first, let rest):
            var isAccepted = true
            for (place, item) in items.enumerated() {
                guard let own = place < first.count ? first[place] : rest else { break }
                if !accepts(item, own, at: .item(place)) { isAccepted = false }
                if !isAccepted, found.count >= limit { return false }
            }
            return isAccepted
        case .contains(let own, let least, let most):
            let count = items.count { fits($0, own) }
            if count < least { return refuse("has \(count) items that fit `contains`, fewer than \(least)") }
            if let most, count > most { return refuse("has \(count) items that fit `contains`, more than \(most)") }
            return true
        default: return true
        }
    }

    private mutating func holds(_ rule: JSONSchema.Rule, fields: [(name: String, value: Datum)]) -> Bool {
        func has(_ name: String) -> Bool { fields.contains { $0.name == name } }
        switch rule {
        case .propertyCount(let least, let most):
            if let least, fields.count < least { return refuse("has \(fields.count) fields, fewer than \(least)") }
            if let most, fields.count > most { return refuse("has \(fields.count) fields, more than \(most)") }
            return true
        case .required(let names):
            var isAccepted = true
            for name in names where !has(name) { isAccepted = refuse(at: .field(name), "is missing", .missingField) }
            return isAccepted
        case .properties(let named, let patterns, let others):
            var isAccepted = true
            for field in fields {
                var isNamed = false
                if let own = named[field.name] {
                    isNamed = true
                    if !accepts(field.value, own, at: .field(field.name)) { isAccepted = false }
                }
                for (pattern, own) in patterns where (try? pattern.isFound(in: field.name)) ?? false {
                    isNamed = true
                    if !accepts(field.value, own, at: .field(field.name)) { isAccepted = false }
                }
                if !isNamed, let others {
                    if schema.nodes[others].isNever {
                        isAccepted = refuse(
                            at: .field(field.name), "must not be there", .unknownField, alternatives: named.keys.sorted())
                    } else if !accepts(field.value, others, at: .field(field.name)) {
                        isAccepted = false
                    }
                }
                if !isAccepted, found.count >= limit { return false }
            }
            return isAccepted
        case .propertyNames(let own):
            var isAccepted = true
            for field in fields where !fits(.text(field.name), own) {
                isAccepted = refuse(at: .field(field.name), "has a name that `propertyNames` excludes")
            }
            return isAccepted
        case .requiredWith(let name, let others):
            guard has(name) else { return true }
            var isAccepted = true
            for other in others where !has(other) { isAccepted = refuse(at: .field(other), "is missing, which `\(name)` needs") }
            return isAccepted
        case .schemaWith(let name, let own): return has(name) ? accepts(.record(fields), own) : true
        default: return true
        }
    }
}
