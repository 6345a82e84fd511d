import Movement

/// Where the background went, frame by frame: the sum of the shifts that the picture showed.
struct CameraPath {
  /// Pixels of the displayed picture since the first frame.
  let places: [Point]
  /// The largest distance from the first frame, pixels.
  let excursion: Double

  init(_ frames: [TrackedFrame]) {
    var place = Point(x: 0, y: 0)
    places = frames.enumerated().map { index, frame in
      if index > 0, let shift = frame.scene.shift { place = place + shift }
      return place
    }
    excursion = places.map { $0.distance(to: Point(x: 0, y: 0)) }.max() ?? 0
  }

  /// Below this share of the torso the sum is as likely the error of many small shifts as a real move.
  static let standsStill = 0.05
}
