import OctavoProviders
import Testing

@Suite struct RetryAfterTests {
    /// 2026-01-01T00:00Z.
    private static let now: Int64 = 1_767_225_600_000_000

    @Test(
        arguments: [
            ("0", 0), ("120", 120_000_000), (" 1.5 ", nil), ("1.5", 1_500_000), ("-3", 0),
            ("Thu, 01 Jan 2026 00:02:00 GMT", 120_000_000), ("Wed, 31 Dec 2025 00:00:00 GMT", 0),
            ("Tue, 29 Feb 2028 00:00:00 GMT", 68_169_600_000_000), ("soon", nil), ("", nil),
            ("Thu, 32 Jan 2026 00:00:00 GMT", nil),
        ] as [(String, Int64?)])
    func secondsAndDatesAreRead(text: String, microseconds: Int64?) {
        #expect(RetryAfter.microseconds(text, now: Self.now) == microseconds)
    }
}
