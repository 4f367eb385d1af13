import OctavoKernel
import OctavoSource

extension REPL {
    /// What an entry that is a command leads to.
    func perform(_ call: REPLCommand.Call) async -> REPLCommand.Next {
        guard let command = REPLCommand.find(call.name) else {
            let problem = REPLCommand.unknown(call.name)
            return show(REPLReply(([problem.message] + problem.help).joined(separator: ": "), failed: true))
        }
        if case .none = command.argument, !call.argument.isEmpty {
            return show(REPLReply("`:\(command.name)` takes nothing after its name", failed: true))
        }
        return await command.action(self, call.argument)
    }

    /// Shows a reply; a failed one on standard error.
    @discardableResult func show(_ reply: REPLReply) -> REPLCommand.Next {
        if !reply.text.isEmpty {
            output.write(reply.text.hasSuffix("\n") ? reply.text : reply.text + "\n", to: reply.failed ? .error : .output)
        }
        return reply.failed ? .failed : .prompt
    }

    /// A text with its long lines broken between words where a terminal would break them anywhere.
    func wrapped(_ text: String) -> String {
        if editor.kind == .stream { return text }
        let columns = TerminalSize.current().columns
        let lines = text.split(separator: "\n", omittingEmptySubsequences: false)
        return lines.flatMap { TextWidth.wrapped(String($0), columns) }.joined(separator: "\n")
    }

    func help(_ name: String) async -> REPLCommand.Next {
        if name.isEmpty {
            let width = REPLCommand.all.map { $0.usage.count }.max() ?? 0
            let columns = TerminalSize.current().columns
            let lines = REPLCommand.all.map { command in
                let padding = String(repeating: " ", count: width - command.usage.count + 2)
                return DisplayWidth.fit(command.usage + padding + command.summary, columns: columns)
            }
            return show(REPLReply(lines.joined(separator: "\n")))
        }
        let bare = name.hasPrefix(":") ? String(name.dropFirst()) : name
        if name.hasPrefix(":") {
            guard let command = REPLCommand.find(bare) else { return await perform(REPLCommand.Call(name) ?? .help) }
            return show(REPLReply("\(command.usage)  \(command.summary)"))
        }
        let reply = await session.help(bare)
        return show(REPLReply(wrapped(reply.text), failed: reply.failed))
    }

    func listVariables() async -> REPLCommand.Next {
        let variables = await session.variables()
        guard !variables.isEmpty else { return show(REPLReply("no bindings yet")) }
        let columns = TerminalSize.current().columns
        let nameWidth = min(variables.map { DisplayWidth.columns(of: $0.name) }.max() ?? 0, columns / 3)
        let typeWidth = min(variables.map { DisplayWidth.columns(of: $0.type) }.max() ?? 0, columns / 3)
        let lines = variables.map { variable in
            let line = Self.pad(variable.name, nameWidth) + "  " + Self.pad(variable.type, typeWidth) + "  " + variable.summary
            return DisplayWidth.fit(line, columns: columns)
        }
        return show(REPLReply(lines.joined(separator: "\n")))
    }

    /// For commands that need an expression and answer with a text.
    func reply(
        to expression: String, _ command: String, _ ask: (any REPLSession) async -> REPLReply
    ) async -> REPLCommand.Next {
        guard !expression.isEmpty else {
            return show(REPLReply("`:\(command)` needs an expression: `:\(command) 1 + 2`", failed: true))
        }
        return await show(ask(session))
    }

    func time(_ argument: String) async -> REPLCommand.Next {
        switch argument {
        case "on", "off":
            isTiming = argument == "on"
            return .prompt
        case "":
            return show(REPLReply("timing is \(isTiming ? "on" : "off")"))
        default:
            return await run(argument, timed: true) == .finished ? .prompt : .failed
        }
    }

    func editOutside(_ argument: String) -> REPLCommand.Next {
        guard editor.kind != .stream else { return show(REPLReply("`:edit` needs a terminal", failed: true)) }
        let text: String
        if argument.isEmpty {
            text = submitted.last?.text ?? ""
        } else if let number = Int(argument), let entry = submitted.first(where: { $0.number == number }) {
            text = entry.text
        } else {
            return show(REPLReply("no entry \(argument) in this session", failed: true))
        }
        switch ExternalEditor.edit(text) {
        case .edited(let text): return .edit(text)
        case .failed(let reason): return show(REPLReply(reason, failed: true))
        }
    }

    func fix() async -> REPLCommand.Next {
        guard let fixed = await session.fixedEntry() else {
            return show(REPLReply("the last entry has no suggested fix", failed: true))
        }
        // At a terminal the writer has the last word.
        return editor.kind == .terminal ? .edit(fixed) : .submit(fixed)
    }

    func listHistory(_ text: String) -> REPLCommand.Next {
        let found =
            text.isEmpty ? editor.history.entries.suffix(20) : editor.history.entries.filter { $0.text.contains(text) }[...]
        let columns = TerminalSize.current().columns
        let lines = found.map { entry in
            let first = entry.text.prefix { $0 != "\n" }
            return DisplayWidth.fit(String(first) + (first.count < entry.text.count ? " ..." : ""), columns: columns)
        }
        return show(REPLReply(lines.isEmpty ? "no such entry" : lines.joined(separator: "\n")))
    }

    func save(_ path: String, replacing: Bool) async -> REPLCommand.Next {
        await show(session.save(to: path.isEmpty ? nil : path, replacing: replacing))
    }

    func recover() async -> REPLCommand.Next {
        guard !recovered.isEmpty else { return show(REPLReply("no interrupted session was found at the start", failed: true)) }
        let entries = recovered.flatMap(\.entries)
        recovered = []
        for entry in entries {
            output.write(
                Style.faint.apply(configuration.prompt + Self.indented(entry), colours: editor.hasColours) + "\n", to: .output)
            if await run(entry) == .interrupted { return .failed }
        }
        return .prompt
    }

    /// An entry as it stood at the prompt.
    private static func indented(_ entry: String) -> String {
        entry.split(separator: "\n", omittingEmptySubsequences: false).joined(separator: "\n    ... ")
    }

    private static func pad(_ text: String, _ width: Int) -> String {
        let fitted = DisplayWidth.fit(text, columns: width)
        return fitted + String(repeating: " ", count: max(width - DisplayWidth.columns(of: fitted), 0))
    }
}

extension REPLCommand.Call {
    /// The list of commands.
    static let help = REPLCommand.Call(name: "help")

    private init(name: String) {
        self.name = name
        argument = ""
        argumentStart = 0
    }
}
