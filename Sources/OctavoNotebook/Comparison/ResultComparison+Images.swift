extension ResultComparison {
    /// What differs between the image that is stored and a fresh one, both SVG with an element a line.
    func imageDifferences(_ path: String, _ stored: String?, _ fresh: String) -> [ResultDifference] {
        guard let stored else { return [.missingImage(path)] }
        if mode == .shape || stored == fresh { return [] }
        let (expected, got) = (Self.lines(stored), Self.lines(fresh))
        if expected == got { return [] }
        guard mode == .close else { return [.imageContent(path, LineDifference(expected: expected, got: got))] }
        // Lines that are close count as equal, so that only what matters is shown.
        var shown = got
        for (index, line) in expected.enumerated() where index < shown.count {
            if NumberText.areCloseLines(line, shown[index], tolerance: tolerance) { shown[index] = line }
        }
        return shown == expected ? [] : [.imageContent(path, LineDifference(expected: expected, got: shown))]
    }

    /// Version control may have given the file other line ends.
    private static func lines(_ text: String) -> [String] {
        text.split(omittingEmptySubsequences: false, whereSeparator: \.isNewline).map { line in
            String(line.drop { $0 == " " })
        }
    }
}
