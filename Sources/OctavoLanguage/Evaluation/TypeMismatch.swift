import OctavoSource
import OctavoSyntax

/// The messages for two types that an operator does not take, of values at hand and of columns alike.
enum TypeMismatch {
    static func arithmetic(
        _ sign: BinaryOperatorSyntax, _ left: String, _ right: String, _ places: Operators.Places
    ) -> Diagnostic {
        var diagnostic = mismatch("cannot apply `\(sign.rawValue)` to \(left) and \(right)", left, right, places)
        let (one, two) = (places.left.text, places.right.text)
        switch (sign, left, right) {
        case (.add, "list", "list"): propose("[...\(one), ...\(two)]", "to join lists, spread them", in: &diagnostic, places)
        case (.add, "record", "record"):
            propose("{...\(one), ...\(two)}", "to join records, spread them", in: &diagnostic, places)
        case (.add, "text", _) where isPlain(right), (.add, _, "text") where isPlain(left):
            let joined = "\"" + piece(one, left) + piece(two, right) + "\""
            propose(joined, "to join text with other values, interpolate", in: &diagnostic, places)
        case (_, "time", "int"), (_, "date", "int"), (_, "time", "float"), (_, "date", "float"), (_, "duration", "int"):
            diagnostic.help = ["a duration has a unit: `\(Int64(two) == nil ? "1" : two)d` are days, `2h` hours"]
        case (_, "text", "int"), (_, "text", "float"), (_, "int", "text"), (_, "float", "text"):
            diagnostic.help = ["to turn text into a number: `int(\(left == "text" ? one : two))`"]
        default: break
        }
        return diagnostic
    }

    /// For `<` and its kind.
    static func order(_ left: String, _ right: String, _ places: Operators.Places) -> Diagnostic {
        comparison("cannot order \(left) with \(right)", left, right, places)
    }

    /// For `==` and `!=`.
    static func equality(_ left: String, _ right: String, _ places: Operators.Places) -> Diagnostic {
        comparison("cannot compare \(left) with \(right)", left, right, places)
    }

    private static func comparison(
        _ message: String, _ left: String, _ right: String, _ places: Operators.Places
    ) -> Diagnostic {
        var diagnostic = mismatch(message, left, right, places)
        if left == "column" || right == "column" {
            let column = left == "column" ? places.left.text : places.right.text
            let name = column.split(separator: ".").last.map(String.init) ?? ""
            diagnostic.help = [
                "a verb compares row by row, and there the column is `.\(WrittenForm.isName(name) ? name : "name")`: "
                    + "`t | filter(.\(WrittenForm.isName(name) ? name : "name") > 1)`"
            ]
        }
        for (kind, other, range) in [(left, right, places.left), (right, left, places.right)] where kind == "text" {
            let inner = unquoted(range.text)
            switch other {
            case "int", "float":
                if let inner, Double(inner) != nil { diagnostic.fix = .replace(range, with: inner) }
                diagnostic.help = ["to turn text into a number: `\(other)(\(range.text))`"]
            case "date", "time":
                if let inner, isDate(inner) { diagnostic.fix = .replace(range, with: "@\(inner)", .maybe) }
                diagnostic.help = ["a date is written `@2026-01-31`; `\(other)(\(range.text))` reads one from text"]
            case "bool":
                if let inner, inner == "true" || inner == "false" { diagnostic.fix = .replace(range, with: inner) }
            default: break
            }
        }
        return diagnostic
    }

    private static func mismatch(
        _ message: String, _ left: String, _ right: String, _ places: Operators.Places
    ) -> Diagnostic {
        Diagnostic(
            "type-mismatch", message, at: places.sign, secondary: [.init(places.left, left), .init(places.right, right)])
    }

    private static func propose(
        _ text: String, _ why: String, in diagnostic: inout Diagnostic, _ places: Operators.Places
    ) {
        // Long operands would make a line that nobody can read.
        guard text.utf8.count <= 80, !text.contains("\n") else { return }
        diagnostic.help = ["\(why): `\(text)`"]
        diagnostic.fix = .replace(places.whole, with: text, .maybe)
    }

    /// An operand as a part of an interpolated text.
    private static func piece(_ text: String, _ type: String) -> String {
        if type == "text", text.hasPrefix("\""), let inner = unquoted(text) { return inner }
        return Double(text) != nil ? text : "\\(\(text))"
    }

    private static func unquoted(_ text: String) -> String? {
        guard text.utf8.count >= 2, let first = text.first, first == "\"" || first == "'", text.last == first else { return nil }
        return String(text.dropFirst().dropLast())
    }

    /// Whether values of this kind have a text form.
    private static func isPlain(_ type: String) -> Bool {
        ["bool", "int", "float", "time", "date", "duration"].contains(type)
    }

    private static func isDate(_ text: String) -> Bool {
        text.utf8.count == 10 && text.utf8.allSatisfy { ($0 >= 0x30 && $0 <= 0x39) || $0 == 0x2D }
    }
}
