/// Counts what went wrong while decoding, and knows which frames suffer from it.
///
/// Most frames are made from the ones before. After a refused packet or a damaged frame, every frame is suspect until the
/// next key frame, even where the decoder itself has no complaint.
struct DecodeTally {
  private(set) var framesDecoded = 0
  private(set) var framesDamaged = 0
  private(set) var packetErrors = 0
  private var isSuspect = false

  /// A packet that could not be read or decoded.
  mutating func packetRefused() {
    packetErrors += 1
    isSuspect = true
  }

  /// The decoder complained about a packet and went on.
  mutating func packetDoubted() { isSuspect = true }

  /// Packets that gave neither a frame nor an error, known at the end.
  mutating func packetsLost(_ count: Int) { packetErrors += max(0, count) }

  /// The next frame out of the decoder; `true`: it is damaged.
  mutating func frame(isKey: Bool, isFlagged: Bool) -> Bool {
    framesDecoded += 1
    if isKey { isSuspect = false }
    if isFlagged { isSuspect = true }
    if isSuspect { framesDamaged += 1 }
    return isSuspect
  }
}
