/// The colours of figures, the same for every drawer.
enum Palette {
    /// One colour of a series on a light and on a dark ground, and the nearest of a terminal's 256.
    struct Ink {
        let light: String
        let dark: String
        let terminal: Int
    }

    /// Source: M. Okabe, K. Ito, "Color Universal Design" (2008): told apart with every common kind of colour blindness. Blue and
    /// green are lighter on a dark ground, where the originals would have less contrast than 3 : 1.
    static let series = [
        Ink(light: "#0072b2", dark: "#4c9fd9", terminal: 32), Ink(light: "#e69f00", dark: "#e69f00", terminal: 214),
        Ink(light: "#009e73", dark: "#22b58b", terminal: 36), Ink(light: "#d55e00", dark: "#e8752b", terminal: 166),
        Ink(light: "#56b4e9", dark: "#8fd0f5", terminal: 117), Ink(light: "#cc79a7", dark: "#d98fb8", terminal: 175),
        Ink(light: "#7f6a1d", dark: "#f0e442", terminal: 185),
    ]

    /// The ground of a box: the first series' colour, paler, so that the median stands out.
    static let box = Ink(light: "#73b2d5", dark: "#305f82", terminal: 74)

    /// What is left over.
    static let rest = Ink(light: "#8c959f", dark: "#6e7681", terminal: 245)

    static func ink(_ series: Int, isRest: Bool) -> Ink { isRest ? rest : Self.series[series % Self.series.count] }

    /// Eleven stops of viridis, by S. van der Walt and N. Smith for matplotlib (2015, CC0): even in lightness, so that it reads
    /// the same in grey and with every kind of colour blindness.
    private static let viridis: [(Double, Double, Double)] = [
        (0x44, 0x01, 0x54), (0x48, 0x25, 0x76), (0x41, 0x44, 0x87), (0x35, 0x60, 0x8D), (0x2A, 0x78, 0x8E), (0x21, 0x90, 0x8C),
        (0x22, 0xA8, 0x84), (0x43, 0xBF, 0x71), (0x7A, 0xD1, 0x51), (0xBB, 0xDF, 0x27), (0xFD, 0xE7, 0x25),
    ]

    /// The shade at 0…1.
    static func shade(_ share: Double) -> (red: Int, green: Int, blue: Int) {
        let place = min(max(share.isNaN ? 0 : share, 0), 1) * Double(viridis.count - 1)
        let below = min(Int(place), viridis.count - 2)
        let rest = place - Double(below)
        func mixed(_ low: Double, _ high: Double) -> Int { Int((low + (high - low) * rest).rounded()) }
        let (low, high) = (viridis[below], viridis[below + 1])
        return (mixed(low.0, high.0), mixed(low.1, high.1), mixed(low.2, high.2))
    }

    static func shadeText(_ share: Double) -> String {
        let (red, green, blue) = shade(share)
        return "#" + [red, green, blue].map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
    }

    /// Whether black text has more contrast than white on the shade: above a relative luminance of 0.18 (WCAG 2.2), which is
    /// about 117 of 255. Weights of Rec. 709.
    static func isBright(_ share: Double) -> Bool {
        let (red, green, blue) = shade(share)
        return 0.2126 * Double(red) + 0.7152 * Double(green) + 0.0722 * Double(blue) > 117
    }

    /// The nearest colour of the 6 × 6 × 6 cube of a terminal's 256.
    static func terminalShade(_ share: Double) -> Int {
        let (red, green, blue) = shade(share)
        func step(_ value: Int) -> Int { value < 48 ? 0 : value < 115 ? 1 : min((value - 35) / 40, 5) }
        return 16 + 36 * step(red) + 6 * step(green) + step(blue)
    }
}
