import OctavoLanguage
import OctavoSource
import OctavoTable

/// A JSON Schema that an argument names or holds: the document, and the same ready to check values.
struct SchemaSource: Sendable {
    let document: Datum
    let schema: JSONSchema

    init(_ document: Datum) throws {
        self.document = document
        schema = try JSONSchemaCompiler.compile(document)
    }

    /// From the bytes of the file at `path`, which messages name.
    init(_ bytes: [UInt8], path: String) throws {
        do {
            try self.init(try JSONReader.read(String(decoding: bytes, as: UTF8.self)))
        } catch let diagnostic as Diagnostic {
            throw Self.naming(path, diagnostic)
        }
    }

    /// What `argument` of the function `name` gives; `nil` where only a run can know it.
    static func read(_ argument: BoundArguments.Argument, of name: String, _ evaluation: Evaluation) throws -> SchemaSource? {
        do {
            switch argument.value {
            case .unknown:
                evaluation.record(Access(.reads, "file:*"))
                return nil
            case .text(let path):
                evaluation.record(Access(.reads, "file:\(path)"))
                return try SchemaSource(try evaluation.capabilities.files.contents(of: path).bytes.array, path: path)
            case .bool, .record:
                if let document = argument.value.datum { return try SchemaSource(document) }
            default: break
            }
        } catch let diagnostic as Diagnostic {
            throw diagnostic.located(at: argument.range)
        }
        throw Diagnostic(
            "wrong-argument", "`\(name)` takes a path or a record for `schema`, not \(article(argument.value.kindName))",
            at: argument.range, help: ["`\(name)(…, \"schema.json\")`, or the schema as a record: `{required: [\"id\"]}`"])
    }

    /// The same mistake, with the file that it is in.
    static func naming(_ path: String, _ diagnostic: Diagnostic) -> Diagnostic {
        var diagnostic = diagnostic
        if diagnostic.code == "bad-json" { diagnostic.help = [] }
        if diagnostic.code == "bad-json" || diagnostic.code == "bad-schema" { diagnostic.message += " (`\(path)`)" }
        return diagnostic
    }
}
