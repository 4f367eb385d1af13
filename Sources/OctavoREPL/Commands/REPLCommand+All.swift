extension REPLCommand {
    /// Every command, in the order of `:help`.
    package static let all: [REPLCommand] = [
        REPLCommand(
            name: "help", aliases: ["h", "?"], argument: .name, summary: "commands, or what a function does (also `name?`)",
            action: { await $0.help($1) }),
        REPLCommand(
            name: "vars", aliases: ["variables", "ls"], argument: .none, summary: "the bindings of this session",
            action: { repl, _ in await repl.listVariables() }),
        REPLCommand(
            name: "type", aliases: ["t"], argument: .expression, summary: "the type of an expression, without running it",
            action: { repl, text in await repl.reply(to: text, "type") { await $0.type(of: text) } }),
        REPLCommand(
            name: "plan", aliases: [], argument: .expression, summary: "the steps that would compute a table",
            action: { repl, text in await repl.reply(to: text, "plan") { await $0.plan(of: text) } }),
        REPLCommand(
            name: "time", aliases: [], argument: .optionalExpression,
            summary: "how long an expression takes; `on` and `off` for every entry",
            action: { await $0.time($1) }),
        REPLCommand(
            name: "edit", aliases: ["e"], argument: .text("[number]"),
            summary: "the last entry, or an earlier one, in $EDITOR (also Ctrl-X Ctrl-E)",
            action: { repl, text in repl.editOutside(text) }),
        REPLCommand(
            name: "fix", aliases: [], argument: .none, summary: "the last entry with the suggested fix",
            action: { repl, _ in await repl.fix() }),
        REPLCommand(
            name: "explain", aliases: [], argument: .word("[code]", .code), summary: "more about the last error, or about a code",
            action: { repl, text in await repl.show(repl.session.explain(text.isEmpty ? nil : text)) }),
        REPLCommand(
            name: "history", aliases: [], argument: .text("[text]"), summary: "recent entries, or all that hold a text",
            action: { repl, text in repl.listHistory(text) }),
        REPLCommand(
            name: "save", aliases: ["w"], argument: .word("[path]", .path),
            summary: "what was entered as cells of a notebook", action: { await $0.save($1, replacing: false) }),
        REPLCommand(
            name: "save!", aliases: ["w!"], argument: .word("path", .path),
            summary: "the same, in place of a file that is there", action: { await $0.save($1, replacing: true) }),
        REPLCommand(
            name: "recover", aliases: [], argument: .none, summary: "run the entries of an interrupted session again",
            action: { repl, _ in await repl.recover() }),
        REPLCommand(
            name: "reset", aliases: [], argument: .none, summary: "forget all bindings",
            action: { repl, _ in
                await repl.session.reset()
                return repl.show(REPLReply("all bindings are gone"))
            }),
        REPLCommand(
            name: "version", aliases: [], argument: .none, summary: "the version of Octavo",
            action: { repl, _ in repl.show(REPLReply(repl.configuration.version)) }),
        REPLCommand(
            name: "quit", aliases: ["q", "exit"], argument: .none, summary: "leave (also Ctrl-D)", action: { _, _ in .quit }),
    ]
}
