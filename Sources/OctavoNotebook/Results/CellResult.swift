package import OctavoSource

/// What one run of a cell shows, in the form that is stored below it.
package struct CellResult: Sendable {
    package enum Part: Hashable, Sendable {
        /// `rows` is the full count when the text is a table.
        case text(ResultText, rows: Int? = nil)
        /// `path` is relative to the notebook; `content` is the image's own text, and `digest` that of its bytes.
        case image(path: String, alternative: String, content: String = "", digest: String? = nil)
    }

    package struct Failure: Hashable, Sendable {
        package let code: DiagnosticCode
        package let text: ResultText

        package init(code: DiagnosticCode, text: ResultText) {
            self.code = code
            self.text = text
        }
    }

    package var key: String?
    /// Stored with the first block, for a cell that was not run again although something above it changed.
    package var isStale: Bool
    package var parts: [Part]
    package var failure: Failure?

    package init(key: String? = nil, parts: [Part] = [], failure: Failure? = nil, isStale: Bool = false) {
        self.key = key
        self.parts = parts
        self.failure = failure
        self.isStale = isStale
    }
}

extension CellResult {
    /// One block as it stands between separators, line ends `\n`, none at the end.
    struct RenderedBlock {
        let text: String
        let isImage: Bool
    }

    /// The blocks in order, the error last. A text without lines gives none.
    func rendered() -> [RenderedBlock] {
        var blocks: [RenderedBlock] = []
        for part in parts {
            var attributes = firstAttributes(isFirst: blocks.isEmpty)
            switch part {
            case .text(let text, let rows):
                if text.isEmpty { continue }
                attributes.rows = rows
                blocks.append(Self.fence("output", attributes, text))
            case .image(let path, let alternative, _, let digest):
                attributes.digest = digest
                blocks.append(.init(text: ImageLink.render(path: path, alternative: alternative, attributes), isImage: true))
            }
        }
        if let failure {
            var attributes = firstAttributes(isFirst: blocks.isEmpty)
            attributes.code = failure.code.rawValue
            blocks.append(Self.fence("error", attributes, failure.text))
        }
        return blocks
    }

    private func firstAttributes(isFirst: Bool) -> ResultAttributes {
        var attributes = ResultAttributes()
        attributes.key = key
        attributes.isStale = isFirst && isStale
        return attributes
    }

    private static func fence(_ tag: String, _ attributes: ResultAttributes, _ text: ResultText) -> RenderedBlock {
        var attributes = attributes
        attributes.lines = text.whole?.lineCount
        attributes.digest = text.whole?.digest
        attributes.hasNoFinalNewline = text.hasNoFinalNewline
        let fence = String(repeating: "`", count: max(3, longestBacktickRun(in: text.lines) + 1))
        let lines = ["\(fence)\(tag)\(attributes.text)"] + text.lines + [fence]
        return RenderedBlock(text: lines.joined(separator: "\n"), isImage: false)
    }

    private static func longestBacktickRun(in lines: [String]) -> Int {
        var longest = 0
        for line in lines {
            var run = 0
            for byte in line.utf8 {
                run = byte == Byte.backtick ? run + 1 : 0
                longest = max(longest, run)
            }
        }
        return longest
    }
}
