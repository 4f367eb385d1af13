import Glibc
import OctavoKernel
import OctavoREPL
import OctavoVerbs
import Testing

@Suite struct AnnotationLogTests {
    private static func event(_ number: Int, by annotator: String = "ann") -> AnnotationEvent {
        AnnotationEvent(
            id: "\(number)", annotator: annotator, action: .label, label: .one("x"),
            text: String(repeating: "é", count: number % 50))
    }

    @Test func anEmptyStoreIsNoFileAndHasNoEvents() throws {
        let folder = try TemporaryFolder()
        let log = AnnotationLog(path: folder.path + "/a/b.jsonl")
        #expect(try log.read().events.isEmpty)
        try log.prepare()
        #expect(try log.read().events.isEmpty)
        try log.append(Self.event(1))
        #expect(try log.read().events == [Self.event(1)])
    }

    @Test(
        arguments: [
            ("{\"id\": \"h", 0), ("\n\n", 0), ("rubbish\n", 1), (event(9).line, 0), (event(9).line + "\n", 0),
            (String(repeating: "x", count: 10_000), 0),
        ])
    func mendsWhatAKillLeft(left: String, unknown: Int) throws {
        let folder = try TemporaryFolder()
        let log = AnnotationLog(path: folder.path + "/b.jsonl")
        try log.append(Self.event(1))
        try folder.write(Array((folder.read("b.jsonl") + left).utf8), to: "b.jsonl")
        try log.append(Self.event(2))
        let found = try log.read()
        let isWhole = left.contains("\"x\"")
        #expect(found.events == [Self.event(1)] + (isWhole ? [Self.event(9)] : []) + [Self.event(2)])
        #expect(found.unknown == unknown)
        #expect(try folder.read("b.jsonl").hasSuffix("\n"))
    }

    @Test func severalWritersLoseNothing() async throws {
        let folder = try TemporaryFolder()
        let log = AnnotationLog(path: folder.path + "/b.jsonl")
        try await withThrowingTaskGroup(of: Void.self) { group in
            for writer in 0..<4 {
                group.addTask { for number in 0..<25 { try log.append(Self.event(number, by: "\(writer)")) } }
            }
            try await group.waitForAll()
        }
        let events = try log.read().events
        for writer in 0..<4 {
            #expect(events.filter { $0.annotator == "\(writer)" } == (0..<25).map { Self.event($0, by: "\(writer)") })
        }
    }

    @Test func saysWhyItCannotBeWritten() {
        let log = AnnotationLog(path: "/proc/octavo/none.jsonl")
        #expect(throws: AnnotationLog.Failure.unwritable("No such file or directory")) { try log.append(Self.event(1)) }
    }
}
