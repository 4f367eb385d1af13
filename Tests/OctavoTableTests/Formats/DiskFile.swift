import Glibc

/// Files of this folder's fixtures and of the project's sample data; empty where there is none.
enum DiskFile {
    static func bytes(_ path: String) -> [UInt8] {
        guard let file = unsafe fopen(path, "rb") else { return [] }
        defer { unsafe _ = fclose(file) }
        var all: [UInt8] = []
        var piece = [UInt8](repeating: 0, count: 1 << 16)
        while true {
            let count = unsafe fread(&piece, 1, piece.count, file)
            if count == 0 { return all }
            all += piece.prefix(count)
        }
    }
}
