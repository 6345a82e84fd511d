internal import Movement

/// What the numbers of a rep are called on the page.
enum MeasureTitle {
  private static let titles: [Measure: String] = [
    .topDeviation: "Top, against the line of the torso", .topElevation: "Top, thighs over the horizontal",
    .bottomDeviation: "Bottom, against the line of the torso", .rangeOfMotion: "Range of motion",
    .hold: "Held at the top",
    .ascentDuration: "Lift", .descentDuration: "Way down", .lateSpeedRatio: "Speed into the top, to the mean",
    .overshoot: "Shot past the top by", .speedPeaks: "Pushes in the lift", .speedDip: "Slowest between two pushes",
    .sparc: "Smoothness (spectral arc length)", .headExcursion: "Head back during the lift",
    .headRange: "Head moved by", .kneeFlexion: "Knees bent by", .kneeChange: "Knees changed by",
    .torsoRange: "Torso moved by", .feetHeight: "Feet over the line of the torso", .toeClearance: "Toes over the floor",
    .legSpread: "Legs apart by", .ankleAngle: "Ankles",
  ]

  /// The numbers that every rep carries, in their order, and then those of single rules by name.
  static func lines(_ rep: Rep) -> [RepCard.MeasureLine] {
    let others = rep.measurements.keys.filter { titles[$0] == nil }.sorted { $0.rawValue < $1.rawValue }
    return (Measure.contract + others).map { measure in
      let quantity = rep.measurements[measure] ?? nil
      return RepCard.MeasureLine(
        what: titles[measure] ?? measure.rawValue, amount: quantity.map(\.text) ?? "not measured")
    }
  }
}
