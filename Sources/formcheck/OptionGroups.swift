public import ArgumentParser
public import Movement

extension Strictness: ExpressibleByArgument {}
extension TopReference: ExpressibleByArgument {}

extension TempoTarget: ExpressibleByArgument {
  public init?(argument: String) { self.init(argument) }
}

/// What changes a verdict and needs no new look at the video.
struct JudgingOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      "The equipment: bench, ball-on-bench, ball, machine, incline45, or a file with limits of your own. The bench "
        + "is assumed when it is left out.", valueName: "p|file.yaml"), completion: Completions.profiles)
  var profile: String?

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
    if let profile, ProfileChoice(named: profile) == nil {
      throw ValidationError("--profile \(profile): \(ProfileChoice.hint(for: profile))")
    }
    if let neutralOffset, !AnalysisOptions.neutralOffsets.contains(neutralOffset) {
      throw ValidationError("--neutral-offset \(neutralOffset): an offset lies between -30 and 30 degrees")
    }
    if let floorY, !AnalysisOptions.floorHeights.contains(floorY) {
      throw ValidationError("--floor-y \(floorY): the floor is given in pixels from the upper edge, 0 or more")
    }
  }

  /// The options in force: what is named here over what was in force before.
  ///
  /// - Throws: ``AnalysisError`` when a profile file is missing or does not hold a profile.
  func over(_ old: AnalysisOptions) throws -> AnalysisOptions {
    var new = old
    if let profile = try profile.flatMap(ProfileChoice.init(named:))?.load() {
      new.profile = profile.equipment
      new.profileAssumed = false
      new.ownProfile = profile.own
      new.topReference = profile.topReference
    }
    new.strictness = strictness ?? old.strictness
    new.tempo = tempo ?? old.tempo
    new.neutralOffset = neutralOffset ?? old.neutralOffset
    new.floorY = floorY ?? old.floorY
    new.topReference = topReference ?? new.topReference
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
