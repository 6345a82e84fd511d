public import Movement

/// What a track shows: a set of this exercise, or why not.
public enum SetReading: Sendable {
  case set(SetMotion)
  /// Nothing to judge. The motion is there when somebody lay prone: for the signals and the filming advice.
  case unread(Outcome, reason: String, motion: SetMotion?)

  public var motion: SetMotion? {
    switch self {
    case .set(let motion): motion
    case .unread(_, _, let motion): motion
    }
  }

  /// Looks for the set: the longest stretch of a prone torso with legs that go up and down. Of other sets in the clip
  /// the times are kept.
  ///
  /// When in doubt it says so instead of judging: a person who stands, squats or just lies there is never a set.
  public init(_ track: PoseTrack, options: AnalysisOptions) {
    let from = options.start ?? -.infinity
    let to = options.end ?? .infinity
    let frames = track.frames.filter { $0.time >= from && $0.time <= to }
    guard !frames.isEmpty || (options.start == nil && options.end == nil) else {
      self = .unread(.notAssessable, reason: "nothing of the clip lies between --start and --end", motion: nil)
      return
    }
    let seen = frames.filter { $0.pose != nil }
    guard track.athlete != nil, !seen.isEmpty else {
      self = .unread(.noAthlete, reason: SetReading.absence(of: track.athlete, options), motion: nil)
      return
    }
    let duration = frames[frames.count - 1].time - frames[0].time
    guard duration >= SetReading.shortestClip else {
      self = .unread(
        .notAssessable,
        reason: "only \(duration.rounded(toDecimals: 1)) s of video could be looked at, and a rep takes longer",
        motion: nil)
      return
    }
    let interval = duration / Double(frames.count - 1)
    guard seen.count >= 3, Double(seen.count) * interval >= SetReading.shortestClip else {
      self = .unread(
        .noAthlete, reason: "a person shows in only \(seen.count) of \(frames.count) frames", motion: nil)
      return
    }

    let stretches = ProneStretches.find(in: frames)
    let motions = stretches.compactMap { stretch in
      SetMotion(
        frames[stretch], of: track,
        beginsWithClip: SetReading.isBreak(in: frames, before: stretch.lowerBound),
        endsWithClip: SetReading.isBreak(in: frames, before: stretch.upperBound))
    }
    // A plank before the set may last longer than the set.
    let sets = motions.filter { $0.countedReps.count >= SetReading.fewestReps && Doubt($0) == nil }
    if var motion = SetReading.longest(sets) {
      motion.otherSets = sets.map(\.span).filter { $0 != motion.span }
      self = .set(motion)
    } else if let motion = SetReading.longest(motions.filter { !$0.countedReps.isEmpty }) ?? SetReading.longest(motions)
    {
      if let doubt = Doubt(motion) {
        self = .unread(doubt.outcome, reason: doubt.reason, motion: motion)
      } else {
        self = .set(motion)
      }
    } else {
      self = .unread(
        .notThisExercise,
        reason: "nobody lies face down: in this exercise the torso rests on a support and only the legs move",
        motion: nil)
    }
  }

  private static func longest(_ motions: [SetMotion]) -> SetMotion? {
    motions.max { $0.span.duration < $1.span.duration }
  }

  /// A single rise of the legs beside something else is no set.
  private static let fewestReps = 2

  /// Why there is nobody to judge.
  private static func absence(of athlete: AthleteChoice?, _ options: AnalysisOptions) -> String {
    guard let athlete, athlete.choice == .user else { return "no person was found in the picture" }
    let people = athlete.candidates == 1 ? "1 person was" : "\(athlete.candidates) people were"
    guard let person = options.person else { return "a person was asked for, but only \(people) seen" }
    return person > athlete.candidates
      ? "person \(person) was asked for, but only \(people) seen"
      : "person \(person) was asked for, but is not to be seen"
  }

  /// What was filmed breaks off here: the clip begins or ends, the picture is cut, or the athlete is lost.
  private static func isBreak(in frames: [TrackedFrame], before index: Int) -> Bool {
    guard index > 0, index < frames.count else { return true }
    return frames[index].scene.isCut || frames[index].pose == nil || frames[index - 1].pose == nil
      || frames[index].time - frames[index - 1].time > ProneStretches.longestLoss
  }

  /// Seconds of video, and of an athlete in it. Nobody goes up and comes down again in less.
  private static let shortestClip = 0.8
}
