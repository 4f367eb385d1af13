import Glibc
package import OctavoSource

/// What the system said, as a diagnostic that says what could not be done and what would help.
package enum FileProblem {
    package static func reading(_ path: String, _ code: Int32) -> Diagnostic {
        Diagnostic(
            code == ENOENT ? "file-not-found" : "file-not-readable", "cannot read `\(path)`: \(reason(code))",
            help: help(code, "read"))
    }

    package static func writing(_ path: String, _ code: Int32) -> Diagnostic {
        Diagnostic("file-not-writable", "cannot write `\(path)`: \(reason(code))", help: help(code, "write"))
    }

    /// Rows that memory had no room for could not be written to `folder`, or read from there.
    static func settingAside(_ folder: String, _ code: Int32) -> Diagnostic {
        Diagnostic(
            "spill-failed", "cannot set rows aside in `\(folder)`: \(reason(code))",
            notes: ["what does not fit the memory budget is kept there while a cell runs"],
            help: [
                "free some space there, or name another folder in the environment variable `TMPDIR`",
                "`memory:` in `config/octavo.yaml` sets the budget",
            ])
    }

    static func isFolder(_ path: String) -> Diagnostic {
        Diagnostic(
            "file-not-readable", "cannot read `\(path)` as a file: it is a folder",
            help: ["`\(path.hasSuffix("/") ? path : path + "/")*` names the files in it"])
    }

    static func outside(_ path: String) -> Diagnostic {
        Diagnostic(
            "outside-project", "`\(path)` is outside the project",
            notes: ["a notebook or script reads and writes inside its project alone"],
            help: ["`--allow \(path)` opens that path for this run"])
    }

    static func unusable(_ path: String) -> Diagnostic? {
        if path.isEmpty {
            return Diagnostic("file-not-found", "a path is needed, and this text is empty", help: ["`-` is standard input"])
        }
        guard path.utf8.contains(0) else { return nil }
        return Diagnostic("file-not-found", "no file can have this name: it holds the character U+0000")
    }

    private static func reason(_ code: Int32) -> String {
        switch code {
        case EACCES, EPERM: "permission denied"
        case ENOSPC: "the disk is full"
        case EDQUOT: "the quota is used up"
        case EROFS: "the disk is read-only"
        case ENAMETOOLONG: "the name is too long"
        case ELOOP: "its symbolic links lead in a circle"
        case EMFILE, ENFILE: "too many files are open"
        case ENOENT: "there is no such file"
        case ENOTDIR: "a part of the path is a file where a folder is needed"
        case EISDIR: "it is a folder"
        case EFBIG: "it would be larger than this system allows"
        case ENOMEM: "memory is out"
        case EILSEQ: "a folder on the way has a name that is not UTF-8"
        case EIO: "the disk reports an error"
        default: unsafe String(cString: strerror(code)).lowercased()
        }
    }

    private static func help(_ code: Int32, _ deed: String) -> [String] {
        switch code {
        case EACCES, EPERM: ["`ls -l` shows who may \(deed) it"]
        case EFBIG: ["the file is as it was before; `ulimit -f` tells how large a file may be"]
        case ENOSPC, EDQUOT: ["the file is as it was before; free some space and run again"]
        default: []
        }
    }
}
