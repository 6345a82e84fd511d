internal import Kinematics
internal import Movement

/// Draws what goes over each frame of `annotated.mp4`, on one layer that is used again and again: the body and its angle
/// over the picture, a caption in the corner, and the bar of the set below the picture.
///
/// Not for several threads at once.
struct OverlayPainter: ~Copyable {
  let layout: CanvasLayout
  private let layer: Layer
  private let bar: SetBar
  /// The bar without its playhead.
  private let stillBar: Layer
  private let story: SetStory
  private let poses: [Pose?]
  private let times: [Double]
  private let sides: BodySides
  private let body: BodyPainter
  private let caption: Caption
  /// A frame farther from the asked time than this is another frame, seconds.
  private let nearby: Double
  /// What the frame before left over the picture and in the bar.
  private var inked: [PixelBox] = []
  private var playhead: PixelBox?

  /// - Parameters:
  ///   - signals: of the same clip, on any grid; empty where nothing was assessed.
  ///   - layout: made from the clip's displayed size.
  /// - Throws: ``DrawingError`` when the layer would be too large.
  init(
    _ analysis: Analysis, track: PoseTrack, signals: Signals, layout: CanvasLayout, fonts: Fonts
  ) throws(DrawingError) {
    let bar = SetBar(analysis, layout: layout, fonts: fonts)
    let stillBar = try bar.drawn()
    let layer = try Layer(width: layout.width, height: layout.height)
    layer.copy(stillBar.bounds, of: stillBar, top: layout.pictureHeight)
    let story = SetStory(analysis, signals: signals)
    let sides = BodySides(track.frames, signals: signals)
    // A few hundred moments say where the body is.
    let step = max(1, track.frames.count / 200)
    let figures = stride(from: 0, to: track.frames.count, by: step).compactMap { frame in
      track.frames[frame].pose.map { BodyFigure($0, frame: frame, sides: sides, layout: layout) }
    }
    self.layout = layout
    self.bar = bar
    self.stillBar = stillBar
    self.layer = layer
    self.story = story
    self.sides = sides
    poses = track.frames.map(\.pose)
    times = track.frames.map(\.time)
    nearby = 0.5 / max(track.clip.frameRate, 1)
    body = BodyPainter(unit: layout.unit, facing: story.facing, fonts: fonts)
    caption = Caption(layout, story: story, fonts: fonts, figures: figures)
  }

  /// Draws the frame of a time, in seconds from the start of the clip, over what was drawn before.
  ///
  /// - Returns: boxes that do not overlap, outside of which the layer is transparent. The bar is always the last of them.
  mutating func paint(at time: Double) throws(DrawingError) -> [PixelBox] {
    for box in inked { layer.clear(box) }
    if let playhead { layer.copy(playhead, of: stillBar, top: layout.pictureHeight) }

    let moment = story.moment(at: time)
    let figure = figure(at: time)
    let picture = layout.picture
    var boxes: [Box] = []
    layer.clipped(to: picture.box) { layer in
      if let figure {
        boxes += body.draw(
          figure, angle: moment.hipAngle, bodyLine: moment.bodyLine, on: layer, within: picture.box)
      }
      boxes += caption.draw(moment, isSeen: figure != nil, on: layer)
    }
    inked = boxes.disjoint(within: picture)
    playhead = bar.drawPlayhead(at: time, on: layer)
    try layer.checkDrawing()
    return inked + [layout.bar]
  }

  /// The layer as the last ``paint(at:)`` left it. See ``Layer/withPixels(_:)``.
  func withPixels<Result, Failure: Error>(
    _ body: (_ pixels: UnsafeRawBufferPointer, _ bytesPerRow: Int) throws(Failure) -> Result
  ) throws(Failure) -> Result {
    try layer.withPixels(body)
  }

  private func figure(at time: Double) -> BodyFigure? {
    guard let frame = times.index(nearest: time), abs(times[frame] - time) <= nearby, let pose = poses[frame]
    else { return nil }
    return BodyFigure(pose, frame: frame, sides: sides, layout: layout)
  }
}

extension BodyFigure {
  /// On the picture of a canvas.
  fileprivate init(_ pose: Pose, frame: Int, sides: BodySides, layout: CanvasLayout) {
    self.init(
      pose, frame: frame, sides: sides, mapping: layout.mapping, size: (layout.pictureWidth, layout.pictureHeight))
  }
}

extension BodySides {
  /// The set was done where its signals are.
  init(_ frames: [TrackedFrame], signals: Signals) {
    let times = signals.times
    self.init(frames, set: times.isEmpty ? nil : TimeSpan(from: times[0], to: times[times.count - 1]))
  }
}

extension [Double] {
  /// Of rising times the index of the one that is nearest; `nil`: there are none.
  func index(nearest time: Double) -> Int? {
    guard !isEmpty else { return nil }
    var low = 0
    var high = count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if self[middle] <= time { low = middle } else { high = middle }
    }
    return abs(self[low] - time) <= abs(self[high] - time) ? low : high
  }
}
