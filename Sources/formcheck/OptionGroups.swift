public import ArgumentParser
public import Movement

extension Profile: ExpressibleByArgument {}
extension Strictness: ExpressibleByArgument {}
extension TopReference: ExpressibleByArgument {}

extension TempoTarget: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

/// What changes a verdict and needs no new look at the video.
struct JudgingOptions: ParsableArguments {
  @Option(help: "The equipment. The bench is assumed when it is left out.")
  var profile: Profile?

  @Option(help: "How far from ok to flag: 1.5 times, once, half.")
  var strictness: Strictness?

  @Option(help: ArgumentHelp("Compare with this tempo, seconds.", valueName: "up-top-down-bottom"))
  var tempo: TempoTarget?

  @Option(
    parsing: .unconditional,
    help: ArgumentHelp("Hip angle minus 180 that this lifter shows in line on this camera, degrees.", valueName: "deg"))
  var neutralOffset: Double?

  @Option(help: ArgumentHelp("Height of the floor in the picture, pixels from the top.", valueName: "px"))
  var floorY: Double?

  @Option(help: "What the legs are to be in line with at the top: torso, but floor for incline45.")
  var topReference: TopReference?

  func validate() throws {
    if let neutralOffset, !AnalysisOptions.neutralOffsets.contains(neutralOffset) {
      throw ValidationError("--neutral-offset \(neutralOffset): an offset lies between -30 and 30 degrees")
    }
    if let floorY, !AnalysisOptions.floorHeights.contains(floorY) {
      throw ValidationError("--floor-y \(floorY): the floor is given in pixels from the upper edge, 0 or more")
    }
  }

  /// The options in force: what is named here over what was in force before.
  func over(_ old: AnalysisOptions) -> AnalysisOptions {
    var new = AnalysisOptions(
      profile: profile ?? (old.profileAssumed ? nil : old.profile), strictness: strictness ?? old.strictness,
      tempo: tempo ?? old.tempo, neutralOffset: neutralOffset ?? old.neutralOffset, floorY: floorY ?? old.floorY,
      topReference: topReference, start: old.start, end: old.end, person: old.person)
    if profile == nil, topReference == nil { new.topReference = old.topReference }
    return new
  }
}

/// How the results are said.
struct OutputOptions: ParsableArguments {
  enum Format: String, ExpressibleByArgument, CaseIterable {
    case text, json
  }

  enum FailOn: String, ExpressibleByArgument, CaseIterable {
    case flagged, unassessed
  }

  @Option(help: "Text for people, or the analysis as JSON, one object a line.")
  var format = Format.text

  @Option(help: "Exit with 1 when a rep is flagged, or when the set could not be assessed.")
  var failOn: FailOn?

  @Flag(help: "No progress on stderr.")
  var quiet = false

  func status(of analysis: Analysis) -> ExitStatus {
    switch failOn {
    case .flagged where !analysis.summary.flaggedReps.isEmpty: .failedOn
    case .unassessed where analysis.outcome != .assessed: .failedOn
    default: .success
    }
  }
}
