public import Movement

extension PoseTrack {
  /// A track of these frames, as of a healthy clip with one person.
  public static func of(_ frames: [TrackedFrame], frameRate: Double = 30, roll: Double? = nil) -> PoseTrack {
    let found = frames.count { $0.pose != nil }
    let clip = ClipFacts(
      file: "synthetic.mp4", sha256: "", duration: Double(frames.count) / frameRate, frames: frames.count,
      frameRate: frameRate, variableFrameRate: false, width: 1400, height: 900, rotation: 0,
      decodeHealth: DecodeHealth(
        framesDecoded: frames.count, framesDamaged: 0, packetErrors: 0, gaps: [], complete: true))
    let athlete =
      found == 0
      ? nil
      : AthleteChoice(
        choice: .only, candidates: 1, trackedFraction: Double(found) / Double(frames.count), redetections: 0)
    return PoseTrack(clip: clip, models: [], athlete: athlete, frames: frames, roll: roll)
  }

  /// One after the other, as if filmed without a cut, 30 frames a second.
  public static func joined(_ tracks: [PoseTrack]) -> PoseTrack {
    var frames: [TrackedFrame] = []
    for part in tracks {
      let start = frames.last.map { $0.time + 1.0 / 30 } ?? 0
      frames += part.frames.map { frame in
        var frame = frame
        frame.time += start - part.frames[0].time
        return frame
      }
    }
    return .of(frames)
  }

  /// The same track with every pose changed.
  public func mapPoses(_ change: (Int, Pose) -> Pose?) -> PoseTrack {
    var track = self
    for index in track.frames.indices {
      track.frames[index].pose = track.frames[index].pose.flatMap { change(index, $0) }
    }
    return track
  }

  /// The frames in a stretch of time only.
  public func cut(from: Double, to: Double) -> PoseTrack {
    var track = self
    track.frames = frames.filter { (from...to).contains($0.time) }
    return track
  }

  /// The same track with another one before or after it, filmed in one go.
  public func joined(with other: PoseTrack, isBefore: Bool) -> PoseTrack {
    let parts = isBefore ? [other, self] : [self, other]
    let pause = 1 / clip.frameRate
    var joined = self
    joined.frames = []
    for part in parts {
      let start = joined.frames.last.map { $0.time + pause } ?? 0
      let first = part.frames.first?.time ?? 0
      joined.frames += part.frames.map { frame in
        var frame = frame
        frame.time += start - first
        return frame
      }
    }
    return joined
  }

  /// The picture turned upside down and back to front: what is up is down, so every angle changes its sign.
  public var upsideDown: PoseTrack {
    mapPoses { _, pose in pose.mapPositions { Point(x: $0.x, y: 900 - $0.y) } }
  }

  /// The picture mirrored, with the labels of a tracker that knows left from right.
  public var mirrored: PoseTrack {
    mapPoses { _, pose in pose.mapPositions { Point(x: 1400 - $0.x, y: $0.y) }.withSidesExchanged }
  }

  public func scaled(by factor: Double) -> PoseTrack {
    mapPoses { _, pose in pose.mapPositions { $0 * factor } }
  }

  /// A person who stands, squats or walks: `lean` is the trunk's angle from upright, `squat` how deep, 0 to 1.
  public static func upright(
    seconds: Double, noise: Double = 1, seed: UInt64 = 3, lean: (Double) -> Double = { _ in 0 },
    squat: (Double) -> Double = { _ in 0 }
  ) -> PoseTrack {
    var random = SeededNoise(seed: seed)
    let frames = (0..<Int(seconds * 30)).map { index in
      let time = Double(index) / 30
      let depth = squat(time)
      let ankle = Point(x: 600, y: 800)
      let knee = ankle + .toward(90 + 20 * depth, 110)
      let hip = knee + .toward(90 - 80 * depth, 120)
      let shoulder = hip + .toward(90 + lean(time), 150)
      let landmarks = Joint.allCases.map { joint -> Landmark in
        let name = "\(joint)".lowercased()
        let place: Point
        if name.contains("hip") {
          place = hip
        } else if name.contains("knee") {
          place = knee
        } else if name.contains("ankle") || name.contains("heel") || name.contains("foot") {
          place = ankle
        } else if name.contains("shoulder") || name.contains("elbow") || name.contains("wrist") {
          place = shoulder
        } else {
          place = shoulder + .toward(90, 40)
        }
        return Landmark(
          position: Point(x: place.x + random.normal(noise), y: place.y + random.normal(noise)),
          depth: name.contains("left") ? -50 : 50, visibility: 0.95)
      }
      return TrackedFrame(
        time: time, pose: Pose(landmarks: landmarks, presence: 1), damaged: false,
        scene: SceneGlance(brightness: 0.5, shift: nil, isCut: false))
    }
    return .of(frames)
  }
}

extension Pose {
  public func mapPositions(_ change: (Point) -> Point) -> Pose {
    Pose(
      landmarks: landmarks.map {
        Landmark(position: change($0.position), depth: $0.depth, visibility: $0.visibility)
      }, presence: presence)
  }

  /// Every left joint where the right one was, and back.
  public var withSidesExchanged: Pose {
    Pose(landmarks: Pose.partners.map { landmarks[$0] }, presence: presence)
  }

  /// For each joint the one on the other side, by name; the nose is its own.
  private static let partners: [Int] = {
    let names = Joint.allCases.map { "\($0)" }
    return names.map { name in
      let other =
        name.contains("left") || name.contains("Left")
        ? name.replacing("left", with: "right").replacing("Left", with: "Right")
        : name.replacing("right", with: "left").replacing("Right", with: "Left")
      return names.firstIndex(of: other) ?? 0
    }
  }()
}
