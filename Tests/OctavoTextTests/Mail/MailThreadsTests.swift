import OctavoText
import Testing

@Suite struct MailThreadsTests {
    private func places(_ mails: [MailThreads.Mail]) -> [String] {
        MailThreads.places(of: mails).map { "\($0.thread) \($0.depth)" }
    }

    private func mail(
        _ id: String?, _ references: [String] = [], to: String? = nil, _ subject: String? = nil, date: Int64? = nil
    ) -> MailThreads.Mail {
        MailThreads.Mail(id: id, references: references, inReplyTo: to, subject: subject, date: date)
    }

    @Test func joinsByReferencesAndReplies() {
        #expect(places([mail("a"), mail("b", to: "a"), mail("c", ["a", "b"]), mail("d")]) == ["a 0", "a 1", "a 2", "d 0"])
    }

    @Test func aThreadWhoseFirstMailIsMissingIsOne() {
        #expect(places([mail("b", ["a"]), mail("c", ["a"])]) == ["a 0", "a 0"])
        #expect(places([mail("c", ["a", "b"]), mail("b", ["a"])]) == ["a 1", "a 0"])
    }

    @Test func theOrderOfMailsDoesNotMatter() {
        let mails = [mail("a"), mail("b", to: "a"), mail("c", ["a", "b"]), mail("d", ["a", "b", "c"])]
        #expect(places(mails.reversed()) == places(mails).reversed())
    }

    @Test func repliesWithoutHeadersAreJoinedBySubject() {
        #expect(
            places([
                mail("a", [], "Room", date: 1), mail("b", [], "AW: room", date: 2),
                mail("c", [], "Re: [hotel] Re: Room", date: 3),
                mail("d", [], "Room", date: 4), mail("e", [], "Re: Room", date: 5), mail("f", [], "Fwd: Room", date: 6),
                mail("g", [], "Re: other", date: 7), mail("h", ["x"], "Re: Room", date: 8),
            ]) == ["a 0", "a 1", "a 1", "d 0", "d 1", "f 0", "g 0", "x 0"])
    }

    @Test func circlesAndMailsThatAnswerThemselvesEnd() {
        #expect(places([mail("a", to: "a")]) == ["a 0"])
        let circle = places([mail("a", to: "b"), mail("b", to: "a")])
        #expect(Set(circle.map { $0.split(separator: " ")[0] }).count == 1)
        #expect(places([mail("a", ["a", "b", "a"]), mail("b", ["a"])]).count == 2)
    }

    @Test func mailsOfOneNameAreOneAndMailsWithoutNamesEachTheirOwn() {
        #expect(places([mail("a"), mail("a"), mail("b", to: "a")]) == ["a 0", "a 0", "a 1"])
        #expect(Set(places([mail(nil), mail(nil)])).count == 2)
        #expect(places([]) == [])
    }

    @Test func longThreadsAndLongListsAreTaken() {
        let chain = (0..<50_000).map { mail("\($0)", to: $0 > 0 ? "\($0 - 1)" : nil) }
        #expect(MailThreads.places(of: chain).last == .init(thread: "0", depth: 49_999))
        let list = [mail("z", (0..<50_000).map { "\($0)" })]
        #expect(MailThreads.places(of: list).first?.thread == "0")
    }

    @Test(
        arguments: [
            ("Re: Room", "room", true, false), ("RE: re:  AW: Room ", "room", true, false),
            ("Fwd: WG: Room", "room", false, true),
            ("Re[2]: Room", "room", true, false), ("[list] Re: Room", "room", true, false),
            ("Room: two nights", "room: two nights", false, false),
            ("回复：房间", "房间", true, false), ("[hotel]", "[hotel]", false, false), ("", "", false, false), ("Re:", "", true, false),
            ("Fwd: [hotel] booking, again", "booking, again", false, true),
        ])
    func stripsSubjects(subject: String, base: String, isReply: Bool, isForwarded: Bool) {
        let found = MailSubject(subject)
        #expect(found.base == base)
        #expect(found.isReply == isReply)
        #expect(found.isForwarded == isForwarded)
    }
}
