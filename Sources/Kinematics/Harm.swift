import Movement

/// What was lost on the way from the camera to the track, and which reps it touches.
struct Harm {
  private let gaps: [TimeSpan]
  private let damaged: [TimeSpan]
  private let cuts: [Double]
  private let camera: CameraPath
  private let torsoLength: Double

  init(frames: [TrackedFrame], track: PoseTrack, signals: SetSignals, camera: CameraPath) {
    self.camera = camera
    torsoLength = signals.torsoLength
    let missing = signals.deltaRaw.stretches { $0.isNaN }.map { stretch in
      TimeSpan(from: signals.timeline.time(stretch.lowerBound), to: signals.timeline.time(stretch.upperBound - 1))
    }
    // The decoder reports shorter gaps too; up to ``BodyPath/longestGap`` the path goes on through them.
    let undecoded = track.clip.decodeHealth.gaps.filter { $0.duration > BodyPath.longestGap + 1e-6 }
    gaps = (missing + undecoded).sorted { ($0.from, $0.to) < ($1.from, $1.to) }
    damaged = frames.filter(\.damaged).map { TimeSpan(from: $0.time, to: $0.time) }
    cuts = frames.filter(\.scene.isCut).map(\.time)
  }

  /// The first harm inside a rep, with a little of the bottoms that its levels are read from.
  func interruption(of rep: RepMotion) -> RepMotion.Interruption? {
    let span = TimeSpan(from: rep.start - 0.1, to: rep.span.to + 0.1)
    if let spot = damaged.first(where: { $0.overlaps(span) }) { return .damaged(spot) }
    if let gap = gaps.first(where: { $0.overlaps(span) }) { return .gap(gap) }
    if let cut = cuts.first(where: { (span.from...span.to).contains($0) }) { return .sceneCut(cut) }
    if camera.travel(in: span) > CameraPath.swungAlong * torsoLength { return .cameraSwung(rep.span) }
    return nil
  }
}
