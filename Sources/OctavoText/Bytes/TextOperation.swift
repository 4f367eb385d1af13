/// Something that is done to the bytes of one text after the other: what `clean` puts together to go over the data once.
package protocol TextOperation: Sendable {
    /// Someone who does it on one thread, with memory that is kept from text to text.
    func makeWorker() -> any TextWorker
    /// The rule by which a text that is missing should not be there; `nil` where that is no matter.
    var ruleOfNull: String? { get }
}

extension TextOperation {
    package var ruleOfNull: String? { nil }
}

package protocol TextWorker: AnyObject {
    /// A row whose text changes, with what it becomes; or the rule by which it should not be there, with what it was then.
    typealias TellOutcome = (_ row: Int, _ text: Span<UInt8>, _ droppedBy: String?) -> Void

    /// Does it to a text. Where the result differs from the text it is put into `result`, which is empty before.
    func run(_ text: Span<UInt8>, into result: inout [UInt8]) -> TextOutcome
    /// Does it to some texts of a column, which lie end to end, and tells of those that do not stay as they are, in order.
    func run(_ rows: Range<Int>, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, tell: TellOutcome)
    /// How often it did what, so far: `email 3`.
    var counts: [(what: String, count: Int)] { get }
}

extension TextWorker {
    package var counts: [(what: String, count: Int)] { [] }

    /// One by one.
    package func run(_ rows: Range<Int>, _ bytes: Span<UInt8>, _ offsets: Span<UInt32>, tell: TellOutcome) {
        var result: [UInt8] = []
        for row in rows {
            let text = bytes.extracting(Int(offsets[row])..<Int(offsets[row + 1]))
            switch run(text, into: &result) {
            case .unchanged: continue
            case .changed: tell(row, result.span, nil)
            case .dropped(let rule): tell(row, text, rule)
            }
            result.removeAll(keepingCapacity: true)
        }
    }
}

/// What an operation makes of a text.
package enum TextOutcome: Sendable, Equatable {
    case unchanged
    /// The result stands in the array that was passed.
    case changed
    /// The text should not be there, by the rule of this name.
    case dropped(String)
}
