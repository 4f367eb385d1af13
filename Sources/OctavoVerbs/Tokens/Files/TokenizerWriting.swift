import OctavoTable
import OctavoText

extension TokenTrainer.Result {
    /// A `tokenizer.json` that Hugging Face's tokenizers library loads.
    var json: [UInt8] {
        var bytes: [UInt8] = []
        func add(_ text: String) { bytes += text.utf8 }
        func quote(_ text: [UInt8]) { JSONText.append(String(decoding: text, as: UTF8.self), to: &bytes) }
        let names = tokens.map { token in
            var name: [UInt8] = []
            ByteLevel.write(token.span, into: &name)
            return name
        }
        add(
            "{\n  \"version\": \"1.0\",\n  \"truncation\": null,\n  \"padding\": null,\n  \"added_tokens\": [],\n  \"normalizer\": null,\n"
        )
        let byteLevel = { (usesRegex: Bool) in
            "{\"type\": \"ByteLevel\", \"add_prefix_space\": false, \"trim_offsets\": true, \"use_regex\": \(usesRegex)}"
        }
        if pattern == .gpt2 {
            add("  \"pre_tokenizer\": \(byteLevel(true)),\n")
        } else {
            add("  \"pre_tokenizer\": {\"type\": \"Sequence\", \"pretokenizers\": [\n")
            add("    {\"type\": \"Split\", \"pattern\": {\"Regex\": ")
            quote(Array(pattern.regex.utf8))
            add("}, \"behavior\": \"Isolated\", \"invert\": false},\n    \(byteLevel(false))\n  ]},\n")
        }
        add("  \"post_processor\": null,\n  \"decoder\": \(byteLevel(true)),\n")
        add(
            "  \"model\": {\n    \"type\": \"BPE\", \"dropout\": null, \"unk_token\": null, \"continuing_subword_prefix\": null,\n"
        )
        add("    \"end_of_word_suffix\": null, \"fuse_unk\": false, \"byte_fallback\": false, \"ignore_merges\": false,\n")
        add("    \"vocab\": {")
        for (id, name) in names.enumerated() {
            add(id == 0 ? "\n      " : ",\n      ")
            quote(name)
            add(": \(id)")
        }
        add("\n    },\n    \"merges\": [")
        for (place, merge) in merges.enumerated() {
            add(place == 0 ? "\n      [" : ",\n      [")
            quote(names[Int(merge.left)])
            add(", ")
            quote(names[Int(merge.right)])
            add("]")
        }
        add("\n    ]\n  }\n}\n")
        return bytes
    }
}
