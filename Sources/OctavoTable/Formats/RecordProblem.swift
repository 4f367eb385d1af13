import CKernels

/// What is wrong with a record, in words.
enum RecordProblem {
    static func text(_ code: Int) -> String {
        switch code {
        case OCTAVO_JSON_ERROR_END: "unexpected end of text"
        case OCTAVO_JSON_ERROR_VALUE: "no value where one must stand"
        case OCTAVO_JSON_ERROR_KEY: "no quoted name of a field where one must stand"
        case OCTAVO_JSON_ERROR_COLON: "no colon after the name of a field"
        case OCTAVO_JSON_ERROR_COMMA: "no comma between values"
        case OCTAVO_JSON_ERROR_CONTROL: "a control character in a text"
        case OCTAVO_JSON_ERROR_ESCAPE: "an unknown escape in a text"
        case OCTAVO_JSON_ERROR_UTF8: "bytes that are not UTF-8 in a text"
        case OCTAVO_JSON_ERROR_NUMBER: "a malformed number"
        case OCTAVO_JSON_ERROR_DEPTH: "more than \(OCTAVO_JSON_DEPTH) levels of nesting"
        case OCTAVO_JSON_ERROR_TRAILING: "more text after the value"
        case OCTAVO_JSON_ERROR_LENGTH: "a value that is too long"
        default: "malformed text"
        }
    }

    static let documentHint = "a file that is one JSON value over several lines is loaded with `format: \"json\"`"

    /// What would help with error `code` at byte `place` of a line, or of a document.
    static func hint(_ code: Int, isLine: Bool, place: Int) -> String? {
        switch code {
        case OCTAVO_JSON_ERROR_UTF8:
            "JSON is UTF-8; `bad: \"repair\"` reads other bytes as Windows-1252, and `iconv -f NAME -t UTF-8` converts from other encodings"
        // A line that holds nothing but an opening bracket, or a brace.
        case OCTAVO_JSON_ERROR_END where isLine && place <= 2: documentHint
        case OCTAVO_JSON_ERROR_TRAILING where !isLine:
            "a file with one value a line is loaded with `format: \"jsonl\"`"
        default: nil
        }
    }

    static func kind(_ kind: Int) -> String {
        switch kind {
        case OCTAVO_JSON_NULL: "null"
        case OCTAVO_JSON_FALSE, OCTAVO_JSON_TRUE: "a bool"
        case OCTAVO_JSON_INTEGER, OCTAVO_JSON_FLOAT: "a number"
        case OCTAVO_JSON_STRING: "a text"
        case OCTAVO_JSON_LIST: "a list"
        default: "a record"
        }
    }

    static func delimited(_ entry: octavo_csv_bad, expected: Int, isUnclosed: Bool) -> String {
        switch Int(entry.error) {
        case OCTAVO_CSV_QUOTE where isUnclosed: "begins a quoted field that is never closed"
        case OCTAVO_CSV_QUOTE: "has a quoted field with text after its closing quote"
        case OCTAVO_CSV_LENGTH: "has a field that is too long"
        default: "has \(entry.fields) \(entry.fields == 1 ? "field" : "fields"), the header \(expected)"
        }
    }
}
