extension REPL {
    /// Commands after a colon, then what the command takes; else what the session knows.
    package nonisolated static func complete(_ text: String, cursorByte: Int, _ session: any REPLSession) -> Completion {
        guard let call = REPLCommand.Call(text), text.hasPrefix(":") else {
            return session.complete(text, cursorByte: cursorByte)
        }
        if cursorByte <= call.name.utf8.count + 1 {
            let typed = text.utf8.prefix(cursorByte).dropFirst()
            let fitting = REPLCommand.all.filter { $0.name.utf8.starts(with: typed) }
            return Completion(
                replaceStart: 0, candidates: fitting.map { Completion.Candidate(":" + $0.name, detail: $0.summary) })
        }
        guard let command = REPLCommand.find(call.name), cursorByte >= call.argumentStart else { return .none }
        let start = call.argumentStart
        let argument = String(decoding: text.utf8.dropFirst(start), as: UTF8.self)
        var completion = Completion.none
        if command.takesLanguage {
            completion = session.complete(argument, cursorByte: cursorByte - start)
        } else if case .word(_, let word) = command.argument {
            completion = session.complete(word, String(decoding: argument.utf8.prefix(cursorByte - start), as: UTF8.self))
        }
        completion.replaceStart += start
        return completion
    }
}
