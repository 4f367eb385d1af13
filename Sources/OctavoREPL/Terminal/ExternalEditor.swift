import CLibedit
import Glibc

/// A text edited by the program of `VISUAL` or `EDITOR`.
package enum ExternalEditor {
    package enum Outcome: Equatable, Sendable {
        case edited(String)
        /// What went wrong, as a phrase.
        case failed(String)
    }

    /// Opens `text` and waits until the program ends. It gets the terminal in the modes that this process found.
    package static func edit(_ text: String, environment: (String) -> String? = TerminalKind.environment) -> Outcome {
        let named = [environment("VISUAL"), environment("EDITOR")].lazy.compactMap { $0 }.first { !$0.isEmpty }
        let command = named ?? "vi"
        guard let path = temporaryFile(environment("TMPDIR") ?? "/tmp") else { return .failed("no temporary file could be made") }
        defer { TextFile.remove(path) }
        var content = Array(text.utf8)
        if content.last != 0x0A { content.append(0x0A) }
        guard TextFile.replace(path, with: content) else { return .failed("\(path) could not be written") }
        octavo_terminal_restore()
        let status = run(command, path)
        guard status == 0 else { return .failed("`\(command)` ended with status \(status)") }
        guard let bytes = TextFile.read(path) else { return .failed("\(path) could not be read back") }
        var edited = String(decoding: bytes, as: UTF8.self)
        edited.unicodeScalars.removeAll { $0 == "\r" || $0 == "\0" }
        while edited.unicodeScalars.last == "\n" { edited.unicodeScalars.removeLast() }
        return .edited(edited)
    }

    private static func temporaryFile(_ folder: String) -> String? {
        var name = Array((folder + "/octavo-XXXXXX.octavo").utf8CString)
        // The template ends with NUL and with the seven characters of the suffix.
        let descriptor = unsafe mkstemps(&name, 7)
        guard descriptor >= 0 else { return nil }
        close(descriptor)
        return String(decoding: name.dropLast().map { UInt8(bitPattern: $0) }, as: UTF8.self)
    }

    /// Runs `command path` by the shell, which splits the command as the user meant it. The exit status, 127 if there is none.
    private static func run(_ command: String, _ path: String) -> Int32 {
        let words: [String] = ["sh", "-c", command + " \"$1\"", "sh", path]
        var arguments: [UnsafeMutablePointer<CChar>?] = unsafe words.map { unsafe strdup($0) }
        unsafe arguments.append(nil)
        defer { for index in words.indices { unsafe free(arguments[index]) } }
        var process = pid_t()
        // The arguments are copies that live until the call returns; the list ends with nil.
        guard unsafe posix_spawn(&process, "/bin/sh", nil, nil, arguments, environ) == 0 else { return 127 }
        var status: Int32 = 0
        while unsafe waitpid(process, &status, 0) < 0 {
            if errno != EINTR { return 127 }
        }
        return status & 0x7F == 0 ? status >> 8 & 0xFF : 128 + (status & 0x7F)
    }
}
