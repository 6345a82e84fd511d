/// What is known of a clip once it has been decoded to its end.
public struct ClipFacts: Sendable, Codable, Equatable {
  /// The base name of the file.
  public var file: String
  /// SHA-256 of the file's bytes, lower-case hexadecimal.
  public var sha256: String
  /// From the first frame to the end of the last, in seconds.
  public var duration: Double
  /// Frames decoded.
  public var frames: Int
  /// 1 / median frame interval, frames a second.
  public var frameRate: Double
  public var variableFrameRate: Bool
  /// Displayed width and height in pixels: after rotation and sample aspect.
  public var width: Int
  public var height: Int
  /// Clockwise turn that was applied for display: 0, 90, 180 or 270 degrees.
  public var rotation: Int
  public var decodeHealth: DecodeHealth

  public init(
    file: String, sha256: String, duration: Double, frames: Int, frameRate: Double, variableFrameRate: Bool,
    width: Int, height: Int, rotation: Int, decodeHealth: DecodeHealth
  ) {
    self.file = file
    self.sha256 = sha256
    self.duration = duration.rounded(toDecimals: 4)
    self.frames = frames
    self.frameRate = frameRate.rounded(toDecimals: 3)
    self.variableFrameRate = variableFrameRate
    self.width = width
    self.height = height
    self.rotation = rotation
    self.decodeHealth = decodeHealth
  }
}

/// How much of the clip came through the decoder unharmed.
public struct DecodeHealth: Sendable, Codable, Equatable {
  public var framesDecoded: Int
  /// Frames with parts that the decoder had to guess.
  public var framesDamaged: Int
  /// Packets that the decoder refused.
  public var packetErrors: Int
  /// Spans without frames, far longer than the usual interval.
  public var gaps: [TimeSpan]
  /// The stream was read to its end: not cut off, no read error.
  public var complete: Bool

  public init(framesDecoded: Int, framesDamaged: Int, packetErrors: Int, gaps: [TimeSpan], complete: Bool) {
    self.framesDecoded = framesDecoded
    self.framesDamaged = framesDamaged
    self.packetErrors = packetErrors
    self.gaps = gaps
    self.complete = complete
  }
}

/// A stretch of the clip, in seconds from its start.
public struct TimeSpan: Sendable, Codable, Hashable {
  public var from: Double
  public var to: Double

  public init(from: Double, to: Double) {
    self.from = from
    self.to = to
  }

  public var duration: Double { to - from }

  public func overlaps(_ other: TimeSpan) -> Bool { from <= other.to && other.from <= to }
}
