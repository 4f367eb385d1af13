import CKernels

/// Pairs of rows that a join finds.
enum JoinKernels {
    /// Left rows and the right row of each one's key, where no key has two; -1 on the right where there is none.
    static func pairs(
        _ keys: Buffer<Int32>, rowsByKey: Buffer<Int32>, keepsUnmatched: Bool
    ) -> (left: Buffer<Int32>, right: Buffer<Int32>) {
        var count = 0
        var right = Buffer<Int32>([])
        // One place more than there are keys, since the loop writes before it counts.
        let left = unsafe Buffer<Int32>(count: keys.count + 1) { left in
            right = unsafe Buffer<Int32>(count: keys.count + 1) { right in
                count = unsafe octavo_join_pairs(
                    keys.pointer, rowsByKey.pointer, keepsUnmatched ? 1 : 0, left.baseAddress.unsafelyUnwrapped,
                    right.baseAddress.unsafelyUnwrapped, keys.count)
                unsafe right[keys.count] = -1
            }
            unsafe left[keys.count] = -1
        }
        return (left.slice(0..<count), right.slice(0..<count))
    }
}

extension Buffer where Element == Int32 {
    /// -1 where the bit is clear.
    func masked(by valid: Bitmap) -> Buffer {
        // Every place is written.
        unsafe Buffer(count: count) { target in
            for row in 0..<count { unsafe target[row] = valid[row] ? pointer[row] : -1 }
        }
    }
}
