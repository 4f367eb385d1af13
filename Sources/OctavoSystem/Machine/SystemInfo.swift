import Glibc
import OctavoTable

/// What this process may use of the machine.
package enum SystemInfo {
    /// Processors that this process may run on: its affinity, and in a container the share it was given, rounded up.
    package static let cores: Int = {
        let online = max(Int(sysconf(Int32(_SC_NPROCESSORS_ONLN))), 1)
        let cores = affinity(in: text("/proc/self/status")) ?? online
        return min(cores, share(of: text("/sys/fs/cgroup/cpu.max")) ?? cores)
    }()

    /// Bytes of memory that this process may fill: the machine's, or less where a container sets a limit.
    package static let memory: Int = {
        let pages = Int(sysconf(Int32(_SC_PHYS_PAGES)))
        let physical = max(pages, 1) &* max(Int(sysconf(Int32(_SC_PAGESIZE))), 1)
        let limits = ["/sys/fs/cgroup/memory.max", "/sys/fs/cgroup/memory/memory.limit_in_bytes"]
        return limits.reduce(physical) { least, path in
            guard let limit = Int(text(path).filter { !$0.isWhitespace }), limit > 0 else { return least }
            return min(least, limit)
        }
    }()

    /// Bytes of memory that this process holds, without those of mapped files, which the system can take back. About 3 µs.
    package static var memoryInUse: Int {
        let pages = text("/proc/self/statm").split(separator: " ").compactMap { Int($0) }
        guard pages.count > 2 else { return 0 }
        return max(pages[1] - pages[2], 0) * max(Int(sysconf(Int32(_SC_PAGESIZE))), 1)
    }

    /// How many bits are set after `Cpus_allowed:`, which are hexadecimal digits with commas between.
    static func affinity(in status: String) -> Int? {
        let key = "Cpus_allowed:"
        guard let line = status.split(separator: "\n").first(where: { $0.hasPrefix(key) }) else { return nil }
        let count = line.dropFirst(key.count).reduce(0) { $0 + ($1.hexDigitValue?.nonzeroBitCount ?? 0) }
        return count > 0 ? count : nil
    }

    /// "max 100000" has no limit, "150000 100000" is one processor and a half, so two.
    static func share(of limit: String) -> Int? {
        let parts = limit.split { $0.isWhitespace }
        guard parts.count == 2, let quota = Int(parts[0]), let period = Int(parts[1]), quota > 0, period > 0 else { return nil }
        return max((quota + period - 1) / period, 1)
    }

    /// The file's text; empty where it cannot be read.
    private static func text(_ path: String) -> String {
        guard let file = FileDescriptor(path, O_RDONLY), case .memory(let bytes)? = InputSpool(file.number) else { return "" }
        return String(decoding: bytes.array, as: UTF8.self)
    }
}
