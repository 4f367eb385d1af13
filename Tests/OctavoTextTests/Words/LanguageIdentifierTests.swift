import OctavoText
import Testing

@Suite struct LanguageIdentifierTests {
    @Test(arguments: [
        ("Where is the nearest station?", "en"), ("I would like to change my booking for next weekend.", "en"),
        ("Thanks for your help", "en"),
        ("Can I get a refund?", "en"), ("My order hasn't arrived yet", "en"),
        ("Wo ist der nächste Bahnhof?", "de"), ("Ich möchte meine Buchung für das nächste Wochenende ändern.", "de"),
        ("Vielen Dank für die Hilfe", "de"),
        ("Kann ich bitte mein Geld zurück haben?", "de"),
        ("Où est la gare la plus proche ?", "fr"), ("Je voudrais modifier ma réservation pour le week-end prochain.", "fr"),
        ("Merci pour votre aide", "fr"),
        ("Je n'ai pas reçu l'article", "fr"),
        ("¿Dónde está la estación más cercana?", "es"), ("Quisiera cambiar mi reserva para el próximo fin de semana.", "es"),
        ("Muchas gracias por su ayuda", "es"),
        ("Dov'è la stazione più vicina?", "it"), ("Vorrei cambiare la mia prenotazione per il prossimo fine settimana.", "it"),
        ("Grazie per il tuo aiuto", "it"),
        ("Waar is het dichtstbijzijnde station?", "nl"), ("Ik wil graag mijn reservering voor volgend weekend wijzigen.", "nl"),
        ("Onde fica a estação mais próxima?", "pt"), ("Eu gostaria de mudar a minha reserva para o próximo fim de semana.", "pt"),
        ("Muito obrigado pela sua ajuda", "pt"),
        ("Jag skulle vilja ändra min bokning till nästa helg.", "sv"),
        ("Jeg vil gerne ændre min reservation, hvad koster noget af det?", "da"),
        ("Jeg vil gjerne endre bestillingen min, hva koster noe av det?", "no"),
        ("Haluaisin muuttaa varaukseni, mutta en voi.", "fi"),
        ("Chciałbym zmienić moją rezerwację na następny weekend.", "pl"),
        ("Rezervasyonumu değiştirmek istiyorum, nasıl yapabilirim?", "tr"),
        ("Aș vrea să îmi schimb rezervarea pentru weekend.", "ro"), ("Chtěl bych změnit svou rezervaci na příští víkend.", "cs"),
        ("Где находится ближайшая станция?", "ru"), ("Де знаходиться найближча станція?", "uk"),
        ("Къде е най-близката гара? Тъкмо пътувам натам.", "bg"),
        ("Πού είναι ο πλησιέστερος σταθμός;", "el"), ("איפה התחנה הקרובה?", "he"), ("أين أقرب محطة؟", "ar"),
        ("نزدیک‌ترین ایستگاه کجاست؟ می‌خواهم چیزی بپرسم", "fa"),
        ("สถานีที่ใกล้ที่สุดอยู่ที่ไหน", "th"), ("सबसे नज़दीकी स्टेशन कहाँ है?", "hi"), ("最近的车站在哪里？", "zh"), ("最寄りの駅はどこですか？", "ja"),
        ("가장 가까운 역이 어디입니까?", "ko"), ("カタカナ", "ja"), ("私は iPhone と Mac を使います", "ja"),
    ])
    func tellsTheLanguage(text: String, code: String) {
        #expect(LanguageIdentifier.identify(text) == code)
    }

    @Test(arguments: ["", " ", "123 456", "?!", "👍", "x", "Paris", "OK", "pizza", "no", "qwrt zxcv", "abc где אבג"])
    func doesNotGuess(text: String) {
        #expect(LanguageIdentifier.identify(text) == nil)
    }

    @Test func looksAtTheStartOfLongTextsOnly() {
        let long = String(repeating: "This is the text that we have. ", count: 2000)
        #expect(LanguageIdentifier.identify(long) == "en")
        #expect(LanguageIdentifier.identify(long + String(repeating: "Das ist der Text. ", count: 9000)) == "en")
    }
}
