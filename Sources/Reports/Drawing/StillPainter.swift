internal import Kinematics
internal import Movement

/// Draws what goes over a still: the near side of the body, the line from shoulder over hip to knee, the line to reach and
/// the angle, for any crop of the picture.
struct StillPainter {
  private let poses: [Pose?]
  private let times: [Double]
  private let story: SetStory
  private let sides: BodySides
  private let fonts: Fonts

  /// - Parameter signals: of the same clip, on any grid; empty where nothing was assessed.
  init(_ analysis: Analysis, track: PoseTrack, signals: Signals, fonts: Fonts) {
    poses = track.frames.map(\.pose)
    times = track.frames.map(\.time)
    story = SetStory(analysis, signals: signals)
    sides = BodySides(track.frames, signals: signals)
    self.fonts = fonts
  }

  /// A layer for a crop of the frame nearest to `time`; all transparent where nobody was seen.
  ///
  /// - Parameters:
  ///   - time: seconds from the start of the clip.
  ///   - width: of the crop as it will be shown, pixels.
  ///   - height: likewise.
  ///   - mapping: from displayed pixels of the clip to pixels of the crop.
  func paint(at time: Double, width: Int, height: Int, mapping: PictureMapping) throws(DrawingError) -> Layer {
    let layer = try Layer(width: width, height: height)
    guard let frame = times.index(nearest: time), let pose = poses[frame] else { return layer }
    let figure = BodyFigure(pose, frame: frame, sides: sides, mapping: mapping, size: (width, height))
    let moment = story.moment(at: time)
    let painter = BodyPainter(
      unit: max(11, Double(min(width, height)) / 18), boneWidth: 0.12, showsFar: false, facing: story.facing,
      fonts: fonts)
    _ = painter.draw(
      figure, angle: moment.hipAngle, bodyLine: moment.bodyLine, on: layer, within: layer.bounds.box)
    try layer.checkDrawing()
    return layer
  }
}
