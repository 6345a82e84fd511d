import Foundation
import Movement

extension Drill {
  /// Reverse hypers as people do them, well and badly, on all that they are done on.
  public static let reverseHypers: [Drill] = [
    reverseHyper("bench", hang: 72, trunk: 0, knees: 15),
    reverseHyper("ball on a bench", hang: 68, trunk: 9, knees: 20),
    reverseHyper("ball", hang: 48, trunk: 14, knees: 4),
    reverseHyper("machine", hang: 84, trunk: -4, knees: 6),
    reverseHyper("machine that slopes", hang: 78, trunk: -18, knees: 6),
    reverseHyper("45° bench", hang: 92, top: -38, trunk: 40, knees: 5),
    reverseHyper("45° bench up to the line", hang: 92, top: 0, trunk: 42, knees: 5),
    reverseHyper("short range on a ball", hang: 38, top: -6, trunk: 14, knees: 4),
    reverseHyper("partial tops", hang: 75, top: -40),
    reverseHyper("hardly lifted", hang: 72, top: -42),
    reverseHyper("far above the line", hang: 75, top: 38),
    reverseHyper("never lowered", hang: 45, top: 2),
    reverseHyper("bent knees", hang: 75, knees: 52),
    reverseHyper("knees that straighten on the way up", hang: 75) { moment, stance in
      stance.knees = .init(both: 62 - 50 * moment.share)
    },
    reverseHyper("swung past the vertical", hang: 110, top: 8, periods: 1.1...1.6) { moment, stance in
      stance.place.y = 0.18 * moment.share
    },
    reverseHyper("legs apart by 30° on the way", hang: 75) { moment, stance in
      stance.hips.far = stance.hips.near + 30 * sin(.pi * moment.share)
    },
    reverseHyper("one leg higher by 25°", hang: 75) { moment, stance in
      stance.hips.far += 25 * moment.share
    },
    reverseHyper("torso that rises with the legs", hang: 75) { moment, stance in
      stance.trunk = 14 - 20 * moment.share
      stance.support = .hip
    },
    reverseHyper("torso that dips with the legs", hang: 75) { moment, stance in
      stance.trunk = -6 + 20 * moment.share
      stance.support = .hip
    },
    reverseHyper("sliding off the bench", hang: 75) { moment, stance in
      stance.place.x = 0.06 * moment.cycle
    },
    reverseHyper("very slow", hang: 72, periods: 6...9),
    reverseHyper("quick", hang: 70, periods: 1...1.4),
  ]

  /// - Parameters:
  ///   - hang: how far the thighs hang below the line of the trunk, degrees.
  ///   - top: how far above it they go.
  private static func reverseHyper(
    _ name: String, hang: Double, top: Double = 0, trunk: Double = 0, knees: Double = 12,
    periods: ClosedRange<Double> = 2.5...5.5,
    change: @escaping @Sendable (Moment, inout Stance) -> Void = { _, _ in }
  ) -> Drill {
    Drill(name, periods) { moment in
      var stance = Stance(
        trunk: trunk, hips: .init(both: hang - (hang + top) * moment.share), knees: .init(both: knees),
        support: .shoulder)
      change(moment, &stance)
      return stance
    }
  }
}
