import OctavoREPL
import Testing

@Suite struct ColourChoiceTests {
    @Test(
        arguments: [
            (ColourChoice.auto, true, [:], true),
            (.auto, false, [:], false),
            (.auto, true, ["NO_COLOR": "1"], false),
            (.auto, true, ["NO_COLOR": ""], true),
            (.auto, true, ["TERM": "dumb"], false),
            (.auto, false, ["CLICOLOR_FORCE": "1"], true),
            (.auto, false, ["CLICOLOR_FORCE": "0"], false),
            (.auto, false, ["CLICOLOR_FORCE": "1", "NO_COLOR": "1"], false),
            (.always, false, ["NO_COLOR": "1"], true),
            (.never, true, ["CLICOLOR_FORCE": "1"], false),
        ] as [(ColourChoice, Bool, [String: String], Bool)])
    func decides(choice: ColourChoice, isTerminal: Bool, variables: [String: String], expected: Bool) {
        let all = ["TERM": "xterm"].merging(variables) { $1 }
        #expect(choice.decide(isTerminal: isTerminal, environment: { all[$0] }) == expected)
    }

    @Test func unknownTerminalsAreTakenForCapable() {
        #expect(!TerminalKind.isPlain("brand-new"))
        #expect(TerminalKind.isPlain(nil) && TerminalKind.isPlain("dumb"))
    }

    @Test func xtermDoesNotReflowAndOthersDo() {
        #expect(!TerminalKind.reflows { ["XTERM_VERSION": "XTerm(390)", "TERM_PROGRAM": "x"][$0] })
        #expect(TerminalKind.reflows { ["VTE_VERSION": "7600"][$0] })
        #expect(!TerminalKind.reflows { _ in nil })
    }
}

@Suite struct TerminalCharactersTests {
    @Test(
        arguments: [
            ([:], false), (["LANG": "C"], false), (["LANG": "en_GB.UTF-8"], true), (["LANG": "C.utf8"], true),
            (["LANG": "de_DE.UTF-8@euro"], true),
            (["LANG": "en_GB.UTF-8", "LC_ALL": "C"], false), (["LANG": "C", "LC_CTYPE": "C.UTF-8"], true),
            (["LANG": "C", "LC_ALL": ""], false),
            (["LANG": "ja_JP.eucJP"], false),
        ] as [([String: String], Bool)])
    func theLocaleSaysWhetherMoreThanASCIIIsShown(environment: [String: String], isShown: Bool) {
        #expect(TerminalKind.showsUnicode { environment[$0] } == isShown)
    }
}
