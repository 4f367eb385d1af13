import CCurl
import OctavoSource

/// One request over HTTP.
struct HTTPRequest {
    let url: String
    /// `Name: value`.
    let headers: [String]
    let body: [UInt8]
    let timeoutMilliseconds: Int64
    /// A file of certificates to trust instead of the system's.
    let certificates: String?
    /// Nothing is sent: it only reads.
    var isGet = false
}

/// What came of a request.
struct HTTPAnswer {
    enum Outcome: Int32 {
        case whole, noHost, noConnection, noTrust, tooLate, cut, tooLarge, badURL, failed
    }

    let outcome: Outcome
    /// The library's words for what went wrong.
    let message: String
    let status: Int
    /// By names in small letters.
    let headers: [(name: String, value: String)]
    let body: [UInt8]

    func header(_ name: String) -> String? { headers.last { $0.name == name }?.value }
}

/// Transfers that go on side by side in one thread.
///
/// A class because it owns the library's handles; used by one thread at a time.
@safe final class Transfers {
    struct ID: Hashable { fileprivate let number: Int }

    @safe private struct Underway {
        // Owned: made in `start`, closed by `close`.
        let handle: OpaquePointer
        /// Bytes of the body that were looked at.
        var seen = 0
    }

    // Owned: made in `init`, freed in `deinit` after its transfers.
    private let handle: OpaquePointer
    private var underway: [ID: Underway] = [:]
    private var count = 0

    /// Larger answers are of no use to anybody here.
    static let mostBytes = 16 << 20
    /// A host that does not take a connection by then is not there.
    static let connectMilliseconds: Int64 = 10_000

    init() throws(Diagnostic) {
        guard octavo_curl_found() else {
            throw Diagnostic(
                "not-supported", "cannot ask a provider: this machine has no libcurl", help: ["install libcurl4"])
        }
        guard let made = unsafe octavo_transfers_make() else { throw Diagnostic("out-of-memory", "no memory for a connection") }
        unsafe handle = made
    }

    deinit {
        for transfer in underway.values { unsafe octavo_transfer_close(handle, transfer.handle) }
        unsafe octavo_transfers_free(handle)
    }

    func start(_ request: HTTPRequest) throws(Diagnostic) -> ID {
        // The bytes live for the call, which copies them; an array's own memory is never without an address.
        let made = unsafe request.body.withUnsafeBufferPointer { bytes -> OpaquePointer? in
            guard let base = bytes.baseAddress else { return nil }
            return unsafe octavo_transfer_make(request.url, base, bytes.count, Self.mostBytes)
        }
        guard let made = unsafe made else { throw Diagnostic("out-of-memory", "no memory for a request") }
        // The lines live for the call, which copies them.
        let hasHeaders = request.headers.allSatisfy { unsafe octavo_transfer_add_header(made, $0) }
        let hasTrust = request.certificates.map { unsafe octavo_transfer_trust(made, $0) } ?? true
        let hasMethod = unsafe !request.isGet || octavo_transfer_get(made)
        guard hasHeaders, hasTrust, hasMethod,
            unsafe octavo_transfer_start(handle, made, request.timeoutMilliseconds, Self.connectMilliseconds)
        else {
            unsafe octavo_transfer_close(handle, made)
            throw Diagnostic("out-of-memory", "no memory for a request")
        }
        count += 1
        let id = ID(number: count)
        unsafe underway[id] = Underway(handle: made)
        return id
    }

    /// Moves all on; waits so long for something to happen.
    func advance(milliseconds: Int32) { unsafe octavo_transfers_advance(handle, milliseconds) }

    /// The status, and the bytes of the body that came since the last call.
    func news(of id: ID) -> (status: Int, bytes: [UInt8]) {
        guard let transfer = underway[id] else { return (0, []) }
        let body = unsafe Self.bytes(transfer.handle, octavo_transfer_body)
        let seen = transfer.seen
        underway[id]?.seen = body.count
        return (unsafe Int(octavo_transfer_status(transfer.handle)), Array(body.dropFirst(seen)))
    }

    /// Those that have ended since the last call, each closed.
    func finished() -> [(id: ID, answer: HTTPAnswer)] {
        var found: [(id: ID, answer: HTTPAnswer)] = []
        while let ended = unsafe octavo_transfers_finished(handle) {
            guard let (id, _) = underway.first(where: { unsafe $0.value.handle == ended }) else { continue }
            let answer = unsafe HTTPAnswer(
                outcome: HTTPAnswer.Outcome(rawValue: octavo_transfer_outcome(ended)) ?? .failed,
                message: String(cString: octavo_transfer_message(ended)), status: Int(octavo_transfer_status(ended)),
                headers: Self.headers(Self.bytes(ended, octavo_transfer_head)), body: Self.bytes(ended, octavo_transfer_body))
            close(id)
            found.append((id, answer))
        }
        return found
    }

    func close(_ id: ID) {
        guard let transfer = underway.removeValue(forKey: id) else { return }
        unsafe octavo_transfer_close(handle, transfer.handle)
    }

    /// A copy of bytes that the library holds until transfers advance.
    private static func bytes(
        _ transfer: OpaquePointer, _ get: (OpaquePointer, UnsafeMutablePointer<Int>) -> UnsafePointer<UInt8>?
    ) -> [UInt8] {
        var count = 0
        guard let start = unsafe get(transfer, &count), count > 0 else { return [] }
        return unsafe Array(UnsafeBufferPointer(start: start, count: count))
    }

    private static func headers(_ head: [UInt8]) -> [(name: String, value: String)] {
        head.split(separator: 0x0A).compactMap { line in
            guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
            let value = String(decoding: line[(colon + 1)...], as: UTF8.self)
            return (
                name: String(decoding: line[..<colon], as: UTF8.self).lowercased(),
                value: String(value.drop { $0 == " " }.prefix { $0 != "\r" && $0 != "\r\n" })
            )
        }
    }
}
