import Glibc

/// The environment this process was started with. Nothing here changes it, so reading needs no lock.
package enum SystemEnvironment {
    /// `nil` where the variable is not set or is not UTF-8.
    package static func value(of name: String) -> String? {
        guard !name.isEmpty, !name.utf8.contains(0), !name.utf8.contains(0x3D), let value = unsafe getenv(name) else {
            return nil
        }
        // A terminated text that lives as long as the process, since nobody calls `setenv`.
        return unsafe String(validatingCString: value)
    }

    /// The folder the process runs in, or `/` where it is gone.
    package static func currentFolder() -> String { Sandbox.realPath(".") ?? "/" }
}
