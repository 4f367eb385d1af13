import CLibedit
import Glibc

/// What stands on standard input, with the signals that may interrupt waiting for it.
///
/// A class because what was read ahead belongs to the process's one standard input.
final class TypedInput {
    enum Arrival: Equatable { case bytes, resized, interrupted, continued, ended }

    private var bytes: [UInt8] = []
    private var next = 0
    private var ended = false
    private var decoder = KeyDecoder()
    private var scalars: [Unicode.Scalar] = []
    private var nextScalar = 0

    private static let chunk = 65_536

    /// Whether something can be read without waiting.
    var isPending: Bool {
        if nextScalar < scalars.count || next < bytes.count { return true }
        var wanted = pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0)
        // One element, alive for the call.
        return unsafe poll(&wanted, 1, 0) > 0
    }

    /// Waits for bytes to be there, or for a signal.
    func wait(milliseconds: Int32 = -1) -> Arrival? {
        if nextScalar < scalars.count || next < bytes.count { return .bytes }
        if ended { return .ended }
        while true {
            let marks = octavo_signals_take()
            if marks & Int32(OCTAVO_INTERRUPTED) != 0 { return .interrupted }
            if marks & Int32(OCTAVO_CONTINUED) != 0 { return .continued }
            if marks & Int32(OCTAVO_RESIZED) != 0 { return .resized }
            var wanted = [
                pollfd(fd: STDIN_FILENO, events: Int16(POLLIN), revents: 0),
                // A negative descriptor, before signals are installed, is skipped by poll.
                pollfd(fd: octavo_signals_wake_descriptor(), events: Int16(POLLIN), revents: 0),
            ]
            // Two elements, alive for the call.
            let ready = unsafe poll(&wanted, 2, milliseconds)
            if ready == 0 { return nil }
            if ready < 0 {
                if errno == EINTR { continue }
                ended = true
                return .ended
            }
            if wanted[0].revents != 0 {
                guard fill() else { return .ended }
                if next < bytes.count { return .bytes }
            }
        }
    }

    /// The next scalar that was read, without waiting. `nil` where there is none, also in the middle of a character.
    func takeScalar() -> Unicode.Scalar? {
        while nextScalar >= scalars.count {
            guard next < bytes.count else { return nil }
            scalars.removeAll(keepingCapacity: true)
            nextScalar = 0
            decodeAll()
        }
        defer { nextScalar += 1 }
        return scalars[nextScalar]
    }

    /// A line with its end, from bytes. Waits. `nil` at the end of input.
    func takeLine(orInterrupted interrupted: () -> Bool = { false }) -> [UInt8]? {
        var line: [UInt8] = []
        while true {
            if let end = bytes[next...].firstIndex(of: 0x0A) {
                line += bytes[next...end]
                next = end + 1
                return line
            }
            line += bytes[next...]
            next = bytes.count
            switch wait() {
            case .ended: return line.isEmpty ? nil : line
            case .interrupted: if interrupted() { return nil }
            default: break
            }
        }
    }

    /// Forgets what was typed ahead.
    func discard() {
        next = bytes.count
        nextScalar = scalars.count
        decoder = KeyDecoder()
    }

    private func decodeAll() {
        for byte in bytes[next...] { decoder.take(byte) { scalars.append($0) } }
        next = bytes.count
    }

    /// Reads what is there, waiting for at least a byte. False at the end of input.
    private func fill() -> Bool {
        bytes.removeAll(keepingCapacity: true)
        next = 0
        while true {
            var failure: Int32 = 0
            // `read` fills at most the capacity it is given, and the count it returns is what was filled.
            unsafe bytes = [UInt8](unsafeUninitializedCapacity: Self.chunk) { buffer, count in
                let result = unsafe read(STDIN_FILENO, buffer.baseAddress, Self.chunk)
                count = max(result, 0)
                failure = result < 0 ? errno : 0
            }
            if !bytes.isEmpty { return true }
            if failure == EINTR { continue }
            if failure == EAGAIN { return true }
            ended = true
            return false
        }
    }
}
