import Dispatch
import Glibc

/// Lets the main thread serve the main actor until the prompt has ended, and ends the program with its status.
struct Mailbox {
    func end(_ status: Int32) { exit(status) }
    func serve() -> Never { dispatchMain() }
}
