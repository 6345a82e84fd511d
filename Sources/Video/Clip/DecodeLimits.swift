/// How much a clip may ask of the machine. A limit changes no frame: a clip is read whole, or refused.
public struct DecodeLimits: Sendable, Hashable {
  /// Longest side of a picture, pixels.
  public var maxSide: Int
  /// Most frames that are decoded.
  public var maxFrames: Int
  /// Longest clip, seconds; a pause in its times counts as one second, whatever its length.
  public var maxDuration: Double
  /// Most frames in any one second.
  public var maxFrameRate: Double
  /// Decoding threads; 0: one for each core that the process may use. The frames do not depend on it.
  public var threads: Int

  /// - Precondition: the limits are positive and finite.
  public init(maxSide: Int, maxFrames: Int, maxDuration: Double, maxFrameRate: Double, threads: Int = 0) {
    precondition(maxSide > 0 && maxFrames > 0 && maxDuration > 0 && maxFrameRate > 0 && threads >= 0)
    precondition(maxDuration.isFinite && maxFrameRate.isFinite)
    self.maxSide = maxSide
    self.maxFrames = maxFrames
    self.maxDuration = maxDuration
    self.maxFrameRate = maxFrameRate
    self.threads = threads
  }

  /// 8K pictures, an hour, an hour's frames at 60 a second, and the slowest motion that phones record.
  public static let standard = DecodeLimits(maxSide: 8192, maxFrames: 216_000, maxDuration: 3600, maxFrameRate: 1000)

  /// Largest picture, width times height: 7680 by 4320 at the standard side, and as the side's square otherwise.
  public var maxPixels: Int { max(1, Int(Double(Self.pixels8K) * (Double(maxSide) / 8192) * (Double(maxSide) / 8192))) }

  /// What ``maxSide`` may be set to by a user.
  public static let sides = 16...65_536

  private static let pixels8K = 7680 * 4320

  func allows(width: Int, height: Int) -> Bool {
    // Sizes come from files: their product need not fit in a number.
    max(width, height) <= maxSide && width.multipliedReportingOverflow(by: height).partialValue <= maxPixels
  }

  /// The least ``maxSide`` that lets a picture through; `nil`: none does.
  static func side(for width: Int, by height: Int) -> Int? {
    // libav's own limit, with its margin of 128: as many bytes as a number of 31 bits counts, at eight a pixel.
    guard (Double(width) + 128) * (Double(height) + 128) < Double(Int32.max / 8) else { return nil }
    let area = (Double(width) * Double(height) / Double(pixels8K)).squareRoot() * 8192
    let side = max(width, height, Int(area.rounded(.up)), sides.lowerBound)
    return sides.contains(side) ? side : nil
  }

  /// Threads for pictures of this size: each one holds pictures of its own, so very large ones get fewer threads.
  func threads(pixels: Int, cores: Int) -> Int {
    let wanted = threads == 0 ? cores : threads
    return max(1, min(wanted, 16, Self.pixelsOfAllThreads / max(1, pixels)))
  }

  /// Largest picture that so many threads may each hold, width times height: the size may grow in mid-stream. One thread
  /// takes whatever the clip's own limit allows.
  func maxPixels(threads: Int) -> Int {
    // With room for sizes that are rounded up to whole blocks.
    threads > 1 ? min(maxPixels, Self.pixelsOfAllThreads / threads * 5 / 4) : maxPixels
  }

  private static let pixelsOfAllThreads = 160_000_000
}
