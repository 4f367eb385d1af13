package import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoText

extension Verb {
    package static let removePII = Verb(
        "remove_pii", .cleaning, "Replaces personal data in a text, or in columns of a table.",
        notes: """
            Kinds: email, phone (international by the countries' lengths, national forms), card (Luhn, issuers), iban (countries, check \
            digits), ssn (United States), national_id (identity, tax and health numbers of twenty countries, by their checks), bank_account \
            (routing and account numbers near a word that says so), ipv4, ipv6, mac, url, crypto (addresses with their checksums), api_key (makers' prefixes, web \
            tokens, private keys, random characters behind a word that says so); near a word that says so date_of_birth, passport and \
            licence; person and street, by words alone, only where `kinds:` names them. Where findings overlap, the one that holds the other \
            is replaced, else the more certain one.

            Styles: "label" writes `[EMAIL]`, "mask" leaves the form and a few characters (`j***@h***.example`), "hash" writes the kind and a \
            keyed hash, "surrogate" a made-up value of the same form in ranges that belong to nobody, with valid check digits. The last two \
            give the same for the same value, in all rows and runs with the same key. Doing it twice changes nothing more, some surrogates in odd texts aside. \
            `report` tells how many of each kind were replaced.
            """,
        parameters: [
            .open("t", "The table, or a text."),
            ParameterDescription(
                name: "columns", about: "The text columns; all of them when left out.", expects: .column, defaultText: nil,
                isRest: true),
            ParameterDescription(
                name: "kinds", about: "The kinds to replace; all but `person` and `street` when left out.",
                expects: KindsArgument.expects,
                defaultText: "null", isRest: false),
            ParameterDescription(
                name: "style", about: "What is written instead.", expects: .value(.data(.text)), defaultText: "\"label\"",
                isRest: false,
                choices: PersonalDataStyle.allCases.map(\.rawValue)),
            ParameterDescription(
                name: "key", about: "What hashes and surrogates depend on, 16 bytes or more: `secret(\"NAME\")`.",
                expects: KeyArgument.expects, defaultText: "null", isRest: false),
        ],
        returns: .any,
        examples: [
            Example("remove_pii(\"I am ann@hotel.example, 212-555-0123\")", gives: "\"I am [EMAIL], [PHONE]\""),
            Example(
                "table([{id: 1, q: \"Card 4111 1111 1111 1111\"}]) | remove_pii(.q, style: \"mask\")",
                gives:
                    "|  id | q                        |\n| --: | ------------------------ |\n|   1 | Card **** **** **** 1111 |"),
            Example(
                "table([{q: \"a@b.example\"}, {q: \"c@d.example, 10.9.8.7\"}]) | remove_pii(.q) | report | select(.step, .note)",
                gives: """
                    | step           | note            |
                    | -------------- | --------------- |
                    | table          |                 |
                    | remove_pii(.q) | email 2, ipv4 1 |
                    """),
        ],
        searchTerms: ["anonymize", "redact", "scrub", "mask", "pseudonymize", "deidentify", "presidio", "scrubadub"],
        checking: .runsBody, liftCondition: .firstArgumentIsExpression,
        lift: { resolver, arguments, range in
            let call = try resolver.call(of: "remove_pii", at: range)
            return try Removals.rewriting(call, arguments).lifted(resolver, arguments, range)
        },
        run: { call, arguments in try Removals.rewriting(call, arguments).run(call, arguments) })
}
