public import Movement

/// All rules, in the order in which they are listed.
public enum RuleBook {
  public static let rules: [any FormRule] = [
    PartialTop(), AboveLine(), FeetHeight(), BottomRange(), Pause(), JerkAtTop(), JerkyAscent(), Swing(), Lowering(),
    HeadJerk(), HeadSteady(), FeetOffFloor(), LegsTogether(), KneeBend(), ToesPointed(), TorsoStill(), Sliding(),
    TempoCheck(), SetFade(), CaptureCheck(),
  ]

  public static func rule(_ id: RuleID) -> (any FormRule)? { rules.first { $0.id == id } }

  /// What no picture from the side shows.
  public static let notVisible = "breathing and hip placement are not visible from the side"
}
