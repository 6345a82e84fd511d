internal import Kinematics
public import Movement

extension CaptureCheck {
  /// What a few glances tell about the filming before anything is judged: about ten poses spread over the clip do.
  ///
  /// Nothing here needs movement, so neither noise nor camera motion is mentioned. In the order of weight; empty: film on.
  ///
  /// - Parameter track: frames moments apart. Facts about time and damage are the clip's own, not taken from the frames.
  public static func warnings(ofGlances track: PoseTrack) -> [CaptureWarning] {
    let poses = track.frames.compactMap(\.pose)
    return nobody(track, poses) + view(poses, track)
      + [
        FilmingAdvice.lowFrameRate(track.clip.frameRate),
        FilmingAdvice.tilt(track.roll),
        FilmingAdvice.dark(track.frames.map(\.scene.brightness).median()),
        FilmingAdvice.damage(track.frames.contains(where: \.damaged) || track.clip.decodeHealth.framesDamaged > 0),
        FilmingAdvice.variableFrameRate(track.clip.variableFrameRate),
        FilmingAdvice.otherPeople(track.athlete),
      ].compactMap { $0 }
  }

  /// Warnings about who is not there: without an athlete lying face down nothing can be said of the view.
  private static func nobody(_ track: PoseTrack, _ poses: [Pose]) -> [CaptureWarning] {
    if poses.isEmpty {
      return [
        CaptureWarning(
          code: "nobody-seen", message: "nobody was found in the picture: film the whole body from the side, with light"
        )
      ]
    }
    if BodyView(poses) == nil {
      return [
        CaptureWarning(
          code: "nobody-lying", message: "nobody lies face down here: film from the side what happens on the bench")
      ]
    }
    let share = Double(poses.count) / Double(track.frames.count)
    return [FilmingAdvice.lost(share, of: "\(track.frames.count) pictures")].compactMap { $0 }
  }

  private static func view(_ poses: [Pose], _ track: PoseTrack) -> [CaptureWarning] {
    guard let view = BodyView(poses) else { return [] }
    return [
      FilmingAdvice.warning(
        view.isFromFrontOrBack, "wrong-view",
        "this is not filmed from the side: put the camera beside the bench, at hip height"),
      FilmingAdvice.smallBody(view.torsoLength),
    ].compactMap { $0 } + FilmingAdvice.outOfFrame(view, in: track.clip)
  }
}

extension FilmingAdvice {
  static func outOfFrame(_ view: BodyView, in clip: ClipFacts) -> [CaptureWarning] {
    func outside(_ parts: [BodyPart]) -> Double { view.outside(parts, width: clip.width, height: clip.height) }
    return outOfFrame(
      knees: outside([.knee]), feet: outside([.ankle, .heel, .toe]), head: outside([.nose, .ear]))
  }
}
