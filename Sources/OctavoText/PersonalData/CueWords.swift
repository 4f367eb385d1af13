// A data table.
/// Words that tell what a number near them is, in the languages of `LanguageIdentifier`'s larger ones; ASCII letters in lower case.
struct Cues: OptionSet, Sendable {
    let rawValue: UInt16

    static let phone = Cues(rawValue: 1)
    /// A word such as "number", which says as much as the words around it.
    static let number = Cues(rawValue: 2)
    /// What follows names an order, a product or an amount: no telephone number.
    static let reference = Cues(rawValue: 4)
    static let card = Cues(rawValue: 8)
    static let ssn = Cues(rawValue: 16)
    static let network = Cues(rawValue: 32)
    static let birth = Cues(rawValue: 64)
    static let passport = Cues(rawValue: 128)
    static let licence = Cues(rawValue: 256)
    static let secret = Cues(rawValue: 512)
    static let version = Cues(rawValue: 1024)
    /// Where somebody drives rather than where software is allowed.
    static let driver = Cues(rawValue: 2048)
    /// What follows is known to be no personal number at all: a book, a commit, a coordinate.
    static let thing = Cues(rawValue: 4096)
    /// A number that a state gives to a person.
    static let identity = Cues(rawValue: 8192)
    static let bank = Cues(rawValue: 16384)

    private static let words: [(Cues, String)] = [
        (
            .phone,
            """
            phone telephone phones tel mobile cell cellphone fax call calls called calling text texting texted txt sms whatsapp signal \
            telegram ring dial dialed dialled reach reached reaching hotline landline answering desk messages message contact callback voicemail \
            handy handynummer telefon telefonnummer rufnummer mobil mobilnummer festnetz anrufen anruf erreichbar erreichen ruf \
            téléphone telephones téléphoner portable appeler appelez appelle joindre joignable fixe teléfono telefono móvil movil celular \
            llame llamar llámame llamame llama fijo cellulare chiama chiamare chiamami chiamarmi telefoon telefoonnummer bellen bel \
            telefone telemóvel ligar ligue mobiltelefon ring ringa puhelin soita telefonu numer komórka zadzwoń cep \
            телефон тел моб звоните мобильный 电话 手机 手机号 手机号码 电话号码 电话是 手机是 联系电话 電話 携帯 電話番号 携帯番号 전화 전화번호 휴대폰
            """
        ),
        (.number, "number numbers no num nr nummer numero número numéro num # № 号码 番号"),
        (
            .reference,
            """
            order orders booking bookings reference ref reservation reservations confirmation invoice invoices ticket tickets tracking \
            account accounts acct flight flights serial sku model part parts case id ids zip zipcode postcode postal room rooms gate \
            pnr code codes item items product products amount total price prices cost costs balance weighs weight score ratio section \
            page pages chapter transaction membership member policy claim customer client tax vat registration patent build po barcode \
            ean upc gtin imei quantity qty population row rows line lines port pin otp passcode year years invoice# order# iban card \
            passport passports license licence licenses licences ssn social \
            bestellung bestellnummer auftrag auftragsnummer rechnung rechnungsnummer kundennummer buchung buchungsnummer sendungsnummer \
            konto kontonummer artikel artikelnummer plz betrag preis reservierung reservierungsnummer vorgang vorgangsnummer aktenzeichen \
            commande facture réservation dossier compte montant prix suivi pedido factura reserva cuenta importe precio ordine fattura \
            prenotazione conto prezzo bestelling factuur boeking rekening prijs fatura encomenda conta preço zamówienie faktura \
            订单 订单号 訂單 单号 快递 账号 账户 注文 注文番号 予約 予約番号 口座
            """
        ),
        (
            .thing,
            """
            isbn issn doi uuid guid sha md5 hash commit lat long latitude longitude lon coordinates pi rgb hex colour color arxiv pmid \
            checksum digest timestamp epoch nanoseconds milliseconds
            """
        ),
        (
            .card,
            """
            card cards cc credit debit visa mastercard amex maestro discover diners jcb unionpay pan kreditkarte karte kartennummer \
            carte bancaire tarjeta carta kaart creditcard cartão karta 卡号 信用卡 カード
            """
        ),
        (.ssn, "ssn social sozialversicherung itin"),
        (
            .identity,
            """
            itin tin taxpayer nhs nino ni insurance sin tfn medicare pesel bsn burgerservicenummer sofinummer aadhaar aadhar uidai cpf nric \
            steuer steuerid steuernummer idnr identifikationsnummer personnummer personnummeret fødselsnummer fodselsnummer \
            henkilötunnus hetu tckn kimlik dni nif nie fiscale fiscal insee nir sécurité rrn identity citizen personalausweis \
            身份证 身份证号 身份证号码 주민등록번호 マイナンバー
            """
        ),
        (
            .bank,
            """
            bank banking checking savings routing aba rtn bankverbindung kontonummer girokonto sparkonto rekeningnummer bancaria bancario \
            bancaire
            """
        ),
        (
            .network,
            "ip ips ipv4 ipv6 address addresses host hosts server dns ping login client subnet gateway router from adresse"
        ),
        (
            .birth,
            """
            born birth dob birthdate birthday birthdays bday geboren geb geburtsdatum geburtstag née né nee naissance nacido nacida \
            nacimiento cumpleaños nato nata nascita compleanno geboortedatum geboorte verjaardag nascimento nascido nascida aniversário \
            urodzony urodzona urodzenia född födelsedatum født fødselsdato syntynyt syntymäaika doğum рождения родился родилась 出生 生日 \
            出生日期 生年月日 誕生日 생년월일
            """
        ),
        (
            .passport,
            "passport passports reisepass pass passnummer passeport pasaporte passaporto paspoort passaporte paszport passi 护照 护照号 パスポート 旅券 여권"
        ),
        (
            .licence,
            """
            license licence licenses licences dl führerschein fuehrerschein führerscheinnummer permis patente rijbewijs carnet \
            permiso carteira körkort kørekort førerkort
            """
        ),
        (
            .driver,
            """
            driver drivers driving drive dl führerschein fuehrerschein führerscheinnummer conduire conducir conduzir patente guida \
            rijbewijs motorista körkort kørekort førerkort
            """
        ),
        (
            .secret,
            """
            key keys apikey api_key token tokens secret secrets password passwd pwd bearer authorization access_key secret_key \
            access_token client_secret auth credential credentials x-api-key passwort kennwort schlüssel clé contraseña
            """
        ),
        (
            .version,
            "version versions ver release released section sections sec build firmware kernel rev revision update chapter clause paragraph v"
        ),
    ]

    static let table = WordTable(
        words.flatMap { cue, list in
            list.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { (word: $0, bits: cue.rawValue) }
        })
    private static let longestWord = 32

    /// What the word in `range` tells.
    static func of(_ text: Span<UInt8>, _ range: Range<Int>) -> Cues {
        range.count <= longestWord ? Cues(rawValue: table.bits(text, range)) : []
    }
}
