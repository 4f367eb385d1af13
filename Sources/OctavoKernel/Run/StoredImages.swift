import OctavoNotebook
import OctavoSource
package import OctavoTable

/// The images that lie beside a notebook, held against what its results say of them.
package struct StoredImages: Sendable {
    /// The name of the notebook, from where the files are seen.
    private let notebook: String
    /// Where a run says that the images lie.
    private let folder: String
    private let files: any FileAccess

    /// `folder` is the notebook's own unless given.
    package init(of notebook: String, folder: String? = nil, _ files: any FileAccess) {
        self.notebook = notebook
        self.folder = folder ?? NotebookImages.folder(of: notebook)
        self.files = files
    }

    /// Of a digest, what stands in a notebook.
    static func label(_ digest: String) -> String { String(digest.prefix(8)) }

    private enum State {
        case missing
        case changed
        case asDrawn
    }

    /// `nil` for a result that is no image. One without a digest counts as changed: nobody knows what it was.
    private func state(of block: ResultBlock) -> State? {
        guard case .image(let link, _) = block.content else { return nil }
        guard let digest = try? files.digest(of: NotebookImages.path(of: link, in: notebook)) else { return .missing }
        return Self.label(digest) == block.attributes.digest ? .asDrawn : .changed
    }

    /// Whether the images of `cell` have the names that a run would give them, and each is to the byte what was drawn.
    func areThoseOf(_ cell: Cell) -> Bool {
        var names = CellImages(folder: folder, cellName: cell.name)
        return cell.results.allSatisfy { block in
            guard case .image(let link, let alternative) = block.content else { return true }
            return names.isNext(link, alternative) && state(of: block) == .asDrawn
        }
    }

    /// Images that results show and that are not there, or are others.
    static func problems(in notebook: Notebook, _ files: any FileAccess) -> [Diagnostic] {
        let images = StoredImages(of: notebook.source.name, files)
        return notebook.cells.flatMap { cell in
            cell.results.compactMap { block -> Diagnostic? in
                guard case .image(let link, _) = block.content, let state = images.state(of: block) else { return nil }
                let place = SourceRange(notebook.source, block.range)
                let help = ["`octavo run` draws it again"]
                switch state {
                case .missing:
                    return Diagnostic(
                        "image-missing", "the image `\(link)` is not there", severity: .warning, at: place, help: help)
                case .changed where block.attributes.digest != nil:
                    return Diagnostic(
                        "stale-result", "the image `\(link)` is not the one that \(cell.title) drew", severity: .warning,
                        at: place, help: help)
                case .changed, .asDrawn: return nil
                }
            }
        }
    }
}
