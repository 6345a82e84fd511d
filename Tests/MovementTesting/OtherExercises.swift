import Foundation
import Movement

extension Drill {
  /// What people do in a gym besides reverse hypers, with the usual ranges and tempos.
  public static let otherExercises: [Drill] = onAllFours + prone + onTheBack + onTheFeet + planks

  private static func wave(_ cycle: Double) -> Double { sin(2 * .pi * cycle) }

  private static let prone = [
    Drill("leg curls", 1.5...4) { moment in
      Stance(
        trunk: 0, hips: .init(both: 3 + 5 * moment.share), knees: .init(both: 8 + 95 * moment.share), support: .shoulder
      )
    },
    Drill("flutter kicks", 0.5...1.5) { moment in
      let kick = 20 * wave(moment.cycle)
      return Stance(trunk: 0, hips: .init(8 + kick, 8 - kick), knees: .init(both: 8), support: .shoulder)
    },
    Drill("high flutter kicks on a bench", 0.8...2) { moment in
      let kick = 30 * wave(moment.cycle)
      return Stance(trunk: 5, hips: .init(30 + kick, 30 - kick), knees: .init(both: 5), support: .shoulder)
    },
    Drill("supermans", 2...5) { moment in
      var stance = Stance(
        trunk: -16 * moment.share, hips: .init(both: 4 - 18 * moment.share), knees: .init(both: 6), support: .hip)
      stance.arms = .init(both: 175)
      return stance
    },
    Drill("prone leg lifts on the floor", 2...4) { moment in
      Stance(trunk: 0, hips: .init(both: 3 - 22 * moment.share), knees: .init(both: 4), support: .shoulder)
    },
    Drill("cobra stretches", 3...6) { moment in
      Stance(trunk: -40 * moment.share, hips: .init(both: 2 - 38 * moment.share), knees: .init(both: 3), support: .hip)
    },
    Drill("back extensions at 45°", 2...5) { moment in
      let trunk = 40 - 85 * moment.share
      return Stance(trunk: trunk, hips: .init(both: trunk + 45), knees: .init(both: 4), support: .hip)
    },
    Drill("back extensions on a level bench", 2...5) { moment in
      let trunk = 72 - 70 * moment.share
      return Stance(trunk: trunk, hips: .init(both: trunk), knees: .init(both: 4), support: .hip)
    },
    Drill("one-leg reverse hypers, near leg", 2...4) { moment in
      Stance(trunk: 0, hips: .init(72 - 72 * moment.share, 70), knees: .init(10, 15), support: .shoulder)
    },
    Drill("one-leg reverse hypers, far leg", 2...4) { moment in
      Stance(trunk: 0, hips: .init(70, 72 - 72 * moment.share), knees: .init(15, 10), support: .shoulder)
    },
    Drill("one-leg reverse hypers in turn", 2...4) { moment in
      let lift = 72 * moment.share
      let hips = moment.turn.isMultiple(of: 2) ? Stance.Pair(72 - lift, 72) : .init(72, 72 - lift)
      return Stance(trunk: 0, hips: hips, knees: .init(both: 10), support: .shoulder)
    },
    Drill("swimming", 0.6...1.2) { moment in
      let kick = 15 * wave(moment.cycle)
      var stance = Stance(trunk: -3, hips: .init(6 + kick, 6 - kick), knees: .init(both: 15), support: .hip)
      stance.arms = .init(90 + 90 * wave(moment.cycle / 2), 90 - 90 * wave(moment.cycle / 2))
      stance.place.x = -0.5 * moment.cycle
      return stance
    },
  ]

  private static let onAllFours = [
    Drill("donkey kicks, near leg", 1.2...3) { moment in
      Stance(
        trunk: -2, hips: .init(90 - 85 * moment.share, 88), knees: .init(90 - 12 * moment.share, 90), support: .shoulder
      )
    },
    Drill("donkey kicks, far leg", 1.2...3) { moment in
      Stance(
        trunk: -2, hips: .init(88, 90 - 85 * moment.share), knees: .init(90, 90 - 12 * moment.share), support: .shoulder
      )
    },
    Drill("straight kickbacks on all fours", 1.2...3) { moment in
      Stance(
        trunk: -2, hips: .init(90 - 95 * moment.share, 88), knees: .init(90 - 86 * moment.share, 90), support: .shoulder
      )
    },
    Drill("bird dogs", 2...4) { moment in
      let lift = moment.share
      let isNear = moment.turn.isMultiple(of: 2)
      let (moved, still) = ((90 - 86 * lift, 90 - 85 * lift), (90.0, 90.0))
      var stance = Stance(
        trunk: -2, hips: isNear ? .init(moved.0, still.0) : .init(still.0, moved.0),
        knees: isNear ? .init(moved.1, still.1) : .init(still.1, moved.1), support: .shoulder)
      stance.arms = isNear ? .init(90, 90 + 85 * lift) : .init(90 + 85 * lift, 90)
      return stance
    },
    Drill("crawling", 0.8...1.6) { moment in
      let step = 22 * wave(moment.cycle)
      var stance = Stance(trunk: -2, hips: .init(85 + step, 85 - step), knees: .init(both: 95), support: .hip)
      stance.place.x = -0.6 * moment.cycle
      return stance
    },
    Drill("rocking back on all fours", 2...4) { moment in
      Stance(
        trunk: 14 * moment.share, hips: .init(both: 88 + 55 * moment.share), knees: .init(both: 90 + 50 * moment.share),
        support: .knee)
    },
  ]

  private static let planks = [
    Drill("plank", 3...6) { moment in
      Stance(trunk: -10 + moment.share, hips: .init(both: 5), knees: .init(both: 3), support: .ankle)
    },
    Drill("push-ups", 1.2...3) { moment in
      Stance(trunk: -21 + 17 * moment.share, hips: .init(both: 2), knees: .init(both: 3), support: .ankle)
    },
    Drill("mountain climbers", 0.5...1.4) { moment in
      let step = 0.5 + 0.5 * wave(moment.cycle)
      return Stance(
        trunk: -20, hips: .init(5 + 90 * step, 95 - 90 * step), knees: .init(5 + 95 * step, 100 - 95 * step),
        support: .shoulder)
    },
    Drill("pikes", 2...4) { moment in
      let trunk = -18 + 60 * moment.share
      return Stance(trunk: trunk, hips: .init(both: 3 + 85 * moment.share), knees: .init(both: 3), support: .ankle)
    },
    Drill("burpees", 2...4) { moment in
      let (down, back) = (min(1, 2 * moment.share), max(0, 2 * moment.share - 1))
      return Stance(
        trunk: -88 + 48 * down + 22 * back, hips: .init(both: 2 + 118 * down - 117 * back),
        knees: .init(both: 2 + 128 * down - 127 * back), support: .ankle)
    },
  ]

  private static let onTheBack = [
    Drill("leg raises", 2...5) { moment in
      onTheBack(trunk: 0, hips: 5 + 82 * moment.share, knees: 5, support: .shoulder)
    },
    Drill("leg raises at the end of a bench", 2...5) { moment in
      onTheBack(trunk: 0, hips: -18 + 95 * moment.share, knees: 8, support: .shoulder)
    },
    Drill("glute bridges", 2...4) { moment in
      onTheBack(trunk: 26 * moment.share, hips: 55 - 54 * moment.share, knees: 110, support: .shoulder)
    },
    Drill("hip thrusts", 2...4) { moment in
      onTheBack(
        trunk: -35 + 36 * moment.share, hips: 85 - 80 * moment.share, knees: 110 - 17 * moment.share, support: .shoulder
      )
    },
    Drill("sit-ups", 2...4) { moment in
      onTheBack(trunk: -70 * moment.share, hips: 50 + 70 * moment.share, knees: 95, support: .hip)
    },
    Drill("V-ups", 2...4) { moment in
      onTheBack(trunk: -45 * moment.share, hips: 5 + 95 * moment.share, knees: 5, support: .hip)
    },
    Drill("bicycle crunches", 1...2.5) { moment in
      let step = 0.5 + 0.5 * wave(moment.cycle)
      var stance = onTheBack(trunk: -15, hips: 0, knees: 0, support: .hip)
      stance.hips = .init(15 + 80 * step, 95 - 80 * step)
      stance.knees = .init(10 + 90 * step, 100 - 90 * step)
      return stance
    },
  ]

  private static func onTheBack(trunk: Double, hips: Double, knees: Double, support: Stance.Support) -> Stance {
    var stance = Stance(trunk: trunk, hips: .init(both: hips), knees: .init(both: knees), support: support)
    stance.isSupine = true
    return stance
  }

  private static let onTheFeet = [
    Drill("standing cable kickbacks", 1.5...3) { moment in
      Stance(trunk: -62, hips: .init(28 - 45 * moment.share, 26), knees: .init(10, 8), support: .shoulder)
    },
    Drill("bent-over cable kickbacks", 1.5...3) { moment in
      Stance(trunk: -20, hips: .init(70 - 72 * moment.share, 72), knees: .init(12, 15), support: .shoulder)
    },
    Drill("good mornings", 2...4) { moment in
      Stance(
        trunk: -88 + 72 * moment.share, hips: .init(both: 2 + 88 * moment.share),
        knees: .init(both: 2 + 14 * moment.share),
        support: .ankle)
    },
    Drill("deadlifts", 2...4) { moment in
      Stance(
        trunk: -88 + 62 * moment.share, hips: .init(both: 2 + 96 * moment.share),
        knees: .init(both: 2 + 50 * moment.share),
        support: .ankle)
    },
    Drill("squats", 2...4) { moment in
      Stance(
        trunk: -87 + 45 * moment.share, hips: .init(both: 3 + 122 * moment.share),
        knees: .init(both: 4 + 105 * moment.share),
        support: .ankle)
    },
    Drill("bent-over rows", 1.5...3) { moment in
      var stance = Stance(trunk: -18, hips: .init(both: 85), knees: .init(both: 22), support: .ankle)
      stance.arms = .init(both: 75 - 60 * moment.share)
      return stance
    },
    Drill("rowing", 1.8...3) { moment in
      Stance(
        trunk: -65 - 45 * moment.share, hips: .init(both: 120 - 50 * moment.share),
        knees: .init(both: 110 - 100 * moment.share),
        support: .ankle)
    },
    Drill("walking by", 1...1.4) { moment in
      let step = 24 * wave(moment.cycle)
      var stance = Stance(
        trunk: -86, hips: .init(4 + step, 4 - step), knees: .init(both: 18), support: .hip)
      stance.place.x = -1.2 * moment.cycle
      return stance
    },
  ]
}
