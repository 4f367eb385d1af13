/// Random choices that follow from a key and a value, so that the same value is always replaced by the same one.
struct SurrogateSource {
    private let key: [UInt8]
    private let seed: [UInt8]
    private var block: [UInt8] = []
    private var blocks: UInt8 = 0

    init(key: [UInt8], kind: PersonalDataKind, value: [UInt8]) {
        self.key = key
        seed = Array("surrogate ".utf8) + Array(kind.name.utf8) + [0] + value
    }

    private mutating func byte() -> UInt8 {
        if block.isEmpty {
            block = SHA256.authenticationCode(seed + [0, blocks], key: key)
            blocks &+= 1
        }
        return block.removeLast()
    }

    /// A number from 0 up to `limit`, at most 65,536; as good as even.
    mutating func below(_ limit: Int) -> Int { ((Int(byte()) << 8 | Int(byte())) * limit) >> 16 }

    /// A digit's value.
    mutating func digit() -> UInt8 { UInt8(below(10)) }

    mutating func element<Element>(_ list: [Element]) -> Element { list[below(list.count)] }

    /// A character of the same class: vowel for vowel, consonant for consonant, digit for digit; signs and other scripts become `x`
    /// or stay.
    mutating func character(like byte: UInt8) -> UInt8 {
        if byte.isDigit { return 0x30 + digit() }
        guard byte.isLetter else { return byte }
        let lower = byte | 0x20
        let letters = Self.vowels.contains(lower) ? Self.vowels : Self.consonants
        return element(letters) & ~0x20 | byte & 0x20
    }

    private static let vowels = Array("aeiou".utf8)
    private static let consonants = Array("bcdfghjklmnpqrstvwxyz".utf8)
}
