// A data table.
/// Domains of the first level: ISO 3166's two letters as IANA has them, the older generic ones and those of the newer that are most
/// used, and the names that RFC 2606 and 6761 and common practice keep for tests and inner networks.
enum TopLevelDomains {
    private static let names = """
        ac ad ae af ag ai al am ao aq ar as at au aw ax az ba bb bd be bf bg bh bi bj bm bn bo br bs bt bv bw by bz ca cc cd cf cg ch ci ck \
        cl cm cn co cr cu cv cw cx cy cz de dj dk dm do dz ec ee eg er es et eu fi fj fk fm fo fr ga gb gd ge gf gg gh gi gl gm gn gp gq gr \
        gs gt gu gw gy hk hm hn hr ht hu id ie il im in io iq ir is it je jm jo jp ke kg kh ki km kn kp kr kw ky kz la lb lc li lk lr ls lt \
        lu lv ly ma mc md me mg mh mk ml mm mn mo mp mq mr ms mt mu mv mw mx my mz na nc ne nf ng ni nl no np nr nu nz om pa pe pf pg ph pk \
        pl pm pn pr ps pt pw py qa re ro rs ru rw sa sb sc sd se sg sh si sj sk sl sm sn so sr ss st su sv sx sy sz tc td tf tg th tj tk tl \
        tm tn to tr tt tv tw tz ua ug uk us uy uz va vc ve vg vi vn vu wf ws ye yt za zm zw \
        com org net edu gov mil int arpa biz info name pro aero coop museum jobs mobi travel tel cat asia post xxx \
        academy agency app art auction bank beer best bike bio blog build business cafe camp capital care careers casa center chat church \
        city cloud club coffee community company computer consulting cool credit dance date dating deals dental design dev digital direct \
        directory doctor dog download earth education email energy engineer estate events exchange expert express family fan farm fashion \
        film finance financial fish fit fitness florist football foundation fun fund fyi gallery game games garden gift global gmbh gold \
        golf graphics group guide guru health help homes hospital host hotel hotels house icu immo inc ink institute insurance international \
        investments jewelry kitchen land law lawyer legal life link live loan lol london love ltd market marketing media med memorial men mom \
        money movie network news nyc one online page paris partners parts party pet photo photography pizza place plumbing plus press \
        properties property pub realty red rent rentals repair report rest restaurant review reviews rocks run sale salon school science \
        security services sex shop shopping show site ski social software solar solutions space store stream studio style support surf \
        surgery systems tax taxi team tech technology tennis tips today tools top tours town toys trade training university vacations \
        ventures vet video villas vin vip vision vote voyage watch web website wedding wiki win wine work works world wtf xyz yoga zone \
        google amazon apple microsoft berlin hamburg koeln bayern wien tokyo swiss scot wales cymru quebec ovh bzh corsica \
        example test invalid localhost local internal lan intranet corp home onion
        """

    private static let table = WordTable(names.split(whereSeparator: { $0 == " " || $0 == "\n" }).map { (word: $0, bits: 1) })

    static func contains(_ text: Span<UInt8>, _ label: Range<Int>) -> Bool {
        (2...14).contains(label.count) && table.bits(text, label) != 0
    }
}
