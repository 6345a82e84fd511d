public import Movement

/// All rules, in the order in which they are listed.
public enum RuleBook {
  public static let rules: [any FormRule] = [
    PartialTop(), AboveLine(), Pause(), JerkAtTop(), JerkyAscent(), HeadJerk(), HeadSteady(), CaptureCheck(),
  ]

  public static func rule(_ id: RuleID) -> (any FormRule)? { rules.first { $0.id == id } }

  /// What no picture from the side shows.
  public static let notVisible = "breathing and hip placement are not visible from the side"

  /// The limits of a profile as plain data, for the list and for the digest of what judged.
  public static func sheet(for profile: Profile) -> ProfileSheet {
    ProfileSheet(
      profile: profile,
      rules: rules.map { ProfileSheet.Entry(rule: $0.id, limits: $0.limits(for: profile)) })
  }
}

/// What a profile is judged by. Encoded with sorted keys it gives the same bytes for the same limits.
public struct ProfileSheet: Sendable, Codable, Equatable {
  public struct Entry: Sendable, Codable, Equatable {
    public var rule: RuleID
    /// None: the rule has no limits, or is off on this profile.
    public var limits: [Limit]
  }

  public var profile: Profile
  public var rules: [Entry]
}
