import OctavoLanguage
import OctavoNotebook
import OctavoPlot
import OctavoTable
import OctavoVerbs
import Synchronization

/// Gathers what a cell shows as the texts and images that are stored below it: one value after the other, a blank line around
/// tables, a block of its own for each image.
///
/// A class because the run's output closure shares it. Its memory does not grow with the output.
final class ResultCollector: Sendable {
    private let head: Int
    private let tail: Int
    private let state: Mutex<State>

    private let digest: @Sendable ([UInt8]) -> String

    private struct State {
        var parts: [CellResult.Part] = []
        var images: CellImages
        var builder: ResultTextBuilder<ChainedHasher>
        var pieces = 0
        var endsWithTable = false
        /// The rows of the last table.
        var rows: Int?
    }

    init(lines: Int?, images: CellImages, digest: @escaping @Sendable ([UInt8]) -> String) {
        let limit = max(lines ?? ResultText.defaultLineLimit, 1)
        tail = limit / 4
        head = limit - tail
        self.digest = digest
        state = Mutex(
            State(images: images, builder: ResultTextBuilder(lineLimit: limit, hasher: ChainedHasher(digest))))
    }

    func receive(_ output: CellOutput, _ context: ExecutionContext) throws {
        switch output {
        case .text(let text): add(text)
        case .value(.object(let plot as PlotValue)):
            let figure = try plot.figure(context)
            let drawing = SVGDrawer.draw(figure)
            state.withLock { state in
                endText(&state)
                let image = state.images.next(title: figure.title)
                state.parts.append(
                    .image(
                        path: image.path, alternative: image.alternative, content: drawing,
                        digest: StoredImages.label(digest(Array(drawing.utf8)))))
            }
        case .value(let value):
            guard let plan = try ValueText.plan(of: value) else {
                var hidden: [UInt8] = []
                let text = ValueText.text(value) { hidden += Array((($0.datum).map(DatumText.literal) ?? $0.kindName).utf8) }
                return add(text, hiding: hidden)
            }
            let table = try Executor.run(plan, context)
            state.withLock { state in
                if state.pieces > 0 { state.builder.append([0x0A]) }
                PipeTableText.write(table, head: head, tail: tail) {
                    state.builder.append($0)
                } hide: {
                    state.builder.hide($0)
                }
                state.pieces += 1
                state.endsWithTable = true
                state.rows = table.count
            }
        }
    }

    private func add(_ text: String, hiding hidden: [UInt8] = []) {
        state.withLock { state in
            if !hidden.isEmpty { state.builder.hide(hidden) }
            if state.endsWithTable { state.builder.append([0x0A]) }
            state.builder.append(Array(text.utf8))
            state.builder.append([0x0A])
            state.pieces += 1
            state.endsWithTable = false
        }
    }

    /// Nothing if nothing was shown.
    func finish() -> [CellResult.Part] {
        state.withLock { state in
            endText(&state)
            return state.parts
        }
    }

    /// Ends the run of text before an image. The row count is given where the text is one table.
    private func endText(_ state: inout State) {
        guard state.pieces > 0 else { return }
        state.parts.append(.text(state.builder.finish(), rows: state.pieces == 1 ? state.rows : nil))
        state.builder = ResultTextBuilder(lineLimit: head + tail, hasher: ChainedHasher(digest))
        state.pieces = 0
        state.endsWithTable = false
        state.rows = nil
    }
}
