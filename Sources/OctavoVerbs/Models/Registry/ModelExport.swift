import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// Published models for programs that are not Octavo.
package enum ModelExport {
    package static let onnxEnding = ".onnx"

    static func unsupported(_ model: ModelValue, at range: SourceRange? = nil) -> Diagnostic {
        Diagnostic(
            "not-supported", "\(article(model.model.kind)) model cannot be an ONNX file: no standard operators do what it does",
            at: range,
            help: ["these kinds can: " + ONNXFile.kinds.map { "`\($0)`" }.joined(separator: ", ")])
    }

    /// The bytes of its ONNX file; `version` is the program's.
    package static func onnx(_ model: ModelValue, madeBy version: String) throws -> [UInt8] {
        let name = model.published?.description ?? model.model.kind
        guard let texts = model.model as? TextModel, let bytes = ONNXFile.bytes(texts, model.card, name: name, madeBy: version)
        else { throw unsupported(model) }
        return bytes
    }

    /// What the inputs of that file are for each line of a text, as JSON, a line each.
    package static func features(of text: String, _ model: ModelValue) throws -> [UInt8] {
        guard let texts = model.model as? TextModel, var reader = ONNXFeatureReader(texts) else { throw unsupported(model) }
        var bytes: [UInt8] = []
        var lines = text.split(omittingEmptySubsequences: false) { $0 == "\n" || $0 == "\r\n" }
        // What follows the last line's end is no line.
        if lines.last?.isEmpty ?? false { lines.removeLast() }
        for line in lines {
            JSONWriter.append(FeatureLists.datum(reader.read(String(line))), to: &bytes)
            bytes.append(0x0A)
        }
        return bytes
    }
}
