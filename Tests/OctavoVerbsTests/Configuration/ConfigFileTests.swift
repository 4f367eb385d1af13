import OctavoLanguage
import OctavoSource
import OctavoTable
import OctavoVerbs
import ProjectFiles
import Testing

@Suite struct ConfigFileTests {
    /// `code line:column: message` of everything that is wrong.
    private func problems(_ path: String, _ text: String, beside files: [String: String] = [:]) -> [String] {
        ConfigFile.check(Source(name: path, text: text), files: MemoryProject.Files(files)).map { diagnostic in
            let place = diagnostic.primary.map { "\($0.range.start.line + 1):\($0.range.start.column + 1)" } ?? "nowhere"
            return "\(diagnostic.code) \(place): \(diagnostic.message)"
        }
    }

    @Test(
        arguments: [
            ("memory: 4GB\n", []), ("", []), ("# nothing\n", []),
            ("memroy: 4GB", ["bad-config 1:1: `config/octavo.yaml` has no `memroy`"]),
            ("memory: 4\n", ["bad-config 1:9: `memory` is an integer, not a string: 4"]),
            ("memory: lots\n", ["bad-config 1:9: `memory` does not match `^[1-9][0-9]*(KB|MB|GB|KiB|MiB|GiB)$`: \"lots\""]),
            ("- memory\n", ["bad-config 1:1: `config/octavo.yaml` is an array, not an object: [\"memory\"]"]),
        ])
    func checksTheSettings(text: String, wanted: [String]) {
        #expect(problems("config/octavo.yaml", text) == wanted)
    }

    @Test func tellsAllMistakesInTheOrderOfTheFile() {
        let text = """
            data_sources:
              - name: a
                path: a.csv
                bad: skipp
              - name: b
            cleaning_operations: [remove_pii, {normalise_text: {}}, filter_niose]
            anotation_schema: {path: x}
            """
        #expect(
            problems("config/data_config.yaml", text) == [
                "bad-config 4:10: `data_sources[0].bad` is \"skipp\", not one of \"error\", \"skip\", \"keep\", \"repair\"",
                "bad-config 5:5: `data_sources[1]` has no `path`",
                "bad-config 6:36: `config/data_config.yaml` has no `normalise_text` in `cleaning_operations[1]`",
                "bad-config 6:57: `cleaning_operations[2]` is \"filter_niose\", not one of \"remove_pii\", \"normalize_text\", \"filter_noise\"",
                "bad-config 7:1: `config/data_config.yaml` has no `anotation_schema`",
            ])
    }

    @Test func looksForTheSources() {
        let text = "data_sources:\n  - name: a\n    format: csv\n    path: raw/\n"
        #expect(problems("config/data_config.yaml", text, beside: ["raw/a.csv": "n\n1\n"]) == [])
        #expect(
            problems("config/data_config.yaml", text, beside: ["raw/a.jsonl": "{}\n"]) == [
                "wrong-format 3:13: the source `a` is said to be csv, and `raw/a.jsonl` is not"
            ])
        #expect(problems("config/data_config.yaml", text) == ["file-not-found 4:11: no file in `raw/`"])
    }

    @Test func aProjectsOwnSchemaCounts() {
        let schema = "{\"properties\": {\"size\": {\"type\": \"integer\", \"minimum\": 1}}, \"additionalProperties\": false}"
        let files = ["config/schemas/mine_schema.json": schema]
        #expect(
            problems("config/mine.yaml", "size: 0\n", beside: files) == ["bad-config 1:7: `size` is 0, less than the minimum 1"])
        #expect(problems("config/mine.yaml", "size: 3\n", beside: files) == [])
        #expect(
            problems("config/mine.yaml", "size: 0\n") == [
                "no-schema nowhere: `config/mine.yaml` is well-formed, and nothing says what it may hold"
            ])
    }

    @Test func checksSchemasThemselves() {
        #expect(problems("config/schemas/a_schema.json", "{\"type\": \"integer\"}") == [])
        #expect(
            problems("config/schemas/a_schema.json", "{\n  \"properties\": {\"a\": {\"type\": \"int\"}}\n}").first?.hasPrefix(
                "bad-schema 2:24: ") == true)
        #expect(problems("config/schemas/a_schema.json", "{\"type\": }").first?.hasPrefix("bad-json 1:10: ") == true)
    }

    @Test(arguments: ConfigSchemas.all.map(\.name))
    func theProjectsSchemasAreTheBuiltInOnes(name: String) {
        let stored = Project.text(ConfigSchemas.path(of: name))
        #expect(stored == ConfigSchemas.text(of: name), "\(ConfigSchemas.path(of: name)) is out of date: run scripts/generate")
    }

    @Test func theProjectsOwnConfigurationFollowsItsSchema() throws {
        let file = try ConfigFile(Source(name: DataConfig.path, text: Project.text(DataConfig.path)))
        #expect(try file.problems(schema: ConfigSchemas.text(of: DataConfig.schemaName) ?? "").isEmpty)
        #expect(try DataConfig(file).sources.map(\.name) == ["customer_conversations", "chat_logs", "email_threads"])
    }

    private static let whole = [
        "raw/a.csv": "n\n1\n", "labels.json": "{\"enum\": [\"Book\", \"Cancel\"]}", "guide.md": "# Book\nA room.\n# Cancel\n",
    ]

    @Test func operationsAndAnnotationAreCheckedAsTheirFunctionsDoIt() {
        let text = """
            cleaning_operations:
              - remove_pii: {stile: mask}
              - filter_noise: {duplicates: nera, min_words: two}
              - remove_pii: {style: hash, key: {secret: NOT_SET_HERE}}
              - filter_noise: {bad_words: missing.txt}
            annotation_schema:
              path: nowhere.json
              guidelines: nothing.md

            """
        #expect(
            problems("config/data_config.yaml", text, beside: Self.whole) == [
                "unknown-argument 2:25: `remove_pii` has no option `stile`",
                "unknown-choice 3:32: `filter_noise` has no `duplicates: \"nera\"`", "file-not-found 5:31: no file `missing.txt`",
                "file-not-found 7:9: no file `nowhere.json`", "file-not-found 8:15: no file `nothing.md`",
            ])
    }

    @Test func theAnnotationSchemaHoldsLabelsThatTheGuidelinesMention() {
        func found(_ schema: String, _ guide: String = "guide.md") -> [String] {
            problems(
                "config/data_config.yaml", "annotation_schema:\n  path: labels.json\n  guidelines: \(guide)\n",
                beside: Self.whole.merging(["labels.json": schema]) { $1 })
        }
        #expect(found("{\"enum\": [\"Book\"]}") == [])
        #expect(found("{\"type\": \"array\", \"items\": {\"enum\": [\"Book\"]}}") == [])
        #expect(
            found("{\"enum\": [\"Book\", \"Fly\"]}") == ["label-without-guideline 3:15: `guide.md` does not mention `Fly`"])
        #expect(found("{\"type\": \"string\"}").first?.hasPrefix("bad-schema 2:9: ") == true)
        #expect(found("{").first?.hasPrefix("bad-json 2:9: ") == true)
    }
}
