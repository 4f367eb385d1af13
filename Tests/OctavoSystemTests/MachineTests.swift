import Glibc
import OctavoSystem
import OctavoTable
import Testing

@Suite struct MachineTests {
    @Test func prefersSettingsToAGitFolderAndTheNearestOfEach() {
        let scratch = Scratch()
        scratch.file("project/config/octavo.yaml")
        scratch.folder("project/sub/.git")
        scratch.folder("project/sub/deep")
        #expect(ProjectRoot.find(from: scratch("project/sub/deep")) == scratch("project"))
        #expect(ProjectRoot.find(from: scratch("project")) == scratch("project"))
    }

    @Test func takesTheGitFolderWhereThereAreNoSettings() {
        let scratch = Scratch()
        scratch.folder("project/.git")
        scratch.folder("project/a/b")
        #expect(ProjectRoot.find(from: scratch("project/a/b")) == scratch("project"))
    }

    @Test func takesTheFolderItselfWhereThereIsNeither() {
        let scratch = Scratch()
        scratch.folder("a/b")
        #expect(ProjectRoot.find(from: scratch("a/b")) == scratch("a/b"))
    }

    @Test func readsTheEnvironment() {
        #expect(SystemEnvironment.value(of: "PATH")?.isEmpty == false)
        #expect(SystemEnvironment.value(of: "OCTAVO_NO_SUCH_VARIABLE") == nil)
        #expect(SystemEnvironment.value(of: "") == nil)
        #expect(SystemEnvironment.value(of: "A=B") == nil)
    }

    @Test func tellsTheTime() {
        // 2020-01-01 and 2200-01-01.
        #expect(SystemClock.now() > 1_577_836_800_000_000 && SystemClock.now() < 7_258_118_400_000_000)
        let before = SystemClock.monotonicNanoseconds()
        usleep(2_000)
        #expect(SystemClock.monotonicNanoseconds() - before >= 2_000_000)
    }

    @Test func knowsCoresAndMemory() {
        #expect(SystemInfo.cores >= 1 && SystemInfo.cores <= Int(sysconf(Int32(_SC_NPROCESSORS_CONF))))
        #expect(SystemInfo.memory > 64 << 20)
    }
}

/// One after the other: the signal belongs to the whole process.
@Suite(.serialized) struct InterruptSignalTests {
    @Test func setsTheFlagOnceAndEndsTheProcessOnTheSecond() async {
        await #expect(processExitsWith: .exitCode(130)) {
            let cancellation = Cancellation()
            InterruptSignal.install(cancellation)
            raise(SIGINT)
            if !cancellation.isCancelled { exit(1) }
            raise(SIGINT)
            exit(2)
        }
    }

    @Test func countsTwoInterruptsFarApartAsTwoFirstOnes() async {
        await #expect(processExitsWith: .exitCode(0)) {
            let cancellation = Cancellation()
            InterruptSignal.install(cancellation)
            raise(SIGINT)
            cancellation.reset()
            usleep(1_100_000)
            raise(SIGINT)
            exit(cancellation.isCancelled ? 0 : 1)
        }
    }

    @Test func followsTheLatestInstalled() async {
        await #expect(processExitsWith: .exitCode(0)) {
            let first = Cancellation()
            let second = Cancellation()
            InterruptSignal.install(first)
            InterruptSignal.install(second)
            raise(SIGINT)
            exit(second.isCancelled && !first.isCancelled ? 0 : 1)
        }
    }
}
