internal import Foundation
internal import Imaging
internal import Movement
internal import Video

/// Takes the planned stills out of the passing frames: a part of the picture around the athlete, with line and angle
/// drawn on it.
final class StillMaker {
  /// Longest side of a still, pixels: sharp on a page, and three dozen of them stay within a megabyte or so.
  private static let longestSide = 600.0
  /// A small athlete is shown larger, up to this.
  private static let largestScale = 2.0
  /// Room around the body, in parts of its box.
  private static let margin = 0.08

  private(set) var taken: [Still] = []
  private(set) var pictures: [String: Data] = [:]

  private let painter: StillPainter
  private let story: SetStory
  /// The moments still to come, each with the time of the frame that is nearest.
  private var waiting: [(moment: StillPlan.Moment, frame: Double)]
  /// What the stills show of the displayed picture; the same for all, so that they compare. `nil`: all of it.
  private let view: Box?

  init(_ subject: ReportSubject, fonts: Fonts) {
    let frames = subject.track.frames
    let times = frames.map(\.time)
    painter = StillPainter(subject.analysis, track: subject.track, signals: subject.signals, fonts: fonts)
    story = SetStory(subject.analysis, signals: subject.signals)
    waiting = StillPlan.moments(of: subject.analysis).compactMap { moment in
      times.index(nearest: moment.time).map { (moment, times[$0]) }
    }
    let isAssessed = subject.analysis.outcome == .assessed
    view = isAssessed ? Self.view(at: waiting.map(\.frame), frames) : nil
  }

  /// Whether the frame of this time is one of them.
  func wants(_ time: Double) -> Bool { waiting.contains { $0.frame == time } }

  var areAllTaken: Bool { waiting.isEmpty }

  /// Looks whether the frame of this time is one of them.
  ///
  /// - Parameters:
  ///   - picture: without anything drawn on it.
  ///   - layout: where on it the clip's picture is.
  func take(_ picture: borrowing EditableFrame, at time: Double, layout: CanvasLayout) throws {
    let due = waiting.filter { $0.frame == time }
    guard !due.isEmpty else { return }
    waiting.removeAll { $0.frame == time }
    let scale = layout.scale
    let crop = crop(of: PixelSize(width: layout.pictureWidth, height: layout.pictureHeight), scale: scale)
    let shown = Self.size(of: crop)
    let ratio = Double(shown.width) / Double(crop.width)
    let mapping = PictureMapping(
      offset: Point(x: Double(crop.x) / scale, y: Double(crop.y) / scale), scale: scale * ratio)
    let layer = try painter.paint(at: time, width: shown.width, height: shown.height, mapping: mapping)
    var still = try picture.cropped(crop, scaledTo: shown)
    layer.blend(onto: &still)
    let jpeg = Data(try still.jpeg(quality: 0.8))
    let angle = story.moment(at: time).hipAngle
    for (moment, _) in due {
      pictures[moment.name] = jpeg
      taken.append(
        Still(
          name: moment.name, rep: moment.rep, moment: moment.moment, time: moment.time,
          angle: angle?.rounded(toDecimals: 1), width: shown.width, height: shown.height))
    }
  }

  /// The box of the body in all stills, with some room.
  private static func view(at times: [Double], _ frames: [TrackedFrame]) -> Box? {
    let wanted = Set(times)
    let boxes = frames.filter { wanted.contains($0.time) }.compactMap { $0.pose?.bodyBox }
    let corners = boxes.flatMap { [Point(x: $0.minX, y: $0.minY), Point(x: $0.maxX, y: $0.maxY)] }
    guard let all = Box(around: corners) else { return nil }
    return all.widened(by: margin * max(all.maxX - all.minX, all.maxY - all.minY))
  }

  private func crop(of size: PixelSize, scale: Double) -> PixelRect {
    let whole = PixelRect(x: 0, y: 0, width: size.width, height: size.height)
    guard let view else { return whole }
    let left = Int((view.minX * scale).clamped(to: 0...Double(size.width)))
    let top = Int((view.minY * scale).clamped(to: 0...Double(size.height)))
    let right = Int((view.maxX * scale).rounded(.up).clamped(to: 0...Double(size.width)))
    let bottom = Int((view.maxY * scale).rounded(.up).clamped(to: 0...Double(size.height)))
    let rect = PixelRect(x: left, y: top, width: right - left, height: bottom - top).evenOutward(in: size)
    return rect.width < 16 || rect.height < 16 ? whole : rect
  }

  private static func size(of crop: PixelRect) -> PixelSize {
    let ratio = min(longestSide / Double(max(crop.width, crop.height)), largestScale)
    func even(_ length: Int) -> Int { max(2, Int((Double(length) * ratio / 2).rounded()) * 2) }
    return PixelSize(width: even(crop.width), height: even(crop.height))
  }
}

extension Double {
  fileprivate func clamped(to range: ClosedRange<Double>) -> Double {
    min(max(self, range.lowerBound), range.upperBound)
  }
}
