package import OctavoSource
package import OctavoTable

/// Databases behind the kernel's capabilities.
package protocol DatabaseAccess: Sendable {
    /// The rows of a table or query, whose types are found by a pass over them. `types` are fixed by column.
    /// Throws `QueryFailure` where the place in the query is known.
    func source(
        _ location: DatabaseLocation, types: [String: DataType], context: ExecutionContext
    ) throws -> any RowSource

    /// Replaces a table in one transaction: after a failure the database is as it was.
    func write(
        _ location: DatabaseLocation, schema: Schema, context: ExecutionContext,
        chunks: (_ give: (Chunk) throws -> Void) throws -> Void
    ) throws
}

/// What is wrong in a query, and at which of its bytes.
package struct QueryFailure: Error {
    package let diagnostic: Diagnostic
    package let offset: Int

    package init(_ diagnostic: Diagnostic, offset: Int) {
        self.diagnostic = diagnostic
        self.offset = offset
    }
}

/// A table or query of a database, as paths name it: `sqlite:data/app.db?table=users`, `sqlite:app.db?query=select …`. All behind the
/// first `table=` or `query=` is taken as it stands, so a query needs no escapes.
package struct DatabaseLocation: Sendable, Equatable {
    package enum Part: Sendable, Equatable {
        case table(String)
        /// `offset` is where it begins in the whole text, in bytes.
        case query(String, offset: Int)
    }

    package let path: String
    /// `nil`: the only table there is.
    package let part: Part?

    package static let scheme = "sqlite:"

    /// `nil` where the text is the path of a file.
    package init?(_ text: String) throws {
        guard text.hasPrefix(Self.scheme) else { return nil }
        let rest = text.dropFirst(Self.scheme.count)
        guard let mark = rest.firstIndex(of: "?") else {
            path = String(rest)
            part = nil
            return
        }
        path = String(rest[..<mark])
        let parameter = rest[rest.index(after: mark)...]
        if parameter.hasPrefix("table="), parameter.utf8.count > 6 {
            part = .table(String(parameter.dropFirst(6)))
        } else if parameter.hasPrefix("query="), parameter.utf8.count > 6 {
            let query = parameter.dropFirst(6)
            part = .query(String(query), offset: text.utf8.count - query.utf8.count)
        } else {
            throw Diagnostic(
                "unknown-format", "`\(text)` names neither a table nor a query of the database",
                help: ["write `sqlite:\(path)?table=NAME` or `sqlite:\(path)?query=select …`"])
        }
    }
}

/// For sessions that have none.
package struct NoDatabases: DatabaseAccess {
    package init() {}

    package func source(
        _ location: DatabaseLocation, types: [String: DataType], context: ExecutionContext
    ) throws -> any RowSource { throw Self.missing }

    package func write(
        _ location: DatabaseLocation, schema: Schema, context: ExecutionContext,
        chunks: (_ give: (Chunk) throws -> Void) throws -> Void
    ) throws { throw Self.missing }

    private static let missing = Diagnostic("not-supported", "databases cannot be used here")
}
