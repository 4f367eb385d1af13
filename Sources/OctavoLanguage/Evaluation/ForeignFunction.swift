/// Functions of other languages that are something else here than a function: an operator, a choice, a literal.
enum ForeignFunction {
    private static let table: [(names: Set<String>, help: String)] = [
        (["is_null", "isnull", "is_na", "isna", "is_none", "is_nan", "isnil"], "to ask for null: `x == null`"),
        (["not_null", "is_not_null", "notnull", "notna"], "to ask for a value: `x != null`"),
        (["coalesce", "ifnull", "nvl", "fillna", "fill_null", "replace_na"], "`x ?? y` gives `y` where `x` is null"),
        (["drop_nulls", "dropna", "drop_na"], "rows with a value: `filter(.x != null)`"),
        (["ifelse", "if_else", "iff", "iif", "when"], "a choice is written `if a then b else c`"),
        (["case_when", "switch", "match"], "choices are written `case { a -> 1, else -> 2 }`"),
        (["isin", "is_in"], "to look for an item in a list: `x in [1, 2]`"),
        (["between", "is_between"], "to ask for a range: `x >= 1 and x <= 2`"),
        (["range", "seq", "linspace"], "the ints from 0 up to 10, without it: `0..10`"),
        (["format", "sprintf", "printf"], "values are put into a text by interpolation: `\"n is \\(n)\"`"),
        (["cast", "astype", "convert"], "`int(x)`, `float(x)`, `text(x)` and `date(x)` convert"),
        (["lambda", "function", "fn", "func", "def"], "a function is written `x -> x + 1`, with a name `f(x) = x + 1`"),
        (["while", "loop", "repeat"], "there are no loops: `map`, `fold` and comprehensions walk lists, verbs walk tables"),
        (["alias", "as"], "a new column's name stands before a colon: `name: expr`"),
        (["col", "column", "c"], "a column is written with a dot: `.name`"),
        (["slice_max", "top_n", "nlargest"], "the rows with the largest: `sort(desc(.x)) | head(n)`"),
        (["slice_min", "nsmallest"], "the rows with the smallest: `sort(.x) | head(n)`"),
        (["n"], "rows are counted by `count()`"),
    ]

    static func help(for name: String) -> String? {
        let name = name.lowercased()
        return table.first { $0.names.contains(name) }?.help
    }
}
