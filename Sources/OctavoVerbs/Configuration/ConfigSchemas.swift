/// The JSON Schemas of the project's configuration files, by the files' names; `scripts/generate` writes them to `config/schemas`.
package enum ConfigSchemas {
    /// `data_config` for `config/data_config.yaml`.
    package static let all: [(name: String, text: String)] = [
        ("data_config", dataConfig), ("model_config", modelConfig), ("octavo", octavo),
    ]

    package static func text(of name: String) -> String? { all.first { $0.name == name }?.text }

    /// Where a project's schemas stand.
    package static let folder = "config/schemas"

    /// The file that a schema of a configuration file stands in, relative to the project's root.
    package static func path(of name: String) -> String { "\(folder)/\(name)_schema.json" }

    private static let modelConfig = """
        {
          "$schema": "https://json-schema.org/draft/2020-12/schema",
          "title": "Which model is trained, and how: config/model_config.yaml",
          "type": "object",
          "additionalProperties": false,
          "properties": {
            "model": {
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "name": { "description": "linear, embedding, auto, nearest, naive_bayes or trees; or a provider and its model, as openai:gpt-4o-mini.", "type": "string", "minLength": 1 },
                "version": {
                  "description": "What it is to be published as.",
                  "type": "string",
                  "pattern": "^v?(0|[1-9][0-9]*)[.](0|[1-9][0-9]*)[.](0|[1-9][0-9]*)$"
                },
                "parameters": {
                  "description": "Options of the model; those that it has no use for are said.",
                  "type": "object",
                  "additionalProperties": { "type": ["number", "string", "boolean", "null"] }
                }
              }
            },
            "training": {
              "description": "Options of the training; those that the model has no use for are said.",
              "type": "object",
              "additionalProperties": false,
              "properties": {
                "batch_size": { "description": "Rows a step.", "type": "integer", "minimum": 1 },
                "learning_rate": { "description": "The size of the first steps.", "type": "number", "exclusiveMinimum": 0 },
                "epochs": { "description": "Passes over the rows.", "type": "integer", "minimum": 1 },
                "evaluation_steps": { "description": "Steps between looks at the validation rows.", "type": "integer", "minimum": 1 },
                "early_stopping": { "description": "Looks without a lower validation loss that end the training.", "type": "integer", "minimum": 0 },
                "schedule": { "description": "How the rate goes to its end.", "enum": ["linear", "cosine", "constant"] },
                "dimensions": { "description": "Numbers of a vector.", "type": "integer", "minimum": 16 },
                "dropout": { "description": "The share of features a row is learnt without.", "type": "number", "minimum": 0, "maximum": 0.95 },
                "cost": { "description": "What a row on the wrong side costs.", "type": "number", "exclusiveMinimum": 0 },
                "neighbours": { "description": "How many similar rows are asked.", "type": "integer", "minimum": 1 },
                "facts": { "description": "Whom numbers, names and dates in answers belong to.", "enum": ["own", "shared"] },
                "threshold": { "description": "An answer that is less sure is not given.", "type": "number", "minimum": 0, "maximum": 1 },
                "smoothing": { "description": "What is added to each feature's sum.", "type": "number", "exclusiveMinimum": 0 },
                "rounds": { "description": "Trees a label at most.", "type": "integer", "minimum": 1 },
                "leaves": { "description": "Leaves of a tree at most.", "type": "integer", "minimum": 2 },
                "depth": { "description": "Divisions on the way to a leaf at most.", "type": "integer", "minimum": 1 },
                "leaf_rows": { "description": "Rows of a leaf at least.", "type": "integer", "minimum": 1 },
                "l2": { "description": "How far leaves are drawn towards 0.", "type": "number", "minimum": 0 },
                "row_share": { "description": "The share of rows a round sees.", "type": "number", "exclusiveMinimum": 0, "maximum": 1 },
                "column_share": { "description": "The share of columns a round sees.", "type": "number", "exclusiveMinimum": 0, "maximum": 1 },
                "other": { "description": "The label of rows that are of none of the others.", "type": "string" },
                "reject": { "description": "The share of rows with labels that may be taken for others.", "type": "number", "minimum": 0, "maximum": 0.99 },
                "seed": { "description": "Another number begins elsewhere.", "type": "integer" }
              }
            }
          }
        }
        """

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
            "provider": {
              "description": "The provider that `ask` means where it names none.",
              "type": "string",
              "minLength": 1
            },
            "recordings": {
              "description": "What `octavo run` does with recorded answers: give them and ask for what is missing (once), give them alone (replay), ask for all anew (record), or neither read nor write them (live).",
              "enum": ["once", "replay", "record", "live"]
            },
            "providers": {
              "description": "Providers of language models by name: openai, ollama, vllm and llamacpp with other values, and any others.",
              "type": "object",
              "propertyNames": { "pattern": "^(?!(echo|template)$)[A-Za-z][A-Za-z0-9_-]*$" },
              "additionalProperties": {
                "type": "object",
                "additionalProperties": false,
                "properties": {
                  "base_url": { "description": "What stands before /chat/completions.", "type": "string", "pattern": "^https?://[^ ]+$" },
                  "key": {
                    "description": "The name of the environment's variable that holds the key; never the key itself.",
                    "type": "string",
                    "pattern": "^[A-Z_][A-Z0-9_]*$"
                  },
                  "organization": { "type": "string", "pattern": "^[!-~]+$" },
                  "model": { "description": "The model that is meant where none is named.", "type": "string", "minLength": 1 },
                  "headers": {
                    "description": "Sent along: a text, or {env: NAME} for one from the environment.",
                    "type": "object",
                    "propertyNames": { "pattern": "^[A-Za-z][A-Za-z0-9-]*$" },
                    "additionalProperties": {
                      "if": { "type": "object" },
                      "then": {
                        "additionalProperties": false,
                        "required": ["env"],
                        "properties": { "env": { "type": "string", "pattern": "^[A-Za-z_][A-Za-z0-9_]*$" } }
                      },
                      "else": { "type": "string", "pattern": "^[ -~]*$" }
                    }
                  },
                  "concurrency": { "description": "Requests at once; 8 by default.", "type": "integer", "minimum": 1, "maximum": 256 },
                  "requests_per_minute": { "type": "integer", "minimum": 1 },
                  "timeout": {
                    "description": "The longest that one try may take, such as 30s; 2m by default.",
                    "type": "string",
                    "pattern": "^[1-9][0-9]*(ms|s|m|h)$"
                  },
                  "prices": {
                    "description": "What a million tokens cost, by model.",
                    "type": "object",
                    "additionalProperties": {
                      "type": "object",
                      "additionalProperties": false,
                      "required": ["input", "output"],
                      "properties": {
                        "input": { "type": "number", "minimum": 0 },
                        "output": { "type": "number", "minimum": 0 },
                        "training": { "type": "number", "minimum": 0 }
                      }
                    }
                  }
                }
              }
            }
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
