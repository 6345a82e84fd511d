internal import Movement

extension Analysis {
  /// What the tops really were held against: where the torso does not lie as the profile says, the rules fall back to
  /// its line, and the number that decided tells.
  var topReference: TopReference {
    guard options.topReference == .floor else { return .torso }
    for rep in reps {
      guard let decided = rep.findings.first(where: { $0.rule.rawValue == "partial-top" })?.value,
        let elevation = rep.measurements[.topElevation] ?? nil
      else { continue }
      return abs(decided - elevation.value) < 0.002 ? .floor : .torso
    }
    return .floor
  }
}
