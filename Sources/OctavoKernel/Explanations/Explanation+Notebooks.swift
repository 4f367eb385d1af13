import OctavoSource

extension Explanation {
    /// How notebooks are written, checked and run.
    static let notebooks: [Explanation] = [
        Explanation(
            "not-a-cell", "A fence that looks like a cell and is none",
            "A cell is a fenced block whose first word is `octavo`, outside lists and quotes. The message says "
                + "what keeps this one from being a cell."),
        Explanation(
            "cell-not-closed", "A cell without its closing fence",
            "Everything up to the end of the file belongs to it. Put a line of the same backticks after the cell."),
        Explanation(
            "fence-not-closed", "A fenced block without its closing fence",
            "Everything up to the end of the file belongs to it, cells included."),
        Explanation(
            "cell-not-utf8", "A cell with bytes that are not UTF-8",
            "Save the notebook as UTF-8. Text around the cells may have any bytes."),
        Explanation(
            "malformed-attribute", "A word of a cell's info string that cannot be read",
            "An attribute is a word, or `key=value` with a value of letters, digits and a few signs, parted by "
                + "spaces."),
        Explanation(
            "unknown-attribute", "An attribute that cells do not have",
            "The message lists the attributes there are."),
        Explanation(
            "attribute-value", "An attribute with a value that it cannot have",
            "The message says which values it takes."),
        Explanation(
            "duplicate-attribute", "An attribute given twice",
            "Keep one of the two."),
        Explanation(
            "duplicate-cell-name", "Two cells with one name",
            "A cell's `name=` is what other tools call it by, so it is its own."),
        Explanation(
            "front-matter-not-closed", "A front matter without its closing `---`",
            "Without it these lines are ordinary text."),
        Explanation(
            "front-matter-value", "A value of the front matter that cannot be read",
            "The message says what its key takes."),
        Explanation(
            "duplicate-front-matter-key", "A key that the front matter has twice",
            "Keep one of the two."),
        Explanation(
            "notebook-version", "A notebook of a format that this program does not know",
            "It was written for a newer Octavo. Update, or set `octavo:` to the version that the message names."),
        Explanation(
            "no-cells", "A notebook without a cell",
            "A cell is a fenced block whose first word is `octavo`."),
        Explanation(
            "unknown-cell", "A cell name that the notebook does not have",
            "`--only NAME` takes the `name=` of a cell; the message lists them."),
        Explanation(
            "parameter-not-literal", "Something else than a literal in a `params` cell",
            "Parameters can be set from outside, so a `params` cell binds literals alone. Compute in a cell "
                + "below."),
        Explanation(
            "orphan-result", "A result below no cell",
            "Only blank lines may stand between a cell and its results. The result is left as it is; delete it if "
                + "its cell is gone."),
        Explanation(
            "stale-result", "A result that may not be what the cell gives now",
            "The cell, something it reads or a file it loads has changed since. Run the notebook."),
        Explanation(
            "unknown-key", "A cell whose result may be stale without a way to know",
            "It reads something that only a run can name, so `run` always runs it."),
        Explanation(
            "volatile-unmarked", "A cell that shows what changes by itself",
            "The time, the environment and the network differ from run to run. `volatile` in the info string "
                + "keeps the result out of comparisons."),
        Explanation(
            "expected-error-missing", "A cell that ran without the error that it expects",
            "`raises=` says that a cell shows an error. Take it away, or restore what fails."),
        Explanation(
            "image-name-clash", "Two results that show one image file",
            "An image is called as its cell is, else as what it draws. Give one of the cells a `name=` of its own."),
        Explanation(
            "cell-changed-meanwhile", "A result whose cell was edited during the run",
            "The file on disk wins, and nothing is overwritten. Run the notebook again."),
        Explanation(
            "orphan-image", "An image beside a notebook that nothing in it mentions",
            "Its cell was renamed or is gone. `octavo prune` removes such images; nothing else does."),
        Explanation(
            "bad-ipynb", "A file that is no Jupyter notebook",
            "`octavo import` reads the formats 4.0 to 4.5: one JSON object with a list `cells`, each with its `cell_type` and `source`."
        ),
    ]
}
