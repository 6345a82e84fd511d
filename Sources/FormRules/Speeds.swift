import Kinematics
import Movement

/// What the rules that look at speeds need of a rep.
enum Speeds {
  static func silence(_ rep: RepMotion, _ set: SetContext) -> String? {
    Silence.interruption(rep)
      ?? Silence.slowCamera(set, least: 23)
      ?? Silence.noisy(set, allowed: .fair)
      ?? Silence.shortRange(rep)
      ?? Silence.hidden(
        [.shoulder, .hip, .knee], in: TimeSpan(from: rep.ascent.leave, to: rep.ascent.arrive), set)
  }
}
