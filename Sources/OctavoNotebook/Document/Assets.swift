/// The folder of images beside a notebook, `<stem>.assets`.
package enum Assets {
    /// Of the names in the folder, the images that nothing in the notebook mentions, neither a result nor prose. `folder` is
    /// its name as the notebook would write it.
    package static func orphans(in folder: String, names: [String], of notebook: Notebook) -> [String] {
        let blocks = notebook.cells.flatMap(\.results) + notebook.orphans
        let shown = Set(blocks.compactMap { block in if case .image(let path, _) = block.content { path } else { nil } })
        let text = String(decoding: notebook.bytes, as: UTF8.self)
        return names.filter { name in
            let path = folder + "/" + name
            return name.hasSuffix(".svg") && !shown.contains(path) && !text.contains(path)
        }
    }
}
