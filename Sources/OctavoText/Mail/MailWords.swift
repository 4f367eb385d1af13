// A data table: what mail programs write around a reply, in the languages they speak. All in lower case.

/// Words of mail programs.
enum MailWords {
    /// Who wrote what stands below, as the line above a quotation says it.
    static let wrote = [
        "wrote", "writes", "schrieb", "a écrit", "escribió", "escribio", "ha scritto", "scritto", "schreef", "geschreven",
        "escreveu",
        "skrev", "kirjoitti", "napisał", "napisal", "napsal", "napísal", "írta", "a scris", "пишет", "писал", "написал", "пише",
        "написав",
        "написа", "yazdı", "έγραψε", "đã viết", "menulis", "va escriure", "je napisao", "je napisala", "kirjutas", "rakstīja",
        "rašė",
        "כתב", "كتب", "写道", "寫道", "wrote on", "님이 작성", "작성:", "のメール", "さんは書きました", "はこう書いています", "said",
    ]

    /// Labels of the header that Outlook and its kin put above the mail that is answered.
    static let from: Set<String> = [
        "from", "von", "de", "da", "van", "från", "fra", "lähettäjä", "od", "от", "от кого", "від", "发件人", "寄件者", "寄件人",
        "差出人", "送信者", "보낸 사람", "gönderen", "kimden", "από", "feladó", "expéditeur", "mittente", "remitente", "afzender",
        "de la", "odosielateľ", "odesílatel", "מאת", "من", "từ", "dari",
    ]
    static let sent: Set<String> = [
        "sent", "date", "gesendet", "gesendet am", "datum", "envoyé", "envoyé le", "enviado", "enviado el", "enviada em",
        "enviado em",
        "fecha", "data", "inviato", "verzonden", "skickat", "sendt", "dato", "lähetetty", "päivämäärä", "wysłano", "odesláno",
        "отправлено", "дата", "发送时间", "日期", "寄件日期", "送信日時", "日付", "日時", "보낸 날짜", "날짜", "gönderildi", "tarih",
        "ημερομηνία", "elküldve", "dátum", "trimis", "נשלח", "ngày", "tanggal",
    ]
    static let others: Set<String> = [
        "to", "an", "à", "a", "para", "aan", "till", "til", "vastaanottaja", "do", "komu", "кому", "收件人", "宛先", "받는 사람", "kime",
        "προς", "címzett", "către", "destinatario", "destinataire", "geadresseerde", "אל", "إلى", "đến", "kepada",
        "subject", "betreff", "objet", "asunto", "oggetto", "onderwerp", "ämne", "emne", "aihe", "temat", "předmět", "predmet",
        "тема",
        "主题", "主旨", "件名", "제목", "konu", "assunto", "θέμα", "tárgy", "subiect", "נושא", "الموضوع", "chủ đề", "perihal",
        "cc", "bcc", "kopie", "copie", "reply-to", "antwort an", "importance", "wichtigkeit", "копия", "抄送", "attachments",
        "anlagen",
    ]

    /// Lines after which all is another mail, between dashes.
    static let separators = [
        "original message", "original-nachricht", "originalnachricht", "ursprüngliche nachricht", "message d'origine",
        "message d’origine", "message original", "mensaje original", "messaggio originale", "oorspronkelijk bericht",
        "mensagem original", "originalmeddelande", "ursprungligt meddelande", "oprindelig meddelelse", "opprinnelig melding",
        "alkuperäinen viesti", "wiadomość oryginalna", "původní zpráva", "pôvodná správa", "исходное сообщение",
        "original appointment",
        "пересылаемое сообщение", "原始邮件", "原始信件", "元のメッセージ", "원본 메시지", "orijinal mesaj", "eredeti üzenet",
        "mesaj original", "αρχικό μήνυμα", "forwarded message", "weitergeleitete nachricht", "message transféré",
        "mensaje reenviado", "messaggio inoltrato", "doorgestuurd bericht", "mensagem encaminhada", "vidarebefordrat meddelande",
        "videresendt meddelelse", "videresendt melding", "wiadomość przekazana", "přeposlaná zpráva", "转发的邮件", "forwarded by",
        "reply message", "antwort nachricht",
    ]
    /// The same without dashes, as a line of their own.
    static let openings = [
        "begin forwarded message", "anfang der weitergeleiteten nachricht", "anfang der weitergeleiteten e-mail",
        "début du message transféré", "début du message réexpédié", "inicio del mensaje reenviado", "inizio messaggio inoltrato",
        "begin doorgestuurd bericht", "início da mensagem reencaminhada", "vidarebefordrat brev", "start på videresendt besked",
        "начало переадресованного сообщения",
    ]

    /// How lines begin that a telephone or a mail program puts under a mail.
    static let deviceSignatures = [
        "sent from my", "sent from mail for", "sent from outlook", "sent from yahoo", "sent from gmail", "sent from samsung",
        "sent from proton", "sent with proton", "sent via", "sent using", "sent on the", "get outlook for", "von meinem",
        "von meiner",
        "gesendet von", "gesendet mit", "gesendet aus", "diese nachricht wurde von meinem", "envoyé de mon", "envoyé de ma",
        "envoyé depuis", "envoyé à partir", "enviado desde", "enviado do meu", "enviado de meu", "enviado pelo", "inviato da",
        "verzonden vanaf", "verstuurd vanaf", "verzonden met", "skickat från", "sendt fra", "lähetetty", "wysłane z", "wysłano z",
        "odesláno z", "отправлено с", "отправлено из", "发自我的", "從我的", "发自", "iphoneから送信", "androidから送信", "나의 iphone",
        "iphone'umdan gönderildi", "iphone'dan gönderildi", "στάλθηκε από", "trimis de pe", "elküldve", "trimis din",
        "this email was sent from my", "please excuse typos", "please excuse any typos", "excuse the brevity",
    ]

    /// Lines that close a letter, above the name.
    static let closings = [
        "regards", "best regards", "kind regards", "kindest regards", "warm regards", "with kind regards", "best", "best wishes",
        "all the best", "cheers", "thanks", "many thanks", "thank you", "thanks and regards", "thanks & regards",
        "thanks in advance",
        "thank you in advance", "sincerely", "sincerely yours", "yours sincerely", "yours truly", "yours faithfully",
        "respectfully",
        "cordially", "br", "rgds", "mit freundlichen grüßen", "mit freundlichen gruessen", "mit freundlichem gruß",
        "freundliche grüße", "freundliche grüsse", "viele grüße", "viele grüsse", "beste grüße", "liebe grüße", "herzliche grüße",
        "schöne grüße", "mfg", "lg", "vg", "gruß", "grüße", "hochachtungsvoll", "cordialement", "bien cordialement",
        "bien à vous",
        "sincères salutations", "meilleures salutations", "salutations distinguées", "amicalement", "merci", "merci d'avance",
        "saludos", "un saludo", "saludos cordiales", "un cordial saludo", "atentamente", "gracias", "muchas gracias", "un abrazo",
        "cordiali saluti", "distinti saluti", "saluti", "un saluto", "grazie", "grazie mille", "met vriendelijke groet",
        "met vriendelijke groeten", "vriendelijke groet", "vriendelijke groeten", "groet", "groeten", "mvg", "alvast bedankt",
        "bedankt", "atenciosamente", "com os melhores cumprimentos", "melhores cumprimentos", "cumprimentos", "abraços",
        "obrigado",
        "obrigada", "med vänliga hälsningar", "vänliga hälsningar", "mvh", "hälsningar", "med venlig hilsen", "venlig hilsen",
        "med vennlig hilsen", "vennlig hilsen", "hilsen", "ystävällisin terveisin", "terveisin", "pozdrawiam", "z poważaniem",
        "s pozdravem", "с уважением", "спасибо", "з повагою", "saygılarımla", "üdvözlettel", "cu stimă",
    ]

    /// What stands before the subject of a reply or a forwarded mail, up to the colon.
    static let subjectPrefixes: Set<String> = [
        "re", "aw", "antw", "antwort", "sv", "vs", "vá", "odp", "res", "rif", "ref", "rv", "ynt", "回复", "回覆", "答复", "返信", "답장",
        "на", "отв", "απ", "ré", "r", "vast", "bls", "atb",
        "fw", "fwd", "wg", "tr", "i", "enc", "doorst", "vb", "vl", "pd", "fs", "rvs", "ilt", "转发", "轉寄", "転送", "전달", "πρθ", "trs",
        "továbbítás", "пер", "fyi",
    ]
    /// Of them, those of forwarded mails: they begin something new.
    static let forwardPrefixes: Set<String> = [
        "fw", "fwd", "wg", "tr", "i", "enc", "doorst", "vb", "vl", "pd", "fs", "rvs", "ilt", "转发", "轉寄", "転送", "전달", "πρθ", "trs",
        "továbbítás", "пер", "fyi",
    ]
}
