// A data table.
/// What the languages in Latin letters are known by: small words, letters and endings.
enum LanguageWords {
    static let codes = ["en", "de", "fr", "es", "it", "nl", "pt", "sv", "da", "no", "fi", "pl", "tr", "ro", "cs"]

    /// The most frequent function words of each language, most of them pronouns, articles, prepositions and auxiliary verbs.
    private static let words: [String] = [
        """
        the and of to in is you that it he was for on are as with his they at be this have from or had by not but what all were
        we when your can there use an each which she do how their if will other about then them these so her would like him has
        more could my than been who its now did me our does don't i'm it's didn't i'll you're that's isn't can't just because
        yet still hasn't haven't won't wasn't couldn't wouldn't i've i'd please thanks hello where why should any some into out
        up get need want
        """,
        """
        der die das und ist ich nicht ein eine einen einem einer zu den mit sich auf für von dem des im auch es an werden aus er
        hat
        dass sie nach wird bei um am sind noch wie über so zum war haben nur oder aber vor zur bis mehr durch man sein wurde wenn
        kann mir mich mein meine wir ihr uns euch was wo warum dann schon sehr hier gibt bitte danke dank viele vielen hallo
        ihre können möchte habe
        kein keine
        """,
        """
        le la les de des un une et est que qui dans en du pour pas sur ne se ce il elle au aux avec son sa ses je tu nous vous ils
        elles plus par mais ou où leur leurs été être avoir fait comme tout tous cette ces mon ma mes votre vos notre nos était
        sont ont ai as suis êtes l' d' qu' j' c' n' s' m' très bien aussi sans sous peut quand quel quelle bonjour merci pourquoi
        comment voudrais
        """,
        """
        el la los las de que y en un una unos unas es se no por con su sus para como más pero al del le lo me mi mis muy este esta
        esto estos estas ese esa eso está están hay yo tú él ella nosotros ustedes ellos cuando donde dónde qué quién cómo también
        porque sin sobre entre ya todo todos ser son fue tiene tengo hola gracias quiero puede puedo hasta desde nos usted
        """,
        """
        il lo la i gli le di che e è un uno una in non per con del della dei delle degli da dal dalla al alla alle nel nella sono
        si come più ma anche questo questa questi queste quello mi ti ci vi se ho hai ha abbiamo hanno essere era io tu lui lei
        noi
        voi loro cosa chi dove quando perché molto tutto tutti sul sulla l' un' dell' all' nell' c' d' ciao grazie vorrei posso
        """,
        """
        de het een en van ik je dat is in niet te zijn op aan met voor er om hij ze zij wij we was die dit als maar bij of uit ook
        naar nog wel dan zo over door heb hebt heeft hebben had kan kunnen wil zou moet mijn jouw haar hun ons onze wat wie waar
        waarom hoe veel geen meer deze wordt worden werd hallo dank alsjeblieft graag u
        """,
        """
        o a os as de do da dos das que e em um uma não no na nos nas para com por se é ao mais como mas foi eu ele ela eles elas
        você vocês nós seu sua seus suas meu minha isso isto este esta esse essa está estão são ser tem têm tenho quando onde quem
        muito também já só até pelo pela sem sobre olá obrigado obrigada quero pode posso porque à às
        """,
        """
        och att det som en på är av för med den till inte ett om har de jag han hon vi ni var men från kan så när nu eller ska
        skulle vad där här också mycket hur varför min din sin mig dig sig oss er detta denna dessa blir blev hej tack vill alla
        efter utan under över mellan någon något några
        """,
        """
        og at det en er på af for med den til ikke et om har de jeg han hun vi i var men fra kan så når nu eller skal skulle hvad
        der her også meget hvordan hvorfor min din sin mig dig sig os dette denne disse bliver blev hej tak vil alle efter uden
        under over mellem nogen noget nogle jer
        """,
        """
        og å det en er på av for med den til ikke et om har de jeg han hun vi i var men fra kan så når nå eller skal skulle hva
        der
        her også mye hvordan hvorfor min din sin meg deg seg oss dette denne disse blir ble hei takk vil alle etter uten under
        over
        mellom noen noe dere
        """,
        """
        ja on ei että se hän oli ole en et emme minä sinä me te he mutta kun niin kuin joka jos tai myös vain nyt tämä tässä mitä
        missä miksi kuka kaikki ovat olen olet olisi voi voin sitten vielä minun sinun hänen heidän hei kiitos mikä jo kanssa
        ennen
        """,
        """
        i w na z że się nie to jest do o jak a po ale za od tak co czy dla już przez ze są był była było być jego jej ich ja ty on
        ona my wy oni ten ta te mnie mi ci go gdy gdzie kiedy dlaczego tylko może bardzo także które który która proszę dziękuję
        cześć mam chcę
        """,
        """
        ve bir bu da de için ile çok ne o ben sen biz siz onlar ama gibi daha en kadar değil var yok mi mı olan olarak sonra önce
        her şey nasıl neden nerede evet hayır teşekkürler merhaba lütfen benim senin bana sana bunu şu ki ya hem istiyorum
        """,
        """
        și în de la cu pe nu un o este sunt că din pentru care mai ce se să a al ale ai au fost prin dar sau eu tu el ea noi voi
        ei
        ele acest această acesta când unde cum foarte după până fără despre între mult toate vă îmi îți bună mulțumesc vreau poate
        """,
        """
        a v na se je že to s z do o i jak ale za po od tak co jsem jsi jsou být byl byla bylo by ten ta já ty on ona my vy oni
        když kde kdy proč jen nebo také pro při jeho její který která které mě mi ho už ještě prosím děkuji ahoj chci může velmi
        """,
    ]

    /// The languages, as places in `codes`, that have a word.
    static let languages: [String: [Int]] = {
        var languages: [String: [Int]] = [:]
        for (place, list) in words.enumerated() {
            for word in list.split(whereSeparator: { $0 == " " || $0 == "\n" }) {
                let known = languages[String(word)] ?? []
                if !known.contains(place) { languages[String(word)] = known + [place] }
            }
        }
        return languages
    }()

    /// Letters that few of the languages write.
    static let letters: [(Unicode.Scalar, [Int])] = places([
        ("ß", "de"), ("ä", "de sv fi"), ("ö", "de sv fi tr"), ("ü", "de tr"), ("ñ", "es"), ("¿", "es"), ("ã", "pt"), ("õ", "pt"),
        ("ç", "fr pt tr"), ("œ", "fr"), ("ê", "fr pt"), ("û", "fr"), ("ì", "it"), ("ò", "it"), ("ù", "it fr"), ("å", "sv da no"),
        ("ø", "da no"), ("æ", "da no"), ("ł", "pl"), ("ą", "pl"), ("ę", "pl"), ("ś", "pl"), ("ż", "pl"), ("ź", "pl"), ("ń", "pl"),
        ("ğ", "tr"), ("ı", "tr"), ("ş", "tr"), ("ă", "ro"), ("ț", "ro"), ("ș", "ro"), ("î", "ro fr"), ("ř", "cs"), ("ě", "cs"),
        ("ů", "cs"), ("č", "cs"), ("š", "cs"), ("ž", "cs"), ("á", "es pt cs"), ("í", "es pt cs"), ("ó", "es pt pl"),
        ("ú", "es pt cs"),
    ]).map { (Array($0.0.unicodeScalars)[0], $0.1) }

    /// Endings of words of five letters or more.
    static let endings: [(String, [Int])] = places([
        ("ing", "en"), ("tion", "en fr"), ("ness", "en"), ("ly", "en"), ("ung", "de"), ("keit", "de"), ("isch", "de"),
        ("lich", "de"),
        ("eur", "fr"), ("eux", "fr"), ("ment", "fr"), ("ción", "es"), ("dad", "es"), ("zione", "it"), ("ità", "it"),
        ("mente", "es it pt"),
        ("ção", "pt"), ("dade", "pt"), ("agem", "pt"), ("ijk", "nl"), ("heid", "nl"), ("ningen", "sv"), ("else", "da no"),
        ("nen", "fi"),
        ("ssa", "fi"), ("ość", "pl"), ("ych", "pl"), ("lar", "tr"), ("ler", "tr"), ("yor", "tr"), ("ului", "ro"), ("ých", "cs"),
    ])

    private static func places(_ list: [(String, String)]) -> [(String, [Int])] {
        list.map { mark, languages in (mark, languages.split(separator: " ").compactMap { codes.firstIndex(of: String($0)) }) }
    }
}
