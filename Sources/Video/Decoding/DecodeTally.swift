/// Counts what went wrong while decoding, and knows which frames suffer from it.
///
/// Most frames are made from the ones before. After a broken packet or a damaged frame every frame is suspect until a key
/// frame, even where the decoder itself has no complaint. Frames come out later than their packets go in, so the key frame
/// that ends it must be of a packet *behind* the broken one.
struct DecodeTally {
  private(set) var framesDecoded = 0
  private(set) var framesDamaged = 0
  private(set) var packetErrors = 0
  private var suspicion = Suspicion.none

  private enum Suspicion {
    case none
    /// Until a key packet is sent, and then until its frame comes out.
    case untilKeyPacket
    case untilStamp(Int64)
    case untilKeyFrame
  }

  /// A packet that could not be read or decoded.
  mutating func packetRefused() {
    packetErrors += 1
    suspicion = .untilKeyPacket
  }

  /// The decoder complained about a packet and went on.
  mutating func packetDoubted() { suspicion = .untilKeyPacket }

  /// Packets that gave neither a frame nor an error, known at the end.
  mutating func packetsLost(_ count: Int) { packetErrors += max(0, count) }

  /// A whole frame that is not shown, since nobody knows when.
  mutating func frameLeftOut() { framesDamaged += 1 }

  /// A packet goes to the decoder; call before the decoder can complain about it.
  ///
  /// - Parameter stamp: its presentation time in the stream's own unit; `nil`: it has none.
  mutating func packetSent(isKey: Bool, stamp: Int64?) {
    guard isKey, case .untilKeyPacket = suspicion else { return }
    suspicion = stamp.map { .untilStamp($0) } ?? .untilKeyFrame
  }

  /// The next frame out of the decoder; `true`: it is damaged.
  mutating func frame(isKey: Bool, stamp: Int64?, isFlagged: Bool) -> Bool {
    framesDecoded += 1
    switch suspicion {
    case .untilKeyFrame where isKey: suspicion = .none
    case .untilStamp(let start) where isKey && (stamp ?? start) >= start: suspicion = .none
    default: break
    }
    if isFlagged, case .none = suspicion { suspicion = .untilKeyFrame }
    if case .none = suspicion { return false }
    framesDamaged += 1
    return true
  }
}
