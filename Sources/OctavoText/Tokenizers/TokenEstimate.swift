/// About how many tokens of `cl100k_base` or `o200k_base` a text has, where their ranks are not at hand.
///
/// A token a piece, and more for pieces longer than usual ones. The numbers were fitted to `cl100k_base` over requests, prose, source
/// text and tables in English; there the sum is off by about three in a hundred, by more in other languages.
package enum TokenEstimate {
    package static func count(_ text: Span<UInt8>, _ pattern: TokenPattern) -> Int {
        var total = 0.0
        for piece in pattern.pieces(of: text) { total += tokens(text.extracting(piece)) }
        return Int(total.rounded())
    }

    private static func tokens(_ piece: Span<UInt8>) -> Double {
        let size = Double(piece.count)
        var (wide, letters, spaces) = (0, 0, 0)
        for index in 0..<piece.count {
            switch piece[index] {
            case 0x80...: wide += 1
            case 0x41...0x5A, 0x61...0x7A: letters += 1
            case 0x09...0x0D, 0x20: spaces += 1
            default: break
            }
        }
        if spaces == piece.count { return 1 }
        if wide > 0 { return max(1, size / 2.6) }
        if letters > 0 { return 1 + max(0, size - 9) / 5.5 }
        return 1 + max(0, size - 5) / 6
    }
}
