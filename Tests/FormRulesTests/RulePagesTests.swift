import FormRules
import Foundation
import Movement
import Testing

/// `Docs/Rules/` says what the program does: limits are read from the profiles and looked for in the pages.
@Suite("The pages of the rules")
struct RulePagesTests {
  private static let folder = URL(fileURLWithPath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
    .deletingLastPathComponent().appendingPathComponent("Docs/Rules")

  @Test("every rule has a page with the guide's words and the limits in force", arguments: RuleBook.rules.map(\.id))
  func page(_ id: RuleID) throws {
    let rule = try #require(RuleBook.rule(id))
    let text = try String(contentsOf: RulePagesTests.folder.appendingPathComponent("\(id).md"), encoding: .utf8)
    for words in Set(Profile.allCases.flatMap { rule.words(for: $0) }.map(\.words)) {
      #expect(text.contains(words), "\(id): \(words)")
    }
    let rows = text.split(separator: "\n").filter { $0.hasPrefix("| `") }
    for profile in Profile.allCases {
      let limits = ProfileSheet.builtIn(profile).limits(of: id) ?? []
      for limit in limits {
        let numbers = [limit.ok, limit.flag, limit.strong].map { $0.formatted(.number.grouping(.never)) }
        let start = "| `\(limit.measure.rawValue)` | \(numbers.joined(separator: " | ")) | "
        let profiles = rows.first { $0.hasPrefix(start) }?.dropFirst(start.count).dropLast(2).components(
          separatedBy: ", ")
        #expect(profiles?.contains(profile.rawValue) == true, "\(id): \(start)\(profile.rawValue)")
      }
      let isToldOff = try text.contains(Regex("Off on [a-z0-9, -]*\\b\(profile.rawValue)[,.]"))
      #expect(isToldOff == (ProfileSheet.builtIn(profile).limits(of: id) == nil), "\(id) on \(profile.rawValue)")
    }
  }
}
