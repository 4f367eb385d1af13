extension UnicodeForm {
    /// Brings a text into this form; false, and `result` empty, where it has it.
    ///
    /// Only stretches that may change go through the library: from the character before one that a form changes, or that may join what stands
    /// before it, to the next character that neither is nor a mark.
    func apply(to text: Span<UInt8>, into result: inout [UInt8]) -> Bool {
        Self.rewrite(text, TextSurvey.changing(under: self), into: &result) { stretch, result in
            NormalizationKernels.normalize(stretch, self, into: &result)
        }
    }

    /// Gives `body` each stretch with something of `changing` or with two marks side by side; the rest goes over as it is. `body` adds what a
    /// stretch becomes, and gives false where it stays.
    static func rewrite(
        _ text: Span<UInt8>, _ changing: TextSurvey, into result: inout [UInt8], _ body: (Span<UInt8>, inout [UInt8]) -> Bool
    ) -> Bool {
        let stops = changing.union(.mark)
        var isChanged = false
        // Up to where the text is in `result`.
        var copied = 0
        var at = 0
        while true {
            let first = stops.next(in: text, from: at)
            guard first < text.count else { break }
            var end = first
            var marks = 0
            var mayChange = false
            while end < text.count {
                let (scalar, length) = CodePoint.decodeStrictly(text, at: end)
                guard let scalar else { break }
                let flags = TextSurvey(of: scalar.value)
                if flags.isDisjoint(with: stops) { break }
                if !flags.isDisjoint(with: changing) { mayChange = true }
                if flags.contains(.mark) { marks += 1 }
                end += length
            }
            at = max(end, first + 1)
            guard mayChange || marks > 1 else { continue }
            var start = first
            while start > copied, first - start < 4 {
                start -= 1
                if text[start] & 0xC0 != 0x80 { break }
            }
            if CodePoint.decodeStrictly(text, at: start).scalar == nil { start = first }
            let stretch = text.extracting(start..<end)
            result.append(text.extracting(copied..<start))
            let begin = result.count
            if body(stretch, &result), !ByteComparison.areEqual(result.span.extracting(begin..<result.count), stretch) {
                isChanged = true
            } else {
                result.removeLast(result.count - begin)
                result.append(stretch)
            }
            copied = end
        }
        guard isChanged else {
            result.removeAll(keepingCapacity: true)
            return false
        }
        result.append(text.extracting(copied..<text.count))
        return true
    }
}

extension CodePoint {
    /// As `decode`, and `nil` for what is no UTF-8, forms that are too long and halves of pairs included.
    static func decodeStrictly(_ text: Span<UInt8>, at offset: Int) -> (scalar: Unicode.Scalar?, length: Int) {
        let (code, length) = decode(text, at: offset)
        if length == 1, code >= 0x80 { return (nil, 1) }
        if length == 3 && code < 0x800 || length == 4 && code < 0x10000 { return (nil, 1) }
        guard let scalar = Unicode.Scalar(code) else { return (nil, 1) }
        return (scalar, length)
    }
}
