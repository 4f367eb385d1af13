import CLibedit
import Glibc
import OctavoKernel

/// Asks about records at the terminal, one a screen. Leaves the terminal as it found it, however it ends.
///
/// A class because it owns the terminal while it runs. Lives on the main thread, which it blocks while it waits for keys.
package final class AnnotationTerminal {
    package enum Ending: Equatable, Sendable { case left, interrupted }

    /// What the world tells: the time as text, and seconds that never run back.
    package struct Clock {
        let time: () -> String
        let seconds: () -> Double

        package init(time: @escaping () -> String, seconds: @escaping () -> Double) {
            self.time = time
            self.seconds = seconds
        }
    }

    private let log: AnnotationLog
    private let clock: Clock
    private let title: String
    private let colours: Bool
    /// Whether the screen can be drawn anew; else every screen stands below the one before.
    private let isPlain: Bool
    private let input = TypedInput()
    private var ending: Ending?
    private var mustDraw = true

    /// An escape sequence arrives at once; what comes later is another key.
    private static let sequenceMilliseconds: Int32 = 50

    package init(
        log: AnnotationLog, title: String, clock: Clock, environment: (String) -> String? = TerminalKind.environment
    ) {
        self.log = log
        self.title = title
        self.clock = clock
        colours = ColourChoice.auto.decide(for: .output, environment: environment)
        isPlain = TerminalKind.isPlain(environment("TERM"))
    }

    /// Whether there is a terminal to ask at: standard input and standard output.
    package static var isPossible: Bool { isatty(STDIN_FILENO) == 1 && isatty(STDOUT_FILENO) == 1 }

    /// Asks until the annotator leaves. An answer is on the disk before the next record shows.
    package func run(_ session: inout AnnotationSession) -> Ending {
        octavo_terminal_remember()
        _ = octavo_signals_install()
        octavo_signals_editing(true)
        octavo_terminal_run_mode(true)
        defer {
            octavo_terminal_restore()
            octavo_signals_editing(false)
        }
        takeScreen()
        var shownSince = clock.seconds()
        while ending == nil {
            if mustDraw { draw(&session) }
            guard let key = nextKey() else { continue }
            mustDraw = true
            switch session.press(key) {
            case .none: break
            case .quit: ending = .left
            case .write(var event):
                event.time = clock.time()
                event.seconds = clock.seconds() - shownSince
                do throws(AnnotationLog.Failure) {
                    try log.append(event)
                    session.wrote(event)
                    shownSince = clock.seconds()
                } catch {
                    session.failed(error.reason)
                }
            }
        }
        // Where there is no other screen to go back to, what comes next stands below this one.
        if !isPlain { Console.standard.paint("\u{1B}[\(TerminalSize.current().rows);1H\r\n") }
        return ending ?? .left
    }

    // MARK: - The screen

    /// The alternate screen, so that what stood there is there again at the end; without wrapping, so that a character that the
    /// terminal takes for wider than we do moves no other line.
    private func takeScreen() {
        guard !isPlain else { return }
        octavo_terminal_full_screen(true)
        octavo_terminal_bracketed_paste(true)
        Console.standard.paint("\u{1B}[?1049h\u{1B}[?7l\u{1B}[?2004h\u{1B}[2J")
    }

    private func draw(_ session: inout AnnotationSession) {
        mustDraw = false
        let screen = AnnotationScreen(size: TerminalSize.current(), colours: colours, title: title)
        var frame = screen.frame(session)
        session.limitScroll(frame.mostScroll)
        if isPlain {
            frame.lines.removeAll(where: \.isEmpty)
            Console.standard.paint(frame.lines.joined(separator: "\n") + "\n")
            return
        }
        // Each row is cleared before it is written: behind a full row a terminal would clear its last column.
        var out = "\u{1B}[?25l\u{1B}[H" + frame.lines.map { "\u{1B}[K" + $0 }.joined(separator: "\r\n")
        if frame.lines.count < screen.size.rows { out += "\r\n\u{1B}[J" }
        if let cursor = frame.cursor { out += "\u{1B}[\(cursor.row + 1);\(cursor.column + 1)H\u{1B}[?25h" }
        Console.standard.paint(out)
    }

    // MARK: - Keys

    /// The next key; `nil` where a signal or the end came instead, or a key that means nothing.
    private func nextKey() -> AnnotationKey? {
        guard let scalar = nextScalar() else { return nil }
        switch scalar {
        case "\r", "\n": return .enter
        case Key.delete, Key.control("h"): return .backspace
        case Key.control("d"):
            ending = .left
            return nil
        case Key.escape: return sequence()
        default: return scalar.value < 0x20 ? nil : .character(Character(scalar))
        }
    }

    /// Waits. With a limit, `nil` also where nothing comes in time.
    private func nextScalar(milliseconds: Int32 = -1) -> Unicode.Scalar? {
        while true {
            if let scalar = input.takeScalar() { return scalar }
            switch input.wait(milliseconds: milliseconds) {
            case .bytes: continue
            case nil: return nil
            case .resized: mustDraw = true
            case .continued:
                takeScreen()
                mustDraw = true
            case .interrupted: ending = .interrupted
            case .ended: ending = .left
            }
            return nil
        }
    }

    /// What follows Escape.
    private func sequence() -> AnnotationKey? {
        guard let first = nextScalar(milliseconds: Self.sequenceMilliseconds) else { return ending == nil ? .escape : nil }
        guard first == "[" || first == "O" else { return nil }
        var parameters = ""
        while let scalar = nextScalar(milliseconds: Self.sequenceMilliseconds) {
            guard scalar.value >= 0x40 else {
                parameters.unicodeScalars.append(scalar)
                continue
            }
            let numbers = parameters.split(separator: ";", omittingEmptySubsequences: false).map { Int($0) ?? 0 }
            switch KeySequence(scalar, parameters.isEmpty ? [] : numbers).name {
            case .up: return .up
            case .down: return .down
            case .pageUp: return .pageUp
            case .pageDown: return .pageDown
            case .home: return .home
            case .end: return .end
            case .paste: return pasted()
            default: return nil
            }
        }
        return nil
    }

    /// Everything up to the mark that ends a paste, on one line.
    private func pasted() -> AnnotationKey? {
        var text = String.UnicodeScalarView()
        let end = Array("\u{1B}[201~".unicodeScalars)
        while ending == nil {
            guard let scalar = nextScalar() else { continue }
            text.append(scalar)
            if scalar == "~", text.suffix(end.count).elementsEqual(end) {
                text.removeLast(end.count)
                return .pasted(String(String.UnicodeScalarView(text.map { $0.value < 0x20 ? " " : $0 })))
            }
        }
        return nil
    }
}
