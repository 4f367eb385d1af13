import CKernels

/// How often each piece of some texts occurs. A class because it owns a C handle.
@safe final class PieceCounter: @unchecked Sendable {
    // Made by the initialiser and freed by `deinit`; whoever shares it between threads lets one at a time use it.
    private let handle: OpaquePointer

    /// `nil` where memory ran out.
    init?() {
        guard let handle = unsafe octavo_piece_counter_make() else { return nil }
        unsafe self.handle = handle
    }

    deinit { unsafe octavo_piece_counter_free(handle) }

    var byteCount: Int { unsafe octavo_piece_counter_bytes(handle) }

    /// Counts the pieces of a text, except those longer than `longest`; false where memory ran out.
    func add(_ text: Span<UInt8>, _ pattern: TokenPattern, longest: Int) -> Bool {
        // The text and the classes are lent for the call.
        unsafe pattern.run(text) { piece, classes, bytes in
            guard let start = bytes.baseAddress else { return true }
            return unsafe octavo_piece_counter_add(handle, piece, classes, start, bytes.count, longest) != 0
        }
    }

    /// Adds what another one counted; false where memory ran out.
    func add(_ other: PieceCounter) -> Bool { unsafe octavo_piece_counter_merge(handle, other.handle) != 0 }

    /// Learns from what was counted; `nil` where memory ran out.
    func makeTrainer(units: [Int32]) -> PairTrainer? {
        precondition(units.count == 256, "a symbol for each byte")
        // The handle is read during the call only, and there are as many units as the C side asks for.
        guard let trainer = unsafe octavo_pair_trainer_make(handle, units) else { return nil }
        return unsafe PairTrainer(trainer)
    }
}

/// Pieces as symbols, of which the most frequent pair becomes one again and again. A class because it owns a C handle.
@safe final class PairTrainer {
    // Freed by `deinit`, and used by one thread.
    private let handle: OpaquePointer

    fileprivate init(_ handle: OpaquePointer) { unsafe self.handle = handle }

    deinit { unsafe octavo_pair_trainer_free(handle) }

    var byteCount: Int { unsafe octavo_pair_trainer_bytes(handle) }

    /// The pair that occurs most often and how often; `nil` where none is left.
    func best() -> (left: Int32, right: Int32, count: Int)? {
        var (left, right) = (Int32(0), Int32(0))
        // Both numbers are written during the call.
        let count = unsafe octavo_pair_trainer_best(handle, &left, &right)
        return count > 0 ? (left, right, Int(count)) : nil
    }

    /// Makes the best pair one symbol; false where memory ran out.
    func merge(_ left: Int32, _ right: Int32, into symbol: Int32) -> Bool {
        unsafe octavo_pair_trainer_merge(handle, left, right, symbol) != 0
    }
}
