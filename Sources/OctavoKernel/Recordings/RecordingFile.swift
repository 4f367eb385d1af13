import OctavoSource
import OctavoTable

/// A file of recorded answers, one a line.
enum RecordingFile {
    /// Throws `bad-recording` at the first line that is none.
    static func read(_ bytes: [UInt8], path: String, _ digest: ([UInt8]) -> String) throws -> [RecordedAnswer] {
        let source = Source(name: path, bytes: bytes)
        var answers: [RecordedAnswer] = []
        var places: [String: Int] = [:]
        var start = 0
        var number = 0
        while start < bytes.count {
            let end = bytes[start...].firstIndex(of: 0x0A) ?? bytes.count
            let line = bytes[start..<end]
            let range = SourceRange(source, ByteRange(start, end))
            number += 1
            start = end + 1
            if line.allSatisfy({ $0 == 0x20 || $0 == 0x0D || $0 == 0x09 }) { continue }
            if let mark = ["<<<<<<<", "=======", ">>>>>>>", "|||||||"].first(where: { line.starts(with: $0.utf8) }) {
                throw Diagnostic(
                    "bad-recording", "`\(path)` holds the marks of an unfinished merge", at: range,
                    label: "`\(mark)` in line \(number)",
                    help: [
                        "keep the lines of both sides, without the marks; `octavo run --update` removes those that are not needed"
                    ])
            }
            let answer: RecordedAnswer
            do {
                answer = try RecordedAnswer(try JSONReader.read(String(decoding: line, as: UTF8.self)), digest)
            } catch let problem as RecordingProblem {
                throw Diagnostic(
                    "bad-recording", "line \(number) of `\(path)` \(problem.reason)", at: range,
                    help: [problem.help ?? "restore the line, or remove it: the request is asked anew"])
            } catch {
                let reason = (error as? Diagnostic)?.message.replacing("the text is", with: "is") ?? "\(error)"
                let isCut = end == bytes.count
                throw Diagnostic(
                    "bad-recording", "line \(number) of `\(path)` " + (isCut ? "is cut off: it \(reason)" : reason), at: range,
                    help: ["restore the line, or remove it: the request is asked anew"])
            }
            if let first = places[answer.id] {
                // A merge that keeps both sides repeats what both had.
                if answers[first].answer == answer.answer { continue }
                throw Diagnostic(
                    "bad-recording", "line \(number) of `\(path)` gives another answer to the request of an earlier line",
                    at: range,
                    help: ["remove one of the lines with the `id` \(answer.id)"])
            }
            places[answer.id] = answers.count
            answers.append(answer)
        }
        return answers
    }

    static func bytes(of answers: [RecordedAnswer]) -> [UInt8] {
        var bytes: [UInt8] = []
        for answer in answers {
            answer.append(to: &bytes)
            bytes.append(0x0A)
        }
        return bytes
    }
}
