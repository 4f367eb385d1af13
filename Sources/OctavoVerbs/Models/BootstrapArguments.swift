import OctavoLanguage
import OctavoModels
import OctavoSource
import OctavoTable

/// What several verbs say of their intervals.
enum BootstrapArguments {
    static let samples = Parameter(
        "samples", default: 1000, "1000", "How often rows are drawn for the intervals; 0 leaves them out.")
    static let seed = Parameter("seed", default: 0, "0", "Another seed draws other rows.")
    static let confidence = Parameter("confidence", default: 0.95, "95%", "The share of draws inside an interval.")

    static let group = Parameter(
        "group", ColumnExpression?.self, "What makes rows belong together, such as a conversation: they are drawn together.")

    static func bootstrap(_ call: Call, samples: Int, seed: Int, confidence: Double = 0.95) throws -> Bootstrap {
        guard (0...1_000_000).contains(samples) else {
            throw Diagnostic("wrong-argument", "`samples` is a number from 0 to 1,000,000, not \(samples)", at: call.range)
        }
        guard confidence > 0, confidence < 1 else {
            throw Diagnostic("wrong-argument", "`confidence` lies between 0 and 1, and is \(confidence)", at: call.range)
        }
        return Bootstrap(samples: samples, seed: UInt64(bitPattern: Int64(seed)), confidence: confidence)
    }
}
