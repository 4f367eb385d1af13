/// The JSON Schemas of the project's configuration files, by the files' names; `scripts/generate` writes them to `config/schemas`.
package enum ConfigSchemas {
    /// `data_config` for `config/data_config.yaml`.
    package static let all: [(name: String, text: String)] = [("data_config", dataConfig), ("octavo", octavo)]

    package static func text(of name: String) -> String? { all.first { $0.name == name }?.text }

    /// Where a project's schemas stand.
    package static let folder = "config/schemas"

    /// The file that a schema of a configuration file stands in, relative to the project's root.
    package static func path(of name: String) -> String { "\(folder)/\(name)_schema.json" }

    private static let octavo = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Settings of an Octavo project: config/octavo.yaml",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "memory": {
              "description": "Bytes that results may hold, such as 4GB or 512MiB; half of the machine's memory by default.",
              "type": "string",
              "pattern": "^[1-9][0-9]*(KB|MB|GB|KiB|MiB|GiB)$"
            },
            "engine": {},
            "providers": {}
          }
        }

        """

    private static let dataConfig = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Where the data comes from and what is done to it: config/data_config.yaml",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "data_sources": {
              "description": "What `collect` reads, in this order.",
              "type": "array",
              "minItems": 1,
              "items": {
                "type": "object",
                "additionalProperties": false,
                "required": ["name", "path"],
                "properties": {
                  "name": { "description": "What stands in the column `source`.", "type": "string", "minLength": 1 },
                  "format": {
                    "description": "Where the files' endings do not say it.",
                    "enum": ["jsonl", "json", "csv", "tsv", "txt", "md", "eml", "mbox", "parquet", "arrow"]
                  },
                  "path": { "description": "A file, a glob or a folder, from the project's root.", "type": "string", "minLength": 1 },
                  "bad": { "description": "What becomes of malformed records.", "enum": ["error", "skip", "keep", "repair"] },
                  "columns": { "description": "Only these columns.", "type": "array", "items": { "type": "string" } },
                  "types": {
                    "description": "Types that are fixed, by column.",
                    "type": "object",
                    "additionalProperties": { "enum": ["bool", "int", "float", "text", "time", "date"] }
                  },
                  "rename": {
                    "description": "Other names for columns, new: old, so that those of several sources meet.",
                    "type": "object",
                    "additionalProperties": { "type": "string" }
                  }
                }
              }
            },
            "cleaning_operations": {
              "description": "What `clean` does, in this order: a name, or a name with its options.",
              "type": "array",
              "items": {
                "if": { "type": "string" },
                "then": { "enum": ["remove_pii", "normalize_text", "filter_noise"] },
                "else": {
                  "type": "object",
                  "minProperties": 1,
                  "maxProperties": 1,
                  "additionalProperties": false,
                  "properties": {
                    "remove_pii": { "type": ["object", "null"] },
                    "normalize_text": { "type": ["object", "null"] },
                    "filter_noise": { "type": ["object", "null"] }
                  }
                }
              }
            },
            "cleaning_columns": {
              "description": "The text columns that `clean` works on; all of them where none are named.",
              "type": "array",
              "minItems": 1,
              "items": { "type": "string" }
            },
            "annotation_schema": {
              "description": "What labels records may have.",
              "type": "object",
              "additionalProperties": false,
              "required": ["path"],
              "properties": {
                "path": { "description": "A JSON Schema.", "type": "string", "minLength": 1 },
                "guidelines": { "description": "What annotators are told: a Markdown file.", "type": "string" }
              }
            }
          }
        }

        """
}
