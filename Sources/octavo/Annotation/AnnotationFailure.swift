import OctavoREPL
import OctavoSource

/// What stands against reading or writing a store, as users are told.
enum AnnotationFailure {
    static func throwing<Result>(_ path: String, _ body: () throws(AnnotationLog.Failure) -> Result) throws -> Result {
        do throws(AnnotationLog.Failure) {
            return try body()
        } catch {
            switch error {
            case .unreadable(let reason): throw Diagnostic("file-not-readable", "cannot read the answers in `\(path)`: \(reason)")
            case .unwritable(let reason):
                throw Diagnostic(
                    "file-not-writable", "cannot keep answers in `\(path)`: \(reason)",
                    help: ["`--store PATH` names another place"])
            }
        }
    }
}
