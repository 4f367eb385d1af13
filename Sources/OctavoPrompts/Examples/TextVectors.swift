import Glibc

/// Texts as vectors of their words, weighed by how rare a word is among them (TF-IDF: Spärck Jones, "A statistical interpretation of
/// term specificity", 1972; smoothed and of length one, as scikit-learn has it by default), and the cosine between them.
package struct TextVectors: Sendable {
    /// Word numbers, ascending, and their weights; the sum of squares is 1, or there are none.
    package struct Vector: Sendable {
        let words: [Int32]
        let weights: [Double]

        /// The cosine of the angle between two texts: 0 where they share no word, 1 for the same words.
        package func cosine(_ other: Vector) -> Double {
            var (one, two, sum) = (0, 0, 0.0)
            while one < words.count, two < other.words.count {
                if words[one] == other.words[two] {
                    sum += weights[one] * other.weights[two]
                    one += 1
                    two += 1
                } else if words[one] < other.words[two] {
                    one += 1
                } else {
                    two += 1
                }
            }
            return sum
        }
    }

    private var numbers: [String: Int32] = [:]
    /// By word: how many of the texts hold it.
    private var documents: [Int] = []
    private let count: Int
    package private(set) var vectors: [Vector] = []

    package init(_ texts: [String]) {
        count = texts.count
        let words = texts.map { Self.words(of: $0) }
        var counts: [[Int32: Int]] = []
        for text in words {
            var own: [Int32: Int] = [:]
            for word in text {
                let number = numbers[word] ?? Int32(numbers.count)
                if number == documents.count {
                    numbers[word] = number
                    documents.append(0)
                }
                own[number, default: 0] += 1
            }
            for number in own.keys { documents[Int(number)] += 1 }
            counts.append(own)
        }
        vectors = counts.map { vector($0) }
    }

    /// Of another text; words that none of the texts has count for nothing.
    package func vector(of text: String) -> Vector {
        var own: [Int32: Int] = [:]
        for word in Self.words(of: text) {
            if let number = numbers[word] { own[number, default: 0] += 1 }
        }
        return vector(own)
    }

    private func vector(_ counts: [Int32: Int]) -> Vector {
        let words = counts.keys.sorted()
        let weights = words.map { word in
            Double(counts[word] ?? 0) * (log(Double(1 + count) / Double(1 + documents[Int(word)])) + 1)
        }
        let length = weights.reduce(0) { $0 + $1 * $1 }.squareRoot()
        return Vector(words: words, weights: length > 0 ? weights.map { $0 / length } : weights)
    }

    /// Letters, digits and what is beyond ASCII, in lower case.
    static func words(of text: String) -> [String] {
        text.lowercased().utf8.split { !$0.isWordByte }.map { String(decoding: $0, as: UTF8.self) }
    }
}
