import Glibc

/// Whether text carries colours.
package enum ColourChoice: String, Sendable, CaseIterable {
    case auto, always, never

    /// `always` and `never` decide; else `NO_COLOR` (not empty) forbids, `CLICOLOR_FORCE` (neither empty nor 0) forces, and
    /// only a terminal that is not dumb gets colours. See no-color.org and bixense.com/clicolors.
    package func decide(isTerminal: Bool, environment: (String) -> String?) -> Bool {
        switch self {
        case .always: return true
        case .never: return false
        case .auto:
            if let value = environment("NO_COLOR"), !value.isEmpty { return false }
            if let value = environment("CLICOLOR_FORCE"), !value.isEmpty, value != "0" { return true }
            return isTerminal && !TerminalKind.isPlain(environment("TERM"))
        }
    }

    /// Decides for a stream of this process.
    package func decide(for stream: Console.Stream, environment: (String) -> String? = TerminalKind.environment) -> Bool {
        decide(isTerminal: isatty(stream == .output ? STDOUT_FILENO : STDERR_FILENO) == 1, environment: environment)
    }
}

/// What is known about the terminal from its environment.
package enum TerminalKind {
    /// Whether the terminal can only print lines. A name that is merely unknown is taken for one that understands ANSI.
    package static func isPlain(_ term: String?) -> Bool {
        ["", "dumb", "unknown", "emacs", "cons25"].contains(term ?? "")
    }

    /// Whether the terminal wraps lines anew when it gets narrower. xterm, screen and the Linux console do not.
    package static func reflows(environment: (String) -> String?) -> Bool {
        let marks = [
            "VTE_VERSION", "KITTY_WINDOW_ID", "WT_SESSION", "TMUX", "ALACRITTY_WINDOW_ID", "KONSOLE_VERSION", "WEZTERM_PANE",
            "TERM_PROGRAM",
        ]
        return environment("XTERM_VERSION") == nil && marks.contains { environment($0) != nil }
    }

    /// Whether the locale's characters are UTF-8: `LC_ALL`, else `LC_CTYPE`, else `LANG` says so (POSIX, 8.2); without any of
    /// them the locale is POSIX's own, which has ASCII.
    package static func showsUnicode(environment: (String) -> String? = TerminalKind.environment) -> Bool {
        var said = ""
        for name in ["LC_ALL", "LC_CTYPE", "LANG"] where said.isEmpty { said = environment(name) ?? "" }
        let name = said.lowercased()
        return name.hasSuffix("utf-8") || name.hasSuffix("utf8") || name.contains("utf-8@") || name.contains("utf8@")
    }

    /// A variable of this process's environment.
    package static func environment(_ name: String) -> String? {
        // The string is copied before anything else can change the environment: this process never calls setenv.
        guard let value = unsafe getenv(name) else { return nil }
        return unsafe String(cString: value)
    }
}
