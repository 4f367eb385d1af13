import OctavoKernel
import OctavoNotebook
import OctavoSource
import Testing

@Suite struct JupyterTests {
    private let notebook = Test.notebook(
        """
        ---
        octavo: 1
        title: T
        ---

        # Prose

        ```octavo name=a.b params
        x = 1
        x
        ```

        ```output key=0123
        | a |
        | --- |
        ```

        ```octavo raises=any
        nothing
        ```

        ```error code=unknown-name
        no value
          1 | nothing
        ```

        ```octavo name=a-b volatile hide
        ```

        ![plot](n.assets/p.svg "octavo")

        More.

        """)

    private func exported(_ notebook: Notebook) -> String {
        JupyterExport.json(notebook, digest: testDigest) { $0 == "n.assets/p.svg" ? "<svg/>" : nil }.text
    }

    @Test func exportsCellsWithIdsAndTags() {
        let text = exported(notebook)
        #expect(
            text.contains("\"id\":\"a-b\",\"metadata\":{\"tags\":[\"parameters\"],\"octavo\":{\"words\":\"name=a.b params\"}}"))
        #expect(text.contains("\"id\":\"a-b-2\",\"metadata\":{\"tags\":[\"nbval-ignore-output\",\"remove-cell\"]"))
        #expect(text.contains("\"tags\":[\"raises-exception\"]"))
        #expect(text.contains("\"source\":\"x = 1\\nx\""))
        #expect(text.hasSuffix("\"nbformat\":4,\"nbformat_minor\":5}"))
    }

    @Test func exportsResults() {
        let text = exported(notebook)
        #expect(text.contains("\"data\":{\"text/markdown\":\"| a |\\n| --- |\",\"text/plain\":\"| a |\\n| --- |\"}"))
        #expect(text.contains("\"ename\":\"unknown-name\",\"evalue\":\"no value\",\"output_type\":\"error\""))
        #expect(text.contains("\"data\":{\"image/svg+xml\":\"<svg/>\",\"text/plain\":\"plot\"}"))
    }

    @Test func readsBackWhatItWrote() throws {
        let text = try JupyterImport.markdown(exported(notebook), name: "n.ipynb")
        let stripped = String(decoding: Splice.strip(notebook).bytes, as: UTF8.self)
        #expect(text == stripped)
    }

    @Test func givesEqualCellsDifferentIds() {
        let text = exported(Test.notebook(codes: "1", "1", "1"))
        let ids = text.split(separator: "\"id\":\"").dropFirst().map { $0.prefix { $0 != "\"" } }
        #expect(ids.count == 3 && Set(ids).count == 3 && ids[1] == ids[0] + "-2")
    }

    @Test func importsAnotherLanguageAsItsBlocks() throws {
        let ipynb = """
            {"cells": [{"cell_type": "markdown", "metadata": {}, "source": ["# T\\n", "text\\n"]},
             {"cell_type": "code", "metadata": {"tags": ["parameters"]}, "outputs": [], "source": "x = '```'\\n"},
             {"cell_type": "raw", "metadata": {}, "source": "r"}],
             "metadata": {"kernelspec": {"language": "python", "name": "python3"}}, "nbformat": 4, "nbformat_minor": 5}
            """
        let expected = "---\noctavo: 1\n---\n\n# T\ntext\n\n````python\nx = '```'\n````\n\n```text\nr\n```\n"
        #expect(try JupyterImport.markdown(ipynb, name: "p.ipynb") == expected)
    }

    @Test func readsTagsWhereThereAreNoWords() throws {
        let ipynb = """
            {"cells": [{"cell_type": "code", "metadata": {"tags": ["parameters", "skip-execution", "mine"]}, "source": "x = 1"}],
             "metadata": {"language_info": {"name": "octavo"}}}
            """
        #expect(try JupyterImport.markdown(ipynb, name: "o").contains("```octavo params skip\nx = 1\n```"))
    }

    @Test(arguments: [
        "", "[]", "{}", "{\"cells\": 3}", "{\"cells\": [{}]}", "{\"worksheets\": []}", "{\"cells\": [{\"cell_type\": \"code\"}]}",
    ])
    func refusesWhatIsNoNotebook(text: String) {
        let error = #expect(throws: Diagnostic.self) { try JupyterImport.markdown(text, name: "x.ipynb") }
        #expect(error?.code == "bad-ipynb" && error?.message.hasPrefix("cannot read `x.ipynb` as a Jupyter notebook: ") == true)
    }
}
