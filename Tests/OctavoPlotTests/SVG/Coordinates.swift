/// The numbers of a drawing.
enum Coordinates {
    /// Attributes that are no number, or lie outside any figure.
    static func outside(_ text: String) -> [String] {
        text.matches(of: /\b(?:x|y|cx|cy|width|height)="([^"]*)"/).compactMap { match in
            Double(match.1).map { (-10...900).contains($0) } == true ? nil : String(match.0)
        }
    }
}
