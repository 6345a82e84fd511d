internal import ArgumentParser
internal import FormRules
internal import Foundation
internal import Movement

struct RulesCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "rules",
    abstract: "Say what is checked on a profile, with its limits; or all about one rule.",
    discussion: """
      A profile of your own starts from one of the five and changes what it names; see Docs/Profiles.md.

      EXAMPLES:
        formcheck rules
        formcheck rules pause --profile ball
        formcheck rules --profile studio.yaml --strictness lenient
      """)

  @Argument(
    help: ArgumentHelp("A rule's name; all of them in short when it is left out.", valueName: "rule"),
    completion: Completions.rules)
  var rule: String?

  @Option(
    help: ArgumentHelp("The equipment, or a file with limits of your own.", valueName: "p|file.yaml"),
    completion: Completions.profiles)
  var profile = Profile.bench.rawValue

  @Option(help: "How far from ok to flag: 1.5 times, once, half.")
  var strictness = Strictness.normal

  func validate() throws {
    if ProfileChoice(named: profile) == nil {
      throw ValidationError("--profile \(profile): \(ProfileChoice.hint(for: profile))")
    }
    if rule?.isEmpty == true { throw ValidationError("a rule has an empty name; formcheck rules lists all") }
    if let rule, RuleBook.rule(RuleID(rule)) == nil {
      let names = RuleBook.rules.map(\.id.rawValue)
      let guess = Spelling.nearest(to: rule, in: names).map { "did you mean \($0)? " } ?? ""
      throw ValidationError("\(rule): no such rule; \(guess)the rules are \(names.joined(separator: ", "))")
    }
  }

  func run() throws {
    do {
      let choice = try ProfileChoice(named: profile)?.load()
      let sheet = try choice?.own.map(ProfileSheet.init) ?? .builtIn(choice?.equipment ?? .bench)
      let text = RuleText(sheet: sheet, strictness: strictness)
      let lines = rule.flatMap { RuleBook.rule(RuleID($0)) }.map(text.page) ?? text.overview
      try output(lines.map(\.printable).joined(separator: "\n"))
    } catch {
      complain(error, about: profile)
      throw ExitCode(ExitStatus(error).rawValue)
    }
  }
}
