import Kinematics
import Movement

/// The parts of a rep as a coach counts them.
enum Tempos {
  /// The moves count in full, from rest to rest; top and bottom are what lies between them.
  static func tempo(of rep: RepMotion, in motion: SetMotion) -> Tempo {
    let top = rep.descent.map { max(0, $0.fittedStart - rep.ascent.fittedEnd) }
    let next = motion.reps.first { $0.start > rep.end }
    let bottom = rep.descent.flatMap { descent in next.map { max(0, $0.ascent.fittedStart - descent.fittedEnd) } }
    return Tempo(
      ascent: rep.ascent.fullDuration, top: top, descent: rep.descent?.fullDuration, bottom: bottom)
  }

  /// Medians over the set, `1.2-1.0-2.1-0.4`; a part that no rep has is 0.0. `nil` without reps.
  static func text(_ tempos: [Tempo]) -> String? {
    guard !tempos.isEmpty else { return nil }
    let parts = [tempos.map(\.ascent), tempos.map(\.top), tempos.map(\.descent), tempos.map(\.bottom)]
    return parts.map { Words.number($0.compactMap { $0 }.median() ?? 0, 1) }.joined(separator: "-")
  }
}
