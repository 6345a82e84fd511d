public import Movement

/// What a set is judged by: which rules are on, and where their limits lie. Plain data, read from a profile file.
///
/// Encoded with sorted keys it gives the same bytes for the same limits.
public struct ProfileSheet: Sendable, Codable, Equatable {
  public struct Entry: Sendable, Codable, Equatable {
    public var rule: RuleID
    /// In the order of the rule's criteria; none: the rule informs and has no limits.
    public var limits: [Limit]
  }

  /// The equipment it is meant for.
  public var profile: Profile
  /// One line that says what the equipment is and how the exercise is done on it.
  public var title: String
  /// What the legs are to be in line with at the top, unless the user says otherwise.
  public var topReference: TopReference
  /// The rules that are on, in the order of the book.
  public var rules: [Entry]

  /// - Returns: `nil` for a rule that is off.
  public func limits(of rule: RuleID) -> [Limit]? { rules.first { $0.rule == rule }?.limits }

  /// The sheet of a profile that comes with the program.
  public static func builtIn(_ profile: Profile) -> ProfileSheet { sheets[profile]! }

  init(profile: Profile, title: String, topReference: TopReference, rules: [Entry]) {
    self.profile = profile
    self.title = title
    self.topReference = topReference
    self.rules = rules
  }

  /// What the options ask for: the user's own profile, or one that comes with the program.
  ///
  /// - Throws: ``ProfileError`` when the user's own cannot be read.
  public init(for options: AnalysisOptions) throws(ProfileError) {
    if let own = options.ownProfile {
      try self.init(own)
    } else {
      self = .builtIn(options.profile)
    }
  }

  /// - Throws: ``ProfileError`` naming the line that is wrong.
  public init(_ own: OwnProfile) throws(ProfileError) {
    self = try ProfileReader(file: own.name, text: own.text).ownSheet()
  }

  /// Bytes of a file that can still be a profile.
  public static let longestFile = 65_536

  private static let sheets: [Profile: ProfileSheet] = {
    let files: [(Profile, [UInt8])] = [
      (.bench, PackageResources.bench_yaml), (.ballOnBench, PackageResources.ball_on_bench_yaml),
      (.ball, PackageResources.ball_yaml), (.machine, PackageResources.machine_yaml),
      (.incline45, PackageResources.incline45_yaml),
    ]
    return Dictionary(
      uniqueKeysWithValues: files.map { profile, bytes in
        do {
          let reader = try ProfileReader(file: "\(profile.rawValue).yaml", text: String(decoding: bytes, as: UTF8.self))
          return (profile, try reader.builtInSheet(profile))
        } catch {
          preconditionFailure("\(error)")
        }
      })
  }()
}

/// Why a profile cannot be read: the file, the line, what is wrong and how to mend it.
public struct ProfileError: Error, CustomStringConvertible, Equatable {
  public let description: String
}
