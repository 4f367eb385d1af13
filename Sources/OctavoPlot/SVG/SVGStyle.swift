/// What every figure shares: sizes, fonts and the colours for light and dark.
enum SVGStyle {
    static let width = 720.0
    static let edge = 16.0
    static let titleSize = 15.0
    static let labelSize = 12.0
    static let noteSize = 11.0

    /// The figure paints its own ground: the page around it may be dark where the reader's system is light.
    static let sheet: [String] = {
        let light = ["paper": "#ffffff", "ink": "#1f2328", "soft": "#59636e", "grid": "#e4e8ec", "axis": "#8c959f"]
        let dark = ["paper": "#0d1117", "ink": "#e6edf3", "soft": "#9198a1", "grid": "#262c36", "axis": "#6e7681"]
        let inks = Palette.series.enumerated().map { ("\($0.offset)", $0.element) } + [("r", Palette.rest)]
        func rules(_ tones: [String: String], _ pick: (Palette.Ink) -> String) -> [String] {
            [
                rule("paper", "fill:\(tones["paper"] ?? "")"), rule("ink", "fill:\(tones["ink"] ?? "")"),
                rule("soft", "fill:\(tones["soft"] ?? "")"), rule("grid", "stroke:\(tones["grid"] ?? "")"),
                rule("axis", "stroke:\(tones["axis"] ?? "")"), rule("rim", "stroke:\(tones["paper"] ?? "")"),
                rule("mid", "stroke:\(tones["ink"] ?? "")"), rule("box", "fill:\(pick(Palette.box))"),
            ] + inks.map { rule("f\($0.0)", "fill:\(pick($0.1))") + rule("s\($0.0)", "stroke:\(pick($0.1))") }
        }
        func rule(_ name: String, _ body: String) -> String { ".octavo-plot .\(name){\(body)}" }
        return [
            ".octavo-plot{font-family:Helvetica,Arial,\"Liberation Sans\",sans-serif;font-size:\(Int(labelSize))px}",
            rule("title", "font-size:\(Int(titleSize))px;font-weight:bold"), rule("note", "font-size:\(Int(noteSize))px"),
            rule("grid", "fill:none;stroke-width:1"), rule("axis", "fill:none;stroke-width:1"),
            rule("line", "fill:none;stroke-width:2;stroke-linejoin:round;stroke-linecap:round"),
            rule("mid", "fill:none;stroke-width:2"), rule("whisker", "fill:none;stroke-width:1.5"),
        ] + rules(light) { $0.light } + ["@media (prefers-color-scheme:dark){"] + rules(dark) { $0.dark } + ["}"]
    }()

    /// The class of a series' fill (`f`) or stroke (`s`).
    static func ink(_ kind: Character, _ series: Int, isRest: Bool) -> String {
        isRest ? "\(kind)r" : "\(kind)\(series % Palette.series.count)"
    }
}
