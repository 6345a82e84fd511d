internal import ArgumentParser
internal import Video

/// How much a clip may ask of the machine. They let a clip through or refuse it, and change nothing else.
struct LimitOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "Longest side of a picture that is read, pixels; 8192 when left out.",
      discussion: "As many pixels as 7680 by 4320 are read at 8192, and four times as many at twice the side.",
      valueName: "px"))
  var maxSide: Int?

  @Option(help: ArgumentHelp("Most frames that are read; 216000 when left out.", valueName: "n"))
  var maxFrames: Int?

  @Option(
    help: ArgumentHelp(
      "Longest clip that is read, seconds; 3600 when left out. A pause in its times counts as one second.",
      valueName: "s"))
  var maxDuration: Double?

  @Option(help: ArgumentHelp("Most frames in one second that are read; 1000 when left out.", valueName: "n"))
  var maxFrameRate: Double?

  func validate() throws {
    let sides = Double(DecodeLimits.sides.lowerBound)...Double(DecodeLimits.sides.upperBound)
    try Self.check("--max-side", maxSide.map(Double.init), sides, "pixels")
    try Self.check("--max-frames", maxFrames.map(Double.init), 1...100_000_000, "frames")
    try Self.check("--max-duration", maxDuration, 1...864_000, "seconds")
    try Self.check("--max-frame-rate", maxFrameRate, 1...1_000_000, "frames a second")
  }

  private static func check(
    _ name: String, _ value: Double?, _ range: ClosedRange<Double>, _ unit: String
  ) throws {
    guard let value, !range.contains(value) else { return }
    throw ValidationError(
      "\(name) \(value.formatted): from \(range.lowerBound.formatted) to \(range.upperBound.formatted) \(unit)")
  }

  /// The limits in force.
  var limits: DecodeLimits {
    var limits = DecodeLimits.standard
    limits.maxSide = maxSide ?? limits.maxSide
    limits.maxFrames = maxFrames ?? limits.maxFrames
    limits.maxDuration = maxDuration ?? limits.maxDuration
    limits.maxFrameRate = maxFrameRate ?? limits.maxFrameRate
    return limits
  }

  /// What a worker must be told: the options that differ from the standard, in its words.
  var words: [String] {
    let (limits, standard) = (limits, DecodeLimits.standard)
    let numbers = [
      ("--max-side", Double(limits.maxSide), Double(standard.maxSide)),
      ("--max-frames", Double(limits.maxFrames), Double(standard.maxFrames)),
      ("--max-duration", limits.maxDuration, standard.maxDuration),
      ("--max-frame-rate", limits.maxFrameRate, standard.maxFrameRate),
    ]
    return numbers.flatMap { name, value, usual in value == usual ? [] : [name, value.formatted] }
  }
}

extension Double {
  /// Without a fraction where there is none: a whole number's option takes no point.
  fileprivate var formatted: String { Int(exactly: self).map(String.init) ?? "\(self)" }
}
