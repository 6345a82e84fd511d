public import Archive
public import Foundation
internal import Movement

/// How often coaches agreed with each rule, and what was missed: for people as a table, for programs as JSON.
public struct AgreementReport: Sendable {
  public static let schemaName = "formcheck.agreement/1"

  /// Whose decisions; `nil`: what all coaches together hold.
  public let coach: String?
  public let isByProfile: Bool
  /// By rule, what no rule is for last; then by profile.
  public let rules: [RuleAgreement]

  /// - Parameters:
  ///   - coach: only what this one decided; `nil`: all.
  ///   - isByProfile: a line for each profile of a rule.
  /// - Throws: ``DeskError`` `notFound`: nobody of that name has decided anything; ``ArchiveError``.
  public init(of archive: ResultsArchive, coach: String? = nil, isByProfile: Bool = false) throws {
    if let coach {
      let known = try archive.coaches()
      guard known.contains(coach.precomposedStringWithCanonicalMapping) else {
        let others = known.isEmpty ? "nobody has yet." : "these have: \(known.joined(separator: ", "))."
        throw DeskError(.notFound, "nobody named \(coach) has decided anything; \(others)".printable)
      }
    }
    self.init(coach: coach, isByProfile: isByProfile, try archive.agreement(coach: coach, isByProfile: isByProfile))
  }

  init(coach: String? = nil, isByProfile: Bool = false, _ rules: [RuleAgreement]) {
    self.coach = coach
    self.isByProfile = isByProfile
    self.rules = rules
  }

  /// One JSON document on one line, without a line feed; keys are sorted and always there.
  public func json() throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try encoder.encode(AgreementDocument(self))
  }
}

/// What the JSON document holds.
private struct AgreementDocument: Encodable {
  var schema = AgreementReport.schemaName
  @OrNull var coach: String?
  var byProfile: Bool
  var rules: [Line]

  struct Line: Encodable {
    /// `null`: faults that no rule is for.
    @OrNull var rule: String?
    /// `null`: all profiles together.
    @OrNull var profile: String?
    var flags: Counts
    var borderline: Counts
    var missed: Int
  }

  struct Counts: Encodable {
    var agreed, disagreed, split, unsure, open: Int
    /// Of those agreed or disagreed with; `null`: there are none.
    @OrNull var share: Double?
    /// The share's 90 % interval.
    @OrNull var interval: Interval?
  }

  struct Interval: Encodable {
    var from, to: Double
  }

  init(_ report: AgreementReport) {
    coach = report.coach
    byProfile = report.isByProfile
    rules = report.rules.map { line in
      Line(
        rule: line.rule?.rawValue, profile: line.profile?.rawValue, flags: Counts(line.flags),
        borderline: Counts(line.borderline), missed: line.missed)
    }
  }
}

extension AgreementDocument.Counts {
  init(_ tally: RuleAgreement.Tally) {
    self.init(
      agreed: tally.agreed, disagreed: tally.disagreed, split: tally.split, unsure: tally.unsure, open: tally.open,
      share: tally.share?.rounded(toDecimals: 4),
      interval: tally.interval.map {
        AgreementDocument.Interval(
          from: $0.lowerBound.rounded(toDecimals: 4), to: $0.upperBound.rounded(toDecimals: 4))
      })
  }
}
