/// How much a clip may ask of the machine.
public struct DecodeLimits: Sendable {
  /// Largest picture, width times height.
  public var maxPixels: Int
  /// Most frames that are decoded.
  public var maxFrames: Int
  /// Decoding threads; 0: one for each core that the process may use. The frames do not depend on it.
  public var threads: Int

  /// - Precondition: the limits are positive.
  public init(maxPixels: Int, maxFrames: Int, threads: Int = 0) {
    precondition(maxPixels > 0 && maxFrames > 0 && threads >= 0)
    self.maxPixels = maxPixels
    self.maxFrames = maxFrames
    self.threads = threads
  }

  /// 8K pictures, and one hour at 60 frames a second.
  public static let standard = DecodeLimits(maxPixels: 7680 * 4320, maxFrames: 216_000)

  /// Threads for pictures of this size: each one holds pictures of its own, so very large ones get fewer threads.
  func threads(pixels: Int, cores: Int) -> Int {
    let wanted = threads == 0 ? cores : threads
    return max(1, min(wanted, 16, 160_000_000 / max(1, pixels)))
  }
}
