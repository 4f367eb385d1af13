import ProjectFiles
import Testing

/// The rules of docs/STYLE.md that a program can check.
@Suite struct StyleTests {
    static let sources = Project.files(in: "Sources")
    static let tests = Project.files(in: "Tests")

    /// Where `unsafe` may stand: behind storage, loops, formats, patterns, the machine and the terminal.
    private static let unsafeFolders = [
        "Sources/OctavoTable/Storage/", "Sources/OctavoTable/Kernels/", "Sources/OctavoTable/Formats/", "Sources/OctavoSystem/",
        "Sources/OctavoTable/Threads/", "Sources/OctavoSQLite/", "Sources/OctavoProviders/HTTP/", "Sources/OctavoText/Patterns/",
        "Sources/OctavoText/Kernels/", "Sources/OctavoREPL/Terminal/", "Sources/OctavoModels/Kernels/",
    ]

    private struct Ban {
        let text: String
        let reason: String
        /// Path prefixes where it may stand.
        var except: [String] = []
    }

    /// Layers that act on the world; the others reach it through `Capabilities`.
    private static let outer = ["Sources/OctavoSystem/", "Sources/OctavoREPL/", "Sources/octavo/"]

    private static let bans = [
        Ban(text: "try!", reason: "ends the process on an error that a diagnostic could name"),
        Ban(text: "as!", reason: "ends the process on a type that was not expected; match it"),
        Ban(
            text: "fatalError(",
            reason: "nothing that is typed or loaded may end the process; a broken promise is a `precondition`"),
        Ban(text: "TODO", reason: "open work has one list, outside the code"),
        Ban(text: "FIXME", reason: "open work has one list, outside the code"),
        Ban(text: "import Foundation", reason: "doubles the time to start", except: ["Sources/octavo/"]),
        Ban(text: "Mirror(", reason: "a reader must be able to jump to the code that runs"),
        Ban(text: "Task.detached", reason: "tasks end with whoever started them"),
        Ban(text: "DispatchQueue(", reason: "one actor owns each piece of state"),
        Ban(text: "DispatchQueue.global", reason: "one actor owns each piece of state", except: ["Sources/octavo/"]),
        Ban(text: "DispatchQueue.main", reason: "one actor owns each piece of state"),
        Ban(text: "DispatchSemaphore", reason: "waiting threads starve the pool"),
        Ban(text: ".hashValue", reason: "differs from run to run; the same input must give the same output"),
        Ban(text: ".random(", reason: "randomness comes from a seed that the user sees"),
        Ban(text: "SystemRandomNumberGenerator", reason: "randomness comes from a seed that the user sees"),
        Ban(text: "getenv(", reason: "the environment is a capability", except: outer),
        Ban(text: "clock_gettime(", reason: "the clock is a capability", except: outer),
        Ban(text: "ContinuousClock", reason: "the clock is a capability", except: outer),
        Ban(text: "fopen(", reason: "files are a capability", except: outer),
        Ban(text: "unsafe open(", reason: "files are a capability", except: outer),
        Ban(text: "socket(", reason: "the network is a capability", except: outer),
        Ban(text: "exit(", reason: "only the command line ends the process", except: outer),
        Ban(text: "public ", reason: "one client, this package: `package` is enough"),
    ]

    /// The lines of a file without comments and without what stands in quotes, which may span lines.
    static func code(_ lines: [Substring]) -> [[UInt8]] {
        let quote = UInt8(ascii: "\"")
        let slash = UInt8(ascii: "/")
        var isLong = false
        return lines.map { line in
            let bytes = Array(line.utf8)
            var code: [UInt8] = []
            var isQuoted = false
            var index = 0
            while index < bytes.count {
                let byte = bytes[index]
                if !isQuoted, byte == quote, index + 2 < bytes.count, bytes[index + 1] == quote, bytes[index + 2] == quote {
                    isLong.toggle()
                    index += 3
                    continue
                }
                if isLong {
                    index += 1
                    continue
                }
                if isQuoted, byte == UInt8(ascii: "\\") {
                    index += 2
                    continue
                }
                if byte == quote { isQuoted.toggle() }
                if !isQuoted, byte == slash, index + 1 < bytes.count, bytes[index + 1] == slash { break }
                if !isQuoted { code.append(byte) }
                index += 1
            }
            return code
        }
    }

    /// Whether `text` stands in `code` as words of its own: `reopen(` does not hold `open(`, nor does `file.open(`.
    static func holds(_ code: [UInt8], _ text: String) -> Bool {
        let wanted = Array(text.utf8)
        guard code.count >= wanted.count else { return false }
        func isWord(_ byte: UInt8) -> Bool {
            byte >= 0x80 || byte == 0x5F || (byte >= 0x30 && byte <= 0x39) || (byte | 0x20 >= 0x61 && byte | 0x20 <= 0x7A)
        }
        var start = 0
        while start <= code.count - wanted.count {
            if code[start] == wanted[0], code[start..<(start + wanted.count)].elementsEqual(wanted) {
                if start == 0 || !isWord(wanted[0]) || !(isWord(code[start - 1]) || code[start - 1] == 0x2E) { return true }
            }
            start += 1
        }
        return false
    }

    /// Every line of code in `files` with its place.
    private static func lines(of files: [Project.File]) -> [(file: Project.File, place: String, code: [UInt8])] {
        files.flatMap { file in
            code(file.lines).enumerated().filter { !$0.element.isEmpty }.map {
                (file, "\(file.path):\($0.offset + 1)", $0.element)
            }
        }
    }

    @Test func readsTheSources() {
        #expect(Self.sources.count > 50)
        #expect(Self.tests.contains { $0.path.hasSuffix("StyleTests.swift") })
    }

    @Test(arguments: [
        ("let a = 1 // try! this", "let a = 1 "), ("let a = \"try! \\\" this\" + b", "let a =  + b"), ("/// open(1)", ""),
        ("a / b", "a / b"),
    ])
    func tellsCodeFromCommentsAndTexts(line: String, code: String) {
        #expect(String(decoding: Self.code([Substring(line)])[0], as: UTF8.self).filter { $0 != "\"" } == code)
    }

    @Test func leavesOutTextsOfSeveralLines() {
        let lines: [Substring] = ["let a = \"\"\"", "    TODO", "    \"\"\"", "let b = 1"]
        #expect(Self.code(lines).map(\.count) == [8, 0, 0, 9])
    }

    @Test(arguments: [
        ("  open(path)", "open(", true), ("reopen(path)", "open(", false), ("console.open(path)", "open(", false),
        ("x.hashValue", ".hashValue", true), ("", "open(", false), ("open(", "open(", true),
    ])
    func findsWholeWords(code: String, text: String, isFound: Bool) {
        #expect(Self.holds(Array(code.utf8), text) == isFound)
    }

    /// Near 120 lines is the aim; past 450 there is a second subject in the file. Data tables say so on their first line.
    @Test func keepsFilesShort() {
        let long = (Self.sources + Self.tests).filter { $0.lines.count > 451 && $0.lines.first?.contains("data table") != true }
        let named = long.map { "\($0.path): \($0.lines.count - 1) lines" }
        #expect(named.isEmpty, "\(named.joined(separator: "\n"))")
    }

    /// Every use of an unsafe name carries the word, or the compiler refuses it.
    @Test func keepsUnsafeCodeInItsFolders() {
        let inner = Self.sources.filter { file in !Self.unsafeFolders.contains { file.path.hasPrefix($0) } }
        let wrong = Self.lines(of: inner).filter { Self.holds($0.code, "unsafe ") || Self.holds($0.code, ".unsafelyUnwrapped") }
            .map(\.place)
        #expect(wrong.isEmpty, "unsafe code outside its folders:\n\(wrong.joined(separator: "\n"))")
    }

    @Test func callsNothingThatIsBanned() {
        var wrong: [String] = []
        for line in Self.lines(of: Self.sources) {
            for ban in Self.bans where Self.holds(line.code, ban.text) && !ban.except.contains(where: line.file.path.hasPrefix) {
                wrong.append("\(line.place): `\(ban.text)`: \(ban.reason)")
            }
        }
        #expect(wrong.isEmpty, "\(wrong.joined(separator: "\n"))")
    }

    @Test func namesTestsAsSentencesAndSharesNoInternals() {
        let wrong = Self.lines(of: Self.tests).filter { line in
            Self.holds(line.code, "@testable") || (0...9).contains { Self.holds(line.code, "func test\($0)") }
        }.map(\.place)
        #expect(wrong.isEmpty, "tests see what `package` shows, and their names are sentences:\n\(wrong.joined(separator: "\n"))")
    }
}
