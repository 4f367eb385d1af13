/// Texts that no person wrote for this occasion: automatic replies, and what mail programs put under a message.
///
/// A text is boilerplate only as a whole: a question with a signature under it is a question.
enum Boilerplate {
    static func isAll(of text: Span<UInt8>) -> Bool { isAutomaticReply(text) || isSignature(text) }

    // MARK: - Automatic replies

    /// Bytes in which an automatic reply has said that it is one.
    private static let openingLength = 4_096

    /// Enough by itself, wherever it stands.
    private static let markers = [
        "this is an automated", "this is an automatic", "this is an auto-generated", "this message was automatically",
        "this message was sent automatically", "this email was sent automatically", "do not reply to this e",
        "do not reply to this m",
        "do not respond to this", "don't reply to this e", "please do not reply directly", "auto-generated message",
        "automatically generated message", "automatically generated e", "abwesenheitsnotiz", "abwesenheitsnachricht",
        "dies ist eine automatische", "diese e-mail wurde automatisch", "diese nachricht wurde automatisch",
        "ceci est un message automatique", "ceci est une réponse automatique", "este es un mensaje automático",
        "esta es una respuesta automática", "questo è un messaggio automatico", "dit is een automatisch",
        "esta é uma mensagem automática",
        "esta é uma resposta automática", "mail delivery failed", "delivery status notification", "undelivered mail returned",
    ]
    /// Enough at the beginning, or before a colon.
    private static let titles = [
        "automatic reply", "automatic response", "auto reply", "auto-reply", "autoreply", "auto response", "auto-response",
        "autoresponse", "automatische antwort", "réponse automatique", "respuesta automática", "risposta automatica",
        "resposta automática", "automatisch antwoord", "out of office",
    ]
    /// Said of an absence; one of `promises` must be there too.
    private static let absences = [
        "out of the office", "out of office", "away from the office", "away from my desk", "on annual leave",
        "on parental leave", "on maternity leave", "nicht im büro", "nicht im haus", "außer haus", "absent du bureau",
        "fuera de la oficina", "fuori ufficio", "fora do escritório", "niet op kantoor", "niet aanwezig",
    ]
    private static let promises = [
        "limited access to", "no access to my e", "no access to e", "will respond to your", "will reply to your",
        "respond when i",
        "reply when i", "respond upon my", "reply upon my", "upon my return", "in my absence", "for urgent matters",
        "if your matter is urgent", "if you need immediate", "for immediate assistance", "in dringenden fällen",
        "während meiner abwesenheit", "nach meiner rückkehr", "en cas d'urgence",
        "à mon retour", "en mon absence", "en caso de urgencia", "a mi regreso", "in caso di urgenza", "al mio ritorno",
        "em caso de urgência", "bij dringende", "bij mijn terugkeer",
    ]

    private static func isAutomaticReply(_ text: Span<UInt8>) -> Bool {
        let opening = text.extracting(0..<min(text.count, openingLength))
        var (isAbsence, isPromise, isFirst) = (false, false, true)
        // Taken once: a global is asked each time whether it is there.
        let openings = openings
        for place in opening.indices where isWordStart(opening, place) {
            for (end, role) in openings.found(at: place, in: opening) {
                switch role {
                case .marker: return true
                case .title: if isFirst && !opening.byte(end).isLetter || opening.byte(end) == 0x3A { return true }
                case .absence: isAbsence = true
                case .promise: isPromise = true
                }
            }
            if isAbsence, isPromise { return true }
            isFirst = false
        }
        return false
    }

    @inline(__always)
    private static func isWordStart(_ text: Span<UInt8>, _ place: Int) -> Bool {
        let byte = text[place]
        guard byte.isLetter || byte >= 0xC3 else { return false }
        let before = text.byte(place - 1)
        return !(before.isWord || before >= 0x80)
    }

    private enum Role: Sendable { case marker, title, absence, promise }

    private static let openings = PhraseSet(
        markers.map { ($0, Role.marker) } + titles.map { ($0, .title) } + absences.map { ($0, .absence) }
            + promises.map { ($0, .promise) })

    // MARK: - Signatures

    private static let footers = [
        "sent from my ", "sent from outlook", "sent from yahoo", "get outlook for", "von meinem iphone", "von meinem android",
        "von meinem samsung", "von meinem mobil", "gesendet von meinem", "gesendet mit der",
        "envoyé de mon ", "envoyé depuis ", "enviado desde ", "inviato da ", "enviado do meu ", "verzonden vanaf ",
        "to unsubscribe",
        "click here to unsubscribe", "unsubscribe from this", "if you no longer wish to receive",
        "view this email in your browser",
        "please consider the environment", "all rights reserved", "confidentiality notice", "disclaimer:",
        "this email and any attachments", "this e-mail and any attachments", "this message and any attachments",
        "the information contained in this", "diese e-mail enthält vertrauliche", "ce message et toutes les pièces jointes",
    ]
    private static let closings = [
        "best regards", "kind regards", "warm regards", "with best regards", "with kind regards", "regards", "best wishes",
        "sincerely",
        "yours sincerely", "yours faithfully", "yours truly", "mit freundlichen grüßen", "mit freundlichem gruß",
        "freundliche grüße",
        "viele grüße", "beste grüße", "cordialement", "bien cordialement", "meilleures salutations", "saludos cordiales",
        "atentamente",
        "un cordial saludo", "cordiali saluti", "distinti saluti", "atenciosamente", "com os melhores cumprimentos",
        "met vriendelijke groet",
    ]
    private enum Part: Sendable { case footer, closing }

    private static let signatures = PhraseSet(footers.map { ($0, Part.footer) } + closings.map { ($0, .closing) })

    /// Behind a closing stand a name, a position, a telephone number: lines no longer than this, of no more words, and no more than so many.
    private static let longestLine = 60
    private static let mostLines = 8

    /// Whether every line belongs to a signature or footer, and one says so.
    private static func isSignature(_ text: Span<UInt8>) -> Bool {
        var (isSigned, left, start) = (false, 0, 0)
        while start < text.count {
            var end = start
            while end < text.count, text[end] != 0x0A { end += 1 }
            let own = TextBytes.trimmedRange(text.extracting(start..<end))
            let line = text.extracting(start + own.lowerBound..<start + own.upperBound)
            start = end + 1
            if line.isEmpty { continue }
            if isMark(line) {
                // RFC 3676, section 4.3: what follows is the signature.
                (isSigned, left) = (true, mostLines)
                continue
            }
            let found = signatures.found(at: 0, in: line)
            if found.contains(where: { $0.what == .footer }) {
                isSigned = true
            } else if found.contains(where: { isName(line, from: $0.end) }) {
                (isSigned, left) = (true, mostLines)
            } else if left > 0, isName(line, from: 0) {
                left -= 1
            } else {
                return false
            }
        }
        return isSigned
    }

    /// `--` or a line of underscores.
    private static func isMark(_ line: Span<UInt8>) -> Bool {
        guard line.count >= 2, line[0] == 0x2D || line[0] == 0x5F else { return false }
        for index in line.indices where line[index] != line[0] { return false }
        return line[0] == 0x5F || line.count == 2
    }

    /// Whether what stands in a line from `place` on can be a name, a position or a number: a few words, the first of them not in small
    /// letters, and no sentence.
    private static func isName(_ line: Span<UInt8>, from place: Int) -> Bool {
        guard line.count <= longestLine else { return false }
        let rest = line.extracting(place..<line.count)
        guard WordCount.count(rest) <= mostWords else { return false }
        if sentenceEnds.contains(line[line.count - 1]), WordCount.count(rest) > 2 { return false }
        for index in rest.indices where rest[index].isAlphanumeric { return !rest[index].isLower }
        return true
    }

    private static let mostWords = 5
    private static let sentenceEnds = ASCIISet("?!.")
}
