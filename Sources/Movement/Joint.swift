/// The 33 landmarks of the BlazePose body model, in the model's order: the raw value is the index in ``Pose/landmarks``.
///
/// Left and right are the athlete's own, as the model labels them; in side view the model may swap them.
public enum Joint: Int, Sendable, Hashable, CaseIterable {
  case nose
  case leftEyeInner, leftEye, leftEyeOuter
  case rightEyeInner, rightEye, rightEyeOuter
  case leftEar, rightEar
  case mouthLeft, mouthRight
  case leftShoulder, rightShoulder
  case leftElbow, rightElbow
  case leftWrist, rightWrist
  case leftPinky, rightPinky
  case leftIndex, rightIndex
  case leftThumb, rightThumb
  case leftHip, rightHip
  case leftKnee, rightKnee
  case leftAnkle, rightAnkle
  case leftHeel, rightHeel
  case leftFootIndex, rightFootIndex
}

/// One side of the athlete's own body.
public enum Side: String, Sendable, Hashable, Codable, CaseIterable {
  case left, right

  public var other: Side { self == .left ? .right : .left }
}

extension Joint {
  public static func ear(_ side: Side) -> Joint { side == .left ? .leftEar : .rightEar }
  public static func shoulder(_ side: Side) -> Joint { side == .left ? .leftShoulder : .rightShoulder }
  public static func hip(_ side: Side) -> Joint { side == .left ? .leftHip : .rightHip }
  public static func knee(_ side: Side) -> Joint { side == .left ? .leftKnee : .rightKnee }
  public static func ankle(_ side: Side) -> Joint { side == .left ? .leftAnkle : .rightAnkle }
  public static func heel(_ side: Side) -> Joint { side == .left ? .leftHeel : .rightHeel }
  public static func toe(_ side: Side) -> Joint { side == .left ? .leftFootIndex : .rightFootIndex }
}
