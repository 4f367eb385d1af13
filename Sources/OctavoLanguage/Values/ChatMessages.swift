/// One turn of a conversation, as chat models take it.
package struct ChatMessage: Sendable, Hashable {
    package enum Role: String, Sendable, CaseIterable {
        case system, user, assistant
    }

    package let role: Role
    package let content: String

    package init(_ role: Role, _ content: String) {
        self.role = role
        self.content = content
    }
}

/// A conversation: what a template with roles renders to, and what a provider is asked.
package struct ChatMessages: ObjectValue, Equatable {
    package let messages: [ChatMessage]

    package init(_ messages: [ChatMessage]) { self.messages = messages }

    package var typeName: String { "messages" }

    /// `.system`, `.user`, `.assistant`: the contents of that role, a blank line between; `null` where there are none.
    package func member(_ name: String) -> Value? {
        guard let role = ChatMessage.Role(rawValue: name) else { return nil }
        let contents = messages.filter { $0.role == role }.map(\.content)
        return contents.isEmpty ? .null : .text(contents.joined(separator: "\n\n"))
    }

    package var memberNames: [String] { ChatMessage.Role.allCases.map(\.rawValue) }

    /// As a template writes a conversation: each turn below a line that says whose it is.
    package var text: String {
        messages.map { "--- \($0.role.rawValue) ---\n\($0.content)" }.joined(separator: "\n\n")
    }

    package var summary: String { messages.count == 1 ? "1 message" : "\(messages.count) messages" }
}
