/// Where the words of a text stand.
enum WordRanges {
    /// As `WordCount` counts them, each from its first letter or digit to its last.
    static func find(in text: Span<UInt8>, into words: inout [Range<Int>]) {
        words.removeAll(keepingCapacity: true)
        var offset = 0
        var first: Int?
        var last = 0
        @inline(__always)
        func end() {
            if let start = first { words.append(start..<last) }
            first = nil
        }
        while offset < text.count {
            let byte = text[offset]
            if byte < 0x80 {
                if byte.isAlphanumeric {
                    if first == nil { first = offset }
                    last = offset + 1
                } else if byte == 0x20 || byte &- 0x09 < 5 {
                    end()
                }
                offset += 1
                continue
            }
            let (scalar, length) = CodePoint.decode(text, at: offset)
            if CodePoint.isWhiteSpace(scalar) {
                end()
            } else if scalar >= 0x3005, CodePoint.isIdeographOrKana(scalar) {
                end()
                words.append(offset..<offset + length)
            } else if CodePoint.isAlphanumeric(scalar) {
                if first == nil { first = offset }
                last = offset + length
            }
            offset += length
        }
        end()
    }
}

/// Runs of so many words, by their hashes; letters of both cases are one.
struct WordGrams {
    private let hashes: [UInt64]
    /// Bytes of the words up to each, without what stands between them.
    private let ends: [Int]

    init(_ text: Span<UInt8>, _ words: [Range<Int>]) {
        var hashes: [UInt64] = []
        var ends = [0]
        hashes.reserveCapacity(words.count)
        ends.reserveCapacity(words.count + 1)
        for word in words {
            hashes.append(ByteHash.folded(text, word))
            ends.append(ends[ends.count - 1] + word.count)
        }
        self.hashes = hashes
        self.ends = ends
    }

    /// The bytes of the run of words that stands there most often, all times together; of equals the first. 0 where none stands twice.
    func mostFrequent(_ length: Int, _ counter: inout HashCounter) -> Int {
        guard hashes.count > length else { return 0 }
        counter.restart(expecting: hashes.count)
        var best = (count: 1, start: 0)
        for start in 0...hashes.count - length {
            let count = counter.add(hash(start, length))
            if count > best.count { best = (count, start) }
        }
        return best.count > 1 ? best.count * bytes(best.start, length) : 0
    }

    /// The bytes of runs that stood there before; what is counted in one run is not counted in the next.
    func repeated(_ length: Int, _ counter: inout HashCounter) -> Int {
        guard hashes.count > length else { return 0 }
        counter.restart(expecting: hashes.count)
        var (total, start) = (0, 0)
        while start + length <= hashes.count {
            if counter.add(hash(start, length)) > 1 {
                total += bytes(start, length)
                start += length
            } else {
                start += 1
            }
        }
        return total
    }

    private func hash(_ start: Int, _ length: Int) -> UInt64 {
        var hash: UInt64 = 0
        for word in start..<start + length { hash = ByteHash.mixed(hash &* 0x9E37_79B9_7F4A_7C15 ^ hashes[word]) }
        return hash
    }

    /// With one space between two words.
    private func bytes(_ start: Int, _ length: Int) -> Int { ends[start + length] - ends[start] + length - 1 }
}
