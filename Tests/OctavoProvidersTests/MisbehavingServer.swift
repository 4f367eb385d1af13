import Dispatch
import Glibc
import Synchronization

/// What came over one connection.
struct ReceivedRequest: Sendable {
    /// From 0, in the order of arrival.
    let number: Int
    let method: String
    let path: String
    /// By names in small letters.
    let headers: [String: String]
    let body: String
}

/// A part of what the server does with a request.
enum ServerAction: Sendable {
    case send(String)
    case wait(milliseconds: UInt32)
    /// Sends byte for byte with a pause after each.
    case drip(String, milliseconds: UInt32)
    /// Breaks the connection off, as a crash does.
    case reset
}

/// A server on this machine that does what a test wants, however wrong; a request a connection.
///
/// A class because its threads share the socket.
final class MisbehavingServer: Sendable {
    let port: UInt16
    private let descriptor: Int32
    private let state = Mutex<(requests: [ReceivedRequest], isOver: Bool)>(([], false))
    private let answer: @Sendable (ReceivedRequest) -> [ServerAction]

    init(_ answer: @escaping @Sendable (ReceivedRequest) -> [ServerAction]) throws {
        self.answer = answer
        descriptor = socket(AF_INET, Int32(SOCK_STREAM.rawValue), 0)
        var address = sockaddr_in()
        address.sin_family = sa_family_t(AF_INET)
        address.sin_addr.s_addr = UInt32(0x7F00_0001).bigEndian
        var length = socklen_t(MemoryLayout<sockaddr_in>.size)
        let descriptor = descriptor
        // The address lives for the calls, which are told its size.
        let isOpen = unsafe withUnsafeMutablePointer(to: &address) { pointer in
            unsafe pointer.withMemoryRebound(to: sockaddr.self, capacity: 1) { generic in
                unsafe bind(descriptor, generic, length) == 0 && listen(descriptor, 256) == 0
                    && getsockname(descriptor, generic, &length) == 0
            }
        }
        port = UInt16(bigEndian: address.sin_port)
        guard isOpen else { throw ServerFailure() }
        DispatchQueue.global(qos: .userInitiated).async { [self] in serve() }
    }

    struct ServerFailure: Error {}

    var url: String { "http://127.0.0.1:\(port)/v1" }
    var requests: [ReceivedRequest] { state.withLock { $0.requests } }

    /// Takes no more connections.
    func stop() {
        state.withLock { $0.isOver = true }
        shutdown(descriptor, Int32(SHUT_RDWR))
    }

    private func serve() {
        while true {
            let connection = accept(descriptor, nil, nil)
            if connection < 0 || state.withLock({ $0.isOver }) { break }
            let thread = Connection(descriptor: connection, server: self)
            DispatchQueue.global(qos: .userInitiated).async { thread.run() }
        }
        close(descriptor)
    }

    private struct Connection: Sendable {
        let descriptor: Int32
        let server: MisbehavingServer

        func run() {
            defer { close(descriptor) }
            guard let (head, body) = read() else { return }
            let lines = head.split(separator: "\r\n")
            var headers: [String: String] = [:]
            for line in lines.dropFirst() {
                guard let colon = line.firstIndex(of: ":") else { continue }
                headers[line[..<colon].lowercased()] = String(line[line.index(after: colon)...].drop { $0 == " " })
            }
            let method = lines.first?.split(separator: " ").first.map(String.init) ?? ""
            let path = lines.first?.split(separator: " ").dropFirst().first.map(String.init) ?? ""
            let request = server.state.withLock { state in
                let request = ReceivedRequest(
                    number: state.requests.count, method: method, path: path, headers: headers, body: body)
                state.requests.append(request)
                return request
            }
            for action in server.answer(request) {
                switch action {
                case .send(let text): if !send(text) { return }
                case .wait(let milliseconds): usleep(milliseconds * 1000)
                case .drip(let text, let milliseconds):
                    for byte in text.utf8 {
                        if !send([byte]) { return }
                        usleep(milliseconds * 1000)
                    }
                case .reset:
                    var lingering = linger(l_onoff: 1, l_linger: 0)
                    // The record is a variable of this function.
                    unsafe _ = setsockopt(
                        descriptor, SOL_SOCKET, SO_LINGER, &lingering, socklen_t(MemoryLayout<linger>.size))
                    return
                }
            }
        }

        private func send(_ text: String) -> Bool { send(Array(text.utf8)) }

        private func send(_ bytes: [UInt8]) -> Bool {
            var sent = 0
            while sent < bytes.count {
                // The array lives for the call.
                let count = unsafe bytes.withUnsafeBytes { pointer in
                    unsafe Glibc.send(
                        descriptor, pointer.baseAddress?.advanced(by: sent), bytes.count - sent, Int32(MSG_NOSIGNAL))
                }
                if count <= 0 { return false }
                sent += count
            }
            return true
        }

        /// The head, and as much of a body as it says.
        private func read() -> (head: String, body: String)? {
            var bytes: [UInt8] = []
            var buffer = [UInt8](repeating: 0, count: 1 << 16)
            var end: Int?
            while true {
                if end == nil, let found = bytes.firstRange(of: Array("\r\n\r\n".utf8)) { end = found.upperBound }
                if let end {
                    let head = String(decoding: bytes[..<(end - 4)], as: UTF8.self)
                    let length =
                        head.lowercased().split(separator: "\r\n").first { $0.hasPrefix("content-length:") }.flatMap {
                            Int($0.dropFirst(15).drop { $0 == " " })
                        } ?? 0
                    if bytes.count >= end + length {
                        return (head, String(decoding: bytes[end..<(end + length)], as: UTF8.self))
                    }
                }
                // The buffer lives for the call, and its own count bounds it.
                let count = unsafe buffer.withUnsafeMutableBytes { unsafe recv(descriptor, $0.baseAddress, $0.count, 0) }
                if count <= 0 { return nil }
                bytes += buffer[..<count]
            }
        }
    }
}

extension ServerAction {
    /// A whole answer.
    static func answer(_ status: Int, _ body: String, _ headers: [String] = [], type: String = "application/json") -> ServerAction
    {
        let lines = ["HTTP/1.1 \(status) X", "Content-Type: \(type)", "Content-Length: \(body.utf8.count)", "Connection: close"]
        return .send((lines + headers).joined(separator: "\r\n") + "\r\n\r\n" + body)
    }

    /// A completion with this text.
    static func completion(_ text: String, tokensIn: Int = 7, tokensOut: Int = 3, finish: String = "stop") -> ServerAction {
        answer(200, completionBody(text, tokensIn: tokensIn, tokensOut: tokensOut, finish: finish))
    }

    static func completionBody(_ text: String, tokensIn: Int = 7, tokensOut: Int = 3, finish: String = "stop") -> String {
        let quoted = text.replacing("\\", with: "\\\\").replacing("\"", with: "\\\"").replacing("\n", with: "\\n")
        return #"{"choices":[{"message":{"role":"assistant","content":"\#(quoted)"},"finish_reason":"\#(finish)"}],"#
            + #""usage":{"prompt_tokens":\#(tokensIn),"completion_tokens":\#(tokensOut)}}"#
    }

    /// The head of a stream of events, which ends with the connection.
    static let streamHead = ServerAction.send("HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nConnection: close\r\n\r\n")

    /// One event of a stream with a piece of text.
    static func pieceText(_ text: String) -> String {
        "data: {\"choices\":[{\"delta\":{\"content\":\"\(text)\"},\"finish_reason\":null}]}\n\n"
    }
    static let streamEnd = """
        data: {"choices":[{"delta":{},"finish_reason":"stop"}]}

        data: {"choices":[],"usage":{"prompt_tokens":7,"completion_tokens":2}}

        data: [DONE]


        """
}
