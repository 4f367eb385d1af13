import Glibc
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

    static func isTerminal(_ stream: Stream) -> Bool { isatty(stream.rawValue) == 1 }
}
