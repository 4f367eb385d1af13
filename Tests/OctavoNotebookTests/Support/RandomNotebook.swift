import OctavoNotebook
import OctavoSource

/// Random documents of lines that are hard for a scanner, and random results that are hard for a writer.
struct RandomNotebook {
    var numbers: SeededGenerator

    init(seed: UInt64) { numbers = SeededGenerator(seed: seed) }

    private static let lines: [String] = [
        "```octavo", " ```octavo name=a", "  ```octavo", "   ```octavo skip", "    ```octavo", "\t```octavo", "~~~octavo",
        "````octavo",
        "- ```octavo", "> ```octavo", "2. ```octavo", "```", "```", "```", "```", "~~~", "````", "  ```", "    ```", "> ```",
        "- item",
        "-", "1.", "10.", "> q", ">", "<!-- x", "-->", "<div>", "<details>", "<pre>", "</pre>", "<script>", "<?php", "?>", "<b>",
        "===",
        "---", "# H", "", "", "", "", "", "  ", "text", "  text", "    text", "[r]: /u", "x = 1", "```output key=1 rows=2",
        "```output",
        "~~~error code=x key=2", "```error stale", "  ```output", "![a](b.svg \"octavo key=3\")", "![a](b.svg \"octavo\")",
        "![a](b.svg \"other\")", "| a |", "\u{1B}[0m", "é漢", "\u{2028}",
    ]

    mutating func document() -> [UInt8] {
        let ends =
            Int.random(in: 0..<4, using: &numbers) == 0
            ? ["\n", "\r\n", "\r"] : [["\n"], ["\n"], ["\r\n"], ["\r"]].randomElement(using: &numbers) ?? ["\n"]
        var text = ""
        if Int.random(in: 0..<12, using: &numbers) == 0 {
            text = ["\u{FEFF}", "---\noctavo: 1\n---\n"].randomElement(using: &numbers) ?? ""
        }
        var lines = (0..<Int.random(in: 1...24, using: &numbers)).compactMap { _ in Self.lines.randomElement(using: &numbers) }
        if Bool.random(using: &numbers) {
            lines.insert(contentsOf: ["", "```octavo", "x", "```"], at: Int.random(in: 0...lines.count, using: &numbers))
        }
        for (index, line) in lines.enumerated() {
            text += line
            if index + 1 < lines.count || Bool.random(using: &numbers) { text += ends.randomElement(using: &numbers) ?? "\n" }
        }
        var bytes = Array(text.utf8)
        // Now and then a byte that is not UTF-8.
        if Int.random(in: 0..<20, using: &numbers) == 0 {
            bytes.insert(0xFF, at: Int.random(in: 0...bytes.count, using: &numbers))
        }
        return bytes
    }

    mutating func body() -> String {
        let pieces =
            Self.lines + [
                "`", "``````", "\u{1B}]0;t\u{7}", "\r", "\u{0}", "\u{202E}", "trailing  ", "\t", "-0.0", "… 3 lines not shown",
            ]
        let count = Int.random(in: 0...(Int.random(in: 0..<10, using: &numbers) == 0 ? 60 : 5), using: &numbers)
        var text = (0..<count).map { _ in pieces.randomElement(using: &numbers) ?? "" }.joined(separator: "\n")
        if Bool.random(using: &numbers) { text += "\n" }
        return text
    }

    mutating func result() -> CellResult {
        let key = ["3f9a1c2b77d0", nil].randomElement(using: &numbers) ?? nil
        var parts: [CellResult.Part] = []
        for _ in 0..<Int.random(in: 0...3, using: &numbers) {
            if Int.random(in: 0..<3, using: &numbers) == 0 {
                let alternative = body().prefix(20)
                parts.append(.image(path: "nb.assets/p \(parts.count).svg", alternative: String(alternative)))
            } else {
                parts.append(.text(stored(body()), rows: Bool.random(using: &numbers) ? 3 : nil))
            }
        }
        let fails = Int.random(in: 0..<3, using: &numbers) == 0
        return CellResult(
            key: key, parts: parts, failure: fails ? .init(code: "unknown-column", text: stored(body())) : nil,
            isStale: Int.random(in: 0..<4, using: &numbers) == 0)
    }
}
