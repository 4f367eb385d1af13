import OctavoLanguage
import Testing

@Suite struct NameTableTests {
    @Test(arguments: UInt64(0)..<8) func holdsWhatADictionaryHolds(seed: UInt64) {
        var chance = SmallGenerator(seed: seed)
        var table = NameTable<Int>()
        var dictionary: [String: Int] = [:]
        for step in 0..<2000 {
            let name = "n\(chance.next() % 300)"
            let meaning = chance.chooses(1, of: 5) ? nil : step
            table[name] = meaning
            dictionary[name] = meaning
        }
        #expect(Dictionary(uniqueKeysWithValues: table.map { ($0.key, $0.value) }) == dictionary)
        #expect((0..<300).allSatisfy { table["n\($0)"] == dictionary["n\($0)"] })
        #expect(table.keys.sorted() == dictionary.keys.sorted() && table.values.sorted() == dictionary.values.sorted())
    }

    @Test func copiesDoNotShareWhatIsAddedLater() {
        var one = NameTable<Int>()
        for number in 0..<100 { one["n\(number)"] = number }
        var other = one
        other["n5"] = -5
        other["new"] = 1
        one["n6"] = nil
        #expect(one["n5"] == 5 && one["new"] == nil && one["n6"] == nil)
        #expect(other["n5"] == -5 && other["new"] == 1 && other["n6"] == 6)
        one.merge(other)
        #expect(one["n5"] == -5 && one["n6"] == 6)
    }
}
