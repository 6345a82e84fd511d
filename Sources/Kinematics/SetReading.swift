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

  /// Looks for the set: the longest stretch of a prone torso with legs that go up and down.
  ///
  /// When in doubt it says so instead of judging: a person who stands, squats or just lies there is never a set.
  public init(_ track: PoseTrack, options: AnalysisOptions) {
    let from = options.start ?? -.infinity
    let to = options.end ?? .infinity
    let frames = track.frames.filter { $0.time >= from && $0.time <= to }
    let seen = frames.filter { $0.pose != nil }
    guard track.athlete != nil, let first = seen.first, let last = seen.last else {
      self = .unread(.noAthlete, reason: "no person was found in the picture", motion: nil)
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
    guard seen.count >= 3, Double(seen.count) >= 0.02 * Double(frames.count), last.time - first.time >= 0.5 else {
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
    func longest(_ motions: [SetMotion]) -> SetMotion? { motions.max { $0.span.duration < $1.span.duration } }
    guard let motion = longest(motions.filter { !$0.countedReps.isEmpty }) ?? longest(motions) else {
      self = .unread(
        .notThisExercise,
        reason: "nobody lies face down: in this exercise the torso rests on a support and only the legs move",
        motion: nil)
      return
    }
    if let doubt = Doubt(motion) {
      self = .unread(doubt.outcome, reason: doubt.reason, motion: motion)
    } else {
      self = .set(motion)
    }
  }

  /// What was filmed breaks off here: the clip begins or ends, the picture is cut, or the athlete is lost.
  private static func isBreak(in frames: [TrackedFrame], before index: Int) -> Bool {
    guard index > 0, index < frames.count else { return true }
    return frames[index].scene.isCut || frames[index].pose == nil || frames[index - 1].pose == nil
      || frames[index].time - frames[index - 1].time > ProneStretches.longestLoss
  }

  /// Seconds. Nobody goes up and comes down again in less.
  private static let shortestClip = 0.8
}
