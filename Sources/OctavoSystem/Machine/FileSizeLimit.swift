import Glibc

/// A limit on the size of files (`ulimit -f`).
package enum FileSizeLimit {
    /// From now on a write past the limit fails like any other, instead of ending the process by a signal.
    package static func reportAsError() { signal(SIGXFSZ, SIG_IGN) }
}
