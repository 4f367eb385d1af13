/// A digest that is fed piece by piece, by one thread.
package protocol ByteDigest: AnyObject {
    func update(_ bytes: UnsafeRawBufferPointer)
    /// The digest of all that was fed, in lower-case hexadecimal.
    func finish() -> String
}
