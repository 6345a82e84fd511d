/// To which side of the picture the head points.
public enum Facing: String, Sendable, Codable {
  case left, right
}

public enum Confidence: String, Sendable, Codable {
  case high, fair, low
}

/// How the set was filmed.
public struct Capture: Sendable, Codable, Equatable {
  /// `nil`: no prone body was seen.
  @OrNull public var facing: Facing?
  /// Jitter of the hip angle while it is still, degrees; `nil`: it was never still.
  @OrNull public var noise: Double?
  /// Turn of the camera out of the side view, degrees, + where it stood on the head's side; `nil`: could not be had.
  @OrNull public var yaw: Double?
  /// Turn of the camera about its own axis, degrees, + clockwise; `nil`: unknown.
  @OrNull public var roll: Double?
  /// How far the camera looked down, degrees, - up; `nil`: unknown.
  @OrNull public var pitch: Double?
  /// Median distance from shoulder to hip, pixels.
  @OrNull public var bodySize: Double?
  public var warnings: [CaptureWarning]
  public var confidence: Confidence

  public init(
    facing: Facing?, noise: Double?, yaw: Double? = nil, roll: Double? = nil, pitch: Double? = nil,
    bodySize: Double?, warnings: [CaptureWarning], confidence: Confidence
  ) {
    self.facing = facing
    self.noise = noise?.rounded(toDecimals: 3)
    self.yaw = yaw?.rounded(toDecimals: 1)
    self.roll = roll?.rounded(toDecimals: 1)
    self.pitch = pitch?.rounded(toDecimals: 1)
    self.bodySize = bodySize?.rounded(toDecimals: 1)
    self.warnings = warnings
    self.confidence = confidence
  }
}

/// Something about the filming that makes the verdicts less sure, and how to film it again.
public struct CaptureWarning: Sendable, Codable, Equatable {
  /// A short stable name, `low-frame-rate`.
  public var code: String
  public var message: String

  public init(code: String, message: String) {
    self.code = code
    self.message = message
  }
}
