import OctavoSource

extension Explanation {
    static let store: [Explanation] = [
        Explanation(
            "unknown-snapshot", "A name under which nothing is saved",
            "`snapshots()` lists what is saved in this project; `save_data(t, name)` saves a table.",
            wrong: "data(\"numbers\")", right: "table([{n: 1}]) | save_data(\"numbers\");\ndata(\"numbers\")"),
        Explanation(
            "unknown-version", "A version that is not there",
            "`snapshots(name)` lists the versions of a saved table, each named by its number or by the first digits of its digest, four at least; "
                + "`versions(name)` lists those of a prompt, `models(name)` those of a model, named by three numbers or by a label."
        ),
        Explanation(
            "ambiguous-version", "A version that may be one of several",
            "Two branches that each saved a version have both. Name the one that is meant by its digits, or save again: the new version follows both."
        ),
        Explanation(
            "missing-content", "A saved version whose rows are not here",
            "`data/.store/versions` says what was saved, `data/.store/objects` holds the rows. Where only the first is under version control, the second is copied from where it was saved, or saved again from the sources that `lineage` names."
        ),
        Explanation(
            "corrupt-content", "Saved rows that are not what their digest says",
            "The file was damaged, cut off or edited. Copy it anew, or remove it and save the table again."),
        Explanation(
            "corrupt-version", "A saved version that cannot be read",
            "The text under `data/.store/versions` was edited or holds the marks of an unfinished merge."),
        Explanation(
            "bad-name", "A name that what is saved cannot have",
            "A name becomes a folder's: letters of a to z, digits, `_`, `-` and `.`, and a letter or digit first.",
            wrong: "table([{n: 1}]) | save_data(\"a/b\")", right: "table([{n: 1}]) | save_data(\"a-b\")"),
        Explanation(
            "no-store", "Saved data where there is no project",
            "Data is saved in a project's folder."),
    ]
}
