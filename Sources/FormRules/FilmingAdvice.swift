import Movement

/// What is wrong with the filming and how to film again: one function a warning, for a few glances and a whole set alike.
///
/// Each gives `nil` where its number is good enough.
enum FilmingAdvice {
  /// Below these a warning is given: pixels, frames a second, shares.
  static let smallTorso = 90.0
  static let slowCamera = 23.0
  static let darkPicture = 0.12
  static let tracked = 0.9
  /// Share of the poses in which a part of the body may lie outside the picture.
  private static let outside = 0.1
  /// Degrees of camera tilt above which filming again is the better answer, though the tilt is taken into account.
  private static let tilted = 5.0

  static func lost(_ share: Double, of whole: String) -> CaptureWarning? {
    warning(
      share < tracked, "athlete-lost",
      "the athlete was followed in only \(Words.number(share * 100)) % of \(whole): "
        + "keep the whole body in the picture")
  }

  static func lowFrameRate(_ rate: Double) -> CaptureWarning? {
    warning(
      rate < slowCamera, "low-frame-rate",
      "\(Words.number(rate)) frames a second: film with 30 or more to have jerks judged")
  }

  static func smallBody(_ torso: Double) -> CaptureWarning? {
    warning(
      torso < smallTorso, "small-body",
      "the torso is only \(Words.number(torso)) pixels long: go nearer, or film in a higher resolution")
  }

  static func tilt(_ roll: Double?) -> CaptureWarning? {
    guard let roll, abs(roll) > tilted else { return nil }
    return CaptureWarning(
      code: "camera-tilted",
      message: "the camera was tilted \(Words.number(abs(roll)))° \(roll > 0 ? "clockwise" : "counter-clockwise"): "
        + "turn it until door frames stand upright in the picture")
  }

  /// - Parameters:
  ///   - knees, feet, head: the share of the poses in which each lies outside the picture.
  static func outOfFrame(knees: Double, feet: Double, head: Double) -> [CaptureWarning] {
    let legs =
      warning(
        knees > outside, "out-of-frame", "the legs leave the picture: step back until the feet stay inside")
      ?? warning(
        feet > outside, "feet-out-of-frame",
        "the feet leave the picture, so knees and feet are not judged: step back until they stay inside")
    let face = warning(
      head > outside, "head-out-of-frame",
      "the head leaves the picture, so it is not judged: step back, or turn the camera a little toward the head")
    return [legs, face].compactMap { $0 }
  }

  /// - Parameter brightness: median over the pictures, 0 black to 1 white.
  static func dark(_ brightness: Double?) -> CaptureWarning? {
    warning(brightness ?? 1 < darkPicture, "dark", "the picture is dark: switch on more light")
  }

  static func damage(_ isDamaged: Bool) -> CaptureWarning? {
    warning(isDamaged, "damaged-video", "parts of the video are damaged or missing: copy the file again")
  }

  static func variableFrameRate(_ isVariable: Bool) -> CaptureWarning? {
    warning(
      isVariable, "variable-frame-rate", "the frame rate varies; times are taken from the frames' own time stamps")
  }

  static func otherPeople(_ athlete: AthleteChoice?) -> CaptureWarning? {
    warning(
      athlete?.candidates ?? 1 > 1, "other-people",
      "other people are in the picture: check that the right one was followed, or use --person")
  }

  static func warning(_ isGiven: Bool, _ code: String, _ message: String) -> CaptureWarning? {
    isGiven ? CaptureWarning(code: code, message: message) : nil
  }
}
