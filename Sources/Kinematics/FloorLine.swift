/// Where the floor lies under the feet of a set: the height at which the *tracked* foot lies when it stands on it.
///
/// A landmark of the foot lies inside the foot, above the sole: a floor that is named in the picture is raised by that
/// much, one that is read from standing feet is not.
public struct FloorLine: Sendable, Equatable {
  public enum Source: Sendable, Equatable {
    /// Told by the user.
    case named
    /// Read from the athlete's own feet, standing before or after the set.
    case standing
  }

  public let source: Source
  /// Pixels, y up, on the grid of the set.
  public let level: Double
  /// Half a 90 % interval of the height of a foot over it, leg lengths.
  public let uncertainty: Double

  /// The lowest foot landmark over the sole of a foot that touches the floor, leg lengths.
  static let landmarkHeight = 0.04

  /// A floor that the user has named.
  ///
  /// - Parameters:
  ///   - floorY: displayed pixels from the upper edge of the first frame of the set.
  ///   - legLength: Ll, pixels.
  public init(named floorY: Double, legLength: Double) {
    source = .named
    level = -floorY + FloorLine.landmarkHeight * legLength
    uncertainty = 0.02
  }

  init(standing level: Double) {
    source = .standing
    self.level = level
    uncertainty = 0.03
  }

  /// Height of the foot over the floor, leg lengths; negative: below it.
  public func clearance(of foot: Double, legLength: Double) -> Double { (foot - level) / legLength }

  /// A foot that goes through the floor proves that it lies lower. Feet that are lost for a moment prove nothing.
  ///
  /// - Parameter feet: heights of the lowest foot point over the set, pixels; NaN: missing.
  public func isDisproved(by feet: [Double], legLength: Double) -> Bool {
    guard let lowest = feet.percentile(2) else { return false }
    return clearance(of: lowest, legLength: legLength) < -(FloorLine.contactHeight + uncertainty)
  }

  /// A foot that is nearer to the floor than this touches it, leg lengths.
  public static let contactHeight = 0.04
  /// A foot that rests is slower than this, leg lengths a second.
  public static let contactSpeed = 0.05
}
