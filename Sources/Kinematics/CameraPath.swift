import Movement

/// Where the background went, frame by frame: the sum of the shifts that the picture showed.
struct CameraPath {
  /// Pixels of the displayed picture since the first frame.
  let places: [Point]
  /// The largest distance from the first frame, pixels.
  let excursion: Double
  private let times: [Double]

  init(_ frames: [TrackedFrame]) {
    var place = Point(x: 0, y: 0)
    places = frames.enumerated().map { index, frame in
      if index > 0, let shift = frame.scene.shift { place = place + shift }
      return place
    }
    excursion = places.map { $0.distance(to: Point(x: 0, y: 0)) }.max() ?? 0
    times = frames.map(\.time)
  }

  /// How far the background went to and fro in a stretch of time: the diagonal of the box it kept to, pixels.
  func travel(in span: TimeSpan) -> Double {
    let inside = zip(times, places).filter { (span.from...span.to).contains($0.0) }.map(\.1)
    guard let box = Box(around: inside) else { return 0 }
    return Point(x: box.minX, y: box.minY).distance(to: Point(x: box.maxX, y: box.maxY))
  }

  /// Below this share of the torso the sum is as likely the error of many small shifts as a real move.
  static let standsStill = 0.05

  /// Within one rep no hand shakes the picture by this many torso lengths: the camera was swung along, and looked at the
  /// athlete from another side at the top than at the bottom. A strong shake (2° to and fro, 4 m away) reaches .6.
  static let swungAlong = 1.0
}
