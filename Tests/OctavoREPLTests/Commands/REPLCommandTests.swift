import OctavoREPL
import Synchronization
import Testing

@MainActor @Suite struct REPLCommandTests {
    let session = ScriptedSession()
    let output = KeptOutput()

    private func makeREPL() -> REPL {
        var configuration = REPL.Configuration(version: "Octavo 9")
        configuration.colours = .never
        return REPL(session: session, configuration: configuration, output: output)
    }

    private var shown: String { output.text.withLock { $0 } }
    private var errors: String { output.errors.withLock { $0 } }
    private var asked: [String] { session.asked.withLock { $0 } }

    @Test(arguments: [
        (":type 1 + 2", "type of 1 + 2\n"), (":t x", "type of x\n"), (":plan t | head", "plan of t | head\n"),
        (":explain", "explain the last\n"), (":explain some-code", "explain some-code\n"), ("count?", "help for count\n"),
        ("?count", "help for count\n"), (" count ? ", "help for count\n"), (":help count", "help for count\n"),
        (":version", "Octavo 9\n"), (":save a b.md", "saved a b.md\n"), (":save", "saved the notebook\n"),
        (":save! a.md", "replaced a.md\n"), (":help :quit", ":quit  leave (also Ctrl-D)\n"),
        (":vars", "long_name  int    1\nx          table  3 rows\n"), (":time", "timing is off\n"),
    ])
    func commandsAnswer(entry: String, answer: String) async {
        #expect(await makeREPL().enter(entry) == .prompt)
        #expect(shown == answer)
        #expect(asked == [])
    }

    @Test(arguments: [
        (":hlep", "no command `:hlep`: did you mean `:help`?\n"),
        (":", "a command needs a name after `:`: `:help` lists the commands\n"),
        (":vars x", "`:vars` takes nothing after its name\n"), (":type", "`:type` needs an expression: `:type 1 + 2`\n"),
        (":edit 3", "`:edit` needs a terminal\n"),
        (":recover", "no interrupted session was found at the start\n"), ("nothing?", "help for nothing\n"),
        (":help :hlep", "no command `:hlep`: did you mean `:help`?\n"),
    ])
    func whatCannotBeDoneIsSaid(entry: String, answer: String) async {
        #expect(await makeREPL().enter(entry) == .failed)
        #expect(errors == answer)
        #expect(shown == "")
    }

    @Test func entriesRunAndAreNumbered() async {
        let repl = makeREPL()
        #expect(await repl.enter("1 + 2") == .prompt)
        #expect(await repl.enter("fail") == .failed)
        #expect(await repl.enter("   ") == .prompt)
        #expect(await repl.enter("stop") == .failed)
        #expect(asked == ["submit 1: 1 + 2", "submit 2: fail", "submit 3: stop"])
        #expect(shown == "ran 1 + 2\nran fail\nran stop\n")
        #expect(errors == "interrupted\n")
    }

    @Test func timeTellsTheTime() async {
        let repl = makeREPL()
        #expect(await repl.enter(":time 6 * 7") == .prompt)
        #expect(shown.hasPrefix("ran 6 * 7\ntook "))
        await repl.enter(":time on")
        await repl.enter("1")
        #expect(shown.split(separator: "\n").count { $0.hasPrefix("took ") } == 2)
        await repl.enter(":time off")
        await repl.enter("1")
        #expect(shown.split(separator: "\n").count { $0.hasPrefix("took ") } == 2)
    }

    @Test func fixRunsTheFixedEntryWhereNobodyEdits() async {
        #expect(await makeREPL().enter(":fix") == .submit("fixed"))
        #expect(asked == ["submit 1: fixed"])
    }

    @Test func secretsStayOutOfTheHistory() async {
        let repl = makeREPL()
        await repl.enter("key = secret(\"abc\")")
        await repl.enter("1")
        #expect(repl.editor.history.entries.map(\.text) == ["1"])
    }

    @Test func quitQuits() async {
        for entry in [":quit", ":q", ":exit", " :quit "] { #expect(await makeREPL().enter(entry) == .quit) }
    }

    @Test func everyCommandIsListedOnceAndDocumented() async {
        let names = REPLCommand.all.flatMap { [$0.name] + $0.aliases }
        #expect(Set(names).count == names.count)
        #expect(REPLCommand.all.allSatisfy { !$0.summary.isEmpty && !$0.summary.hasSuffix(".") })
        #expect(await makeREPL().enter(":help") == .prompt)
        #expect(shown.split(separator: "\n").count == REPLCommand.all.count)
    }

    @Test func onlyAnArgumentInTheLanguageCanBeOpen() {
        #expect(REPL.isComplete(":time f(", session) == false)
        #expect(REPL.isComplete(":time f(1)", session))
        #expect(REPL.isComplete(":save a(", session))
        #expect(REPL.isComplete(":unknown (", session))
        #expect(!REPL.isComplete("f(", session))
        #expect(REPL.isComplete(":time", session))
    }

    @Test func completesCommandsAndTheirArguments() {
        let names = REPL.complete(":e", cursorByte: 2, session)
        #expect(names.replaceStart == 0)
        #expect(names.candidates.map(\.text) == [":edit", ":explain"])
        let argument = REPL.complete(":time  co", cursorByte: 9, session)
        #expect(argument.replaceStart == 7 && argument.candidates.map(\.text) == ["co@2"])
        let path = REPL.complete(":save  a/b", cursorByte: 10, session)
        #expect(path.replaceStart == 10 && path.candidates.map(\.text) == ["path a/b"])
        #expect(REPL.complete(":explain un", cursorByte: 10, session).candidates.map(\.text) == ["code u"])
        #expect(REPL.complete(":vars co", cursorByte: 8, session).candidates.isEmpty)
        #expect(REPL.complete("co", cursorByte: 1, session).candidates.map(\.text) == ["co@1"])
    }

    @Test(arguments: ["1 + 2", "a ?? b", "x = a ?? \"what?\"", "", "f(x)? y"])
    func otherEntriesAreNoCommands(entry: String) {
        #expect(REPLCommand.Call(entry) == nil)
    }

    @Test(arguments: [
        (Duration.nanoseconds(0), "0 ns"), (.nanoseconds(999), "999 ns"), (.microseconds(12), "12.0 us"),
        (.milliseconds(1234), "1.23 s"),
        (.seconds(100), "100 s"), (.milliseconds(5), "5.00 ms"), (.nanoseconds(1_004), "1.00 us"),
    ])
    func timesHaveThreeDigits(duration: Duration, text: String) {
        #expect(duration.short == text)
    }
}
