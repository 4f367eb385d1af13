import Glibc
import OctavoKernel
import OctavoREPL
import OctavoSource
import OctavoSystem

/// Bytes to the two streams, whole and in order.
enum Output {
    enum Stream: Int32 {
        case standardOutput = 1
        case standardError = 2
    }

    static func write(_ text: String, to stream: Stream = .standardOutput) {
        // Nobody reads any more (`octavo … | head`): end as other programs do.
        if !StandardStreams.write(text, to: stream.rawValue) { exit(0) }
    }

    static func write(_ bytes: [UInt8]) {
        if !StandardStreams.write(bytes, to: Stream.standardOutput.rawValue) { exit(0) }
    }

    static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }

    static func style(of stream: Stream) -> TextStyle {
        ColourChoice.auto.decide(for: stream == .standardOutput ? .output : .error) ? .ansi : .plain
    }

    /// Diagnostics as they stand on standard error.
    static func text(of diagnostics: [Diagnostic]) -> String {
        DiagnosticText.render(diagnostics, style: style(of: .standardError), width: TerminalSize.current().columns)
    }

    /// Diagnostics as text on standard error, or as one JSON object a line on standard output, among the results.
    static func report(_ diagnostics: [Diagnostic], asJSON: Bool) {
        for diagnostic in diagnostics {
            if asJSON {
                write(DiagnosticJSON.render(diagnostic) + "\n")
            } else {
                write(text(of: [diagnostic]) + "\n", to: .standardError)
            }
        }
    }
}
