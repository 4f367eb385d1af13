/// Which mails belong together: by their headers, and by their subjects where a reply has lost those.
///
/// After Jamie Zawinski, "message threading" (1997), and RFC 5256's REFERENCES.
package struct MailThreads {
    /// A mail as far as it matters here.
    package struct Mail: Sendable {
        package let id: String?
        /// From the first mail of the thread to the one that is answered.
        package let references: [String]
        package let inReplyTo: String?
        package let subject: String?
        /// Microseconds.
        package let date: Int64?

        package init(id: String?, references: [String], inReplyTo: String?, subject: String?, date: Int64?) {
            self.id = id
            self.references = references
            self.inReplyTo = inReplyTo
            self.subject = subject
            self.date = date
        }
    }

    /// A mail's place: the first mail of its thread, which need not be among them, and how many mails that are stand above it.
    package struct Place: Sendable, Equatable {
        package let thread: String
        package let depth: Int

        package init(thread: String, depth: Int) {
            self.thread = thread
            self.depth = depth
        }
    }

    /// Of longer lists the first and the last are heeded, as RFC 5322 lets programs cut them.
    private static let mostReferences = 200

    private var numbers: [String: Int] = [:]
    private var names: [String] = []
    private var parents: [Int] = []
    /// Nodes known to hang together lead to one.
    private var groups: [Int] = []
    private var isThere: [Bool] = []

    /// One place a mail, in their order.
    package static func places(of mails: [Mail]) -> [Place] {
        var threads = MailThreads()
        let own = mails.enumerated().map { threads.node($1.id ?? "mail-\($0 + 1)") }
        for (mail, node) in zip(mails, own) { threads.add(mail, node) }
        threads.joinBySubject(mails, own)
        let nodes = threads.nodes()
        return own.map { Place(thread: threads.names[nodes[$0].root], depth: nodes[$0].depth) }
    }

    private mutating func node(_ id: String) -> Int {
        if let known = numbers[id] { return known }
        let number = names.count
        numbers[id] = number
        names.append(id)
        parents.append(-1)
        groups.append(number)
        isThere.append(false)
        return number
    }

    private mutating func add(_ mail: Mail, _ own: Int) {
        isThere[own] = true
        var chain = mail.references
        if chain.count > Self.mostReferences { chain = [chain[0]] + chain.suffix(Self.mostReferences - 1) }
        if let last = mail.inReplyTo, !chain.contains(last) { chain.append(last) }
        var above: Int?
        for id in chain {
            let next = node(id)
            if let above, parents[next] < 0 { link(next, below: above) }
            above = next
        }
        // The mail itself knows best what it answers.
        guard let above, above != own, parents[own] != above else { return }
        if parents[own] >= 0 {
            let before = parents[own]
            parents[own] = -1
            if !link(own, below: above) { parents[own] = before }
        } else {
            link(own, below: above)
        }
    }

    /// False, and nothing done, where it would make a circle.
    @discardableResult private mutating func link(_ child: Int, below parent: Int) -> Bool {
        let (one, two) = (group(child), group(parent))
        if one == two {
            var next = parent
            while next >= 0 {
                if next == child { return false }
                next = parents[next]
            }
        }
        parents[child] = parent
        groups[one] = two
        return true
    }

    private mutating func group(_ node: Int) -> Int {
        var root = node
        while groups[root] != root { root = groups[root] }
        var next = node
        while groups[next] != root {
            let above = groups[next]
            groups[next] = root
            next = above
        }
        return root
    }

    /// Replies that name no mail are joined to the thread of their subject that began last before them.
    private mutating func joinBySubject(_ mails: [Mail], _ own: [Int]) {
        let order = mails.indices.sorted { (mails[$0].date ?? .min, $0) < (mails[$1].date ?? .min, $1) }
        var last: [String: Int] = [:]
        for place in order {
            guard let text = mails[place].subject else { continue }
            let subject = MailSubject(text)
            if subject.base.isEmpty { continue }
            let node = own[place]
            if parents[node] < 0, subject.isReply, mails[place].references.isEmpty, mails[place].inReplyTo == nil,
                let first = last[subject.base], first != node
            {
                link(node, below: first)
            }
            // Others that answer a thread do not begin one.
            if parents[node] < 0 || last[subject.base] == nil { last[subject.base] = node }
        }
    }

    /// What stands at the top of each node, and how many mails that are there above it; without calling itself, since threads may be
    /// long.
    private func nodes() -> [(root: Int, depth: Int)] {
        var nodes = [(root: Int, depth: Int)](repeating: (-1, 0), count: parents.count)
        for start in parents.indices where nodes[start].root < 0 {
            var path = [start]
            while let last = path.last, parents[last] >= 0, nodes[parents[last]].root < 0 { path.append(parents[last]) }
            for node in path.reversed() {
                let above = parents[node]
                nodes[node] = above < 0 ? (node, 0) : (nodes[above].root, nodes[above].depth + (isThere[above] ? 1 : 0))
            }
        }
        return nodes
    }
}
