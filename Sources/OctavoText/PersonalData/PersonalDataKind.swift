/// What personal data is found, in the order that decides between two that are equally long and equally certain.
package enum PersonalDataKind: UInt8, CaseIterable, Sendable {
    case iban, card, ssn, nationalID, bankAccount, cryptoAddress, apiKey, email, url, ipv6, ipv4, mac, passport, licence,
        dateOfBirth, phone, street, person

    /// As programs name it.
    package var name: String {
        switch self {
        case .iban: "iban"
        case .card: "card"
        case .ssn: "ssn"
        case .nationalID: "national_id"
        case .bankAccount: "bank_account"
        case .cryptoAddress: "crypto"
        case .apiKey: "api_key"
        case .email: "email"
        case .url: "url"
        case .ipv6: "ipv6"
        case .ipv4: "ipv4"
        case .mac: "mac"
        case .passport: "passport"
        case .licence: "licence"
        case .dateOfBirth: "date_of_birth"
        case .phone: "phone"
        case .street: "street"
        case .person: "person"
        }
    }

    package init?(name: String) {
        guard let kind = Self.allCases.first(where: { $0.name == name }) else { return nil }
        self = kind
    }

    /// What stands in the text instead, in the style `label`.
    package var label: String { "[\(name.uppercased())]" }
}

/// Some of the kinds.
package struct PersonalDataKinds: OptionSet, Hashable, Sendable {
    package let rawValue: UInt32
    package init(rawValue: UInt32) { self.rawValue = rawValue }
    package init(_ kind: PersonalDataKind) { rawValue = 1 << UInt32(kind.rawValue) }

    package static let all = PersonalDataKinds(rawValue: 1 << UInt32(PersonalDataKind.allCases.count) - 1)
    /// Those that are found by words around them alone, less surely than the others.
    package static let byWords: PersonalDataKinds = [.init(.person), .init(.street)]
    /// What is looked for where nobody says what.
    package static let standard = all.subtracting(byWords)

    package func contains(_ kind: PersonalDataKind) -> Bool { contains(PersonalDataKinds(kind)) }
}

/// One place with personal data.
package struct PersonalDataMatch: Hashable, Sendable {
    package let kind: PersonalDataKind
    /// In bytes.
    package let start: Int
    package let end: Int
    /// From 0.5 (by its shape, near a word that says so) to 1 (a checksum holds).
    package let score: Double

    package init(_ kind: PersonalDataKind, _ start: Int, _ end: Int, score: Double) {
        self.kind = kind
        self.start = start
        self.end = end
        self.score = score
    }

    package var count: Int { end - start }
}
