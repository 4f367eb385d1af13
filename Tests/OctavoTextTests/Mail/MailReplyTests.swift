import OctavoText
import Testing

@Suite struct MailReplyTests {
    /// A body whose lines are marked: `|` reply, `q` quoted, `s` signature, before a space.
    private static func check(_ marked: String) {
        var body: [Substring] = []
        var parts: [Character: [Substring]] = [:]
        for line in marked.split(separator: "\n", omittingEmptySubsequences: false) {
            let text = line.dropFirst(2)
            body.append(text)
            if let mark = line.first, !text.isEmpty { parts[mark, default: []].append(text) }
        }
        let found = MailReply(body.joined(separator: "\n"))
        func written(_ text: String) -> [Substring] { text.split(separator: "\n").filter { !$0.isEmpty } }
        #expect(written(found.reply) == parts["|"] ?? [], "reply of:\n\(marked)")
        #expect(written(found.quoted) == parts["q"] ?? [], "quoted of:\n\(marked)")
        #expect(written(found.signature) == parts["s"] ?? [], "signature of:\n\(marked)")
    }

    @Test(
        arguments: [
            "On Mon, 1 Jan 2024, Front Desk <desk@hotel.example> wrote:", "Am 01.01.24 um 10:00 schrieb Ann Lee:",
            "Le lun. 1 janv. 2024 à 10:00, Ann Lee <ann@hotel.example> a écrit :",
            "El lun, 1 ene 2024 a las 10:00, Ann (<ann@hotel.example>) escribió:",
            "Il giorno lun 1 gen 2024 alle ore 10:00 Ann <ann@hotel.example> ha scritto:",
            "Op ma 1 jan 2024 om 10:00 schreef Ann <ann@hotel.example>:",
            "Em seg., 1 de jan. de 2024 às 10:00, Ann <ann@hotel.example> escreveu:",
            "Den mån 1 jan. 2024 kl 10:00 skrev Ann <ann@hotel.example>:",
            "ma 1. tammik. 2024 klo 10.00 Ann (ann@hotel.example) kirjoitti:",
            "pon., 1 sty 2024 o 10:00 Ann <ann@hotel.example> napisał(a):",
            "пн, 1 янв. 2024 г. в 10:00, Ann <ann@hotel.example>:",
            "1 Oca 2024 Pzt 10:00 tarihinde Ann <ann@hotel.example> şunu yazdı:", "Ann <ann@hotel.example> 于2024年1月1日周一 10:00写道：",
            "2024年1月1日(月) 10:00 Ann <ann@hotel.example>:", "2024년 1월 1일 (월) 오전 10:00, Ann <ann@hotel.example>님이 작성:",
            "On 1/1/2024 10:00 AM, Ann Lee wrote:", "Ann Lee <ann@hotel.example> writes:",
            "Στις Δευ 1 Ιαν 2024 ο χρήστης Ann <ann@hotel.example> έγραψε:",
        ])
    func knowsTheLineAboveAQuotation(attribution: String) {
        Self.check("| Yes, please.\n|\nq \(attribution)\nq > A double room?\nq > From Friday?")
        Self.check("q \(attribution)\nq > A double room?\n|\n| Yes, please.")
    }

    @Test func joinsAnAttributionThatIsBrokenOverLines() {
        Self.check(
            "| Fine.\n|\nq On Mon, Jan 1, 2024 at 10:00 AM Front Desk\nq <frontdesk@grandhotel.example>\nq wrote:\nq\nq > Two nights?"
        )
    }

    @Test func keepsAnswersBetweenQuotedLines() {
        Self.check(
            "q On Mon, 1 Jan 2024, Ann <ann@hotel.example> wrote:\nq > A double room?\n| Yes.\nq > Breakfast?\n| No, thank you, we leave early.\ns -- \ns Pat"
        )
    }

    @Test(
        arguments: [
            "From: Ann Lee <ann@hotel.example>\nSent: Monday, January 1, 2024 10:00 AM\nTo: Pat\nSubject: Room",
            "Von: Ann Lee <ann@hotel.example>\nGesendet: Montag, 1. Januar 2024 10:00\nAn: Pat\nBetreff: Zimmer",
            "De : Ann Lee <ann@hotel.example>\nEnvoyé : lundi 1 janvier 2024 10:00\nÀ : Pat\nObjet : Chambre",
            "De: Ann Lee\nEnviado el: lunes, 1 de enero de 2024 10:00\nPara: Pat\nAsunto: Habitación",
            "*From:* Ann Lee <ann@hotel.example>\n*Date:* Monday, January 1, 2024\n*To:* Pat\n*Subject:* Room",
            "发件人: Ann\n发送时间: 2024年1月1日\n收件人: Pat\n主题: 房间", "От: Ann\nОтправлено: 1 января 2024 г. 10:00\nКому: Pat\nТема: Номер",
            "Da: Ann\nInviato: lunedì 1 gennaio 2024 10:00\nA: Pat\nOggetto: Camera", "From: Ann\nTo: Pat\nSubject: Room",
            "差出人: Ann\n送信日時: 2024年1月1日\n宛先: Pat\n件名: 部屋",
        ])
    func takesAllBelowAHeaderForQuoted(header: String) {
        let quoted = (header + "\n\nA double room?\nRegards\nAnn").split(separator: "\n", omittingEmptySubsequences: false)
            .map { "q \($0)" }.joined(separator: "\n")
        Self.check("| Yes, please.\n|\n\(quoted)")
        Self.check("| Yes, please.\n|\nq ________________________________\n\(quoted)")
    }

    @Test(
        arguments: [
            "-----Original Message-----", "-----Ursprüngliche Nachricht-----", "-----Message d'origine-----",
            "---------- Forwarded message ---------",
            "----- Mensaje original -----", "Begin forwarded message:", "---------- Weitergeleitete Nachricht ----------",
            "-------- Исходное сообщение --------",
        ])
    func takesAllBelowASeparatorForQuoted(separator: String) {
        Self.check("| See below.\n|\nq \(separator)\nq From: somebody\nq\nq Anything at all.")
    }

    @Test(
        arguments: [
            "Sent from my iPhone", "Von meinem iPhone gesendet", "Envoyé de mon iPhone", "Enviado desde mi iPhone",
            "Get Outlook for iOS",
            "Inviato da iPhone", "Verzonden vanaf mijn iPhone", "Отправлено с iPhone", "发自我的iPhone", "Sent from Mail for Windows",
        ])
    func knowsWhatTelephonesPutUnderAMail(line: String) {
        Self.check("| Yes, a double room.\n|\ns \(line)")
        Self.check("| Yes, a double room.\n|\ns \(line)\n|\nq On Mon, 1 Jan 2024, Ann <ann@hotel.example> wrote:\nq > A room?")
    }

    @Test(
        arguments: [
            "Best regards,\ns Pat Lee\ns Grand Hotel\ns Tel. +1 312 555 0155", "Mit freundlichen Grüßen\ns Max Muster",
            "Cordialement,\ns Jean",
            "Thanks!\ns Pat", "Saludos,\ns María", "Met vriendelijke groet,\ns Jan", "-- \ns Pat\ns\ns Tel. +1 312 555 0155",
            "--\ns Pat",
        ])
    func knowsSignatures(signature: String) {
        Self.check("| I need a room.\n| Can you help?\n|\ns \(signature)")
    }

    @Test(
        arguments: [
            "| Hello,\n| I wrote you about this: no answer.\n| Please call.", "| Thanks",
            "| Thanks for the room.\n| It was fine.",
            "| He wrote:\n| come at ten", "| From: tomorrow on\n| we need two rooms.",
            "| The steps are these:\n| 1. open the door\n| 2. close it",
            "| Regards to your mother. She wrote:\n| see you.", "| a -- b", "", "|",
            "| Thanks,\n| but could you tell me how far the airport is, and whether the shuttle still runs at night when the flight is late?",
        ])
    func leavesWhatIsNoQuotation(marked: String) { Self.check(marked) }

    @Test func losesNoLine() {
        for file in ["a\r\nb\r\n> c\r\n", "\n\n> x\n\n\n> y\nz", "> only\n> quoted", "-- \nonly a signature"] {
            let parts = MailReply(file)
            let lines = [parts.reply, parts.quoted, parts.signature].flatMap { $0.split(separator: "\n") }
            #expect(lines.count == file.split(whereSeparator: \.isNewline).count)
        }
        #expect(MailReply("> only\n> quoted").reply.isEmpty)
    }

    @Test func longTextsAreSplitToo() {
        // Nothing is looked at more than a few times: the sizes end at once, or not at all.
        for line in ["On ", "a:\n", "From: a\n", "> \n", "--\n", "Sent from my\n"] {
            _ = MailReply(String(repeating: line, count: 100_000))
        }
    }
}
