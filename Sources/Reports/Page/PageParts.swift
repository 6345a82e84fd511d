internal import FormRules
public import Movement
internal import Mustache

/// What other pages share with the report, so that they look and read like it.
public enum PageParts {
  /// The report's style sheet, with its colours for light, dark and paper.
  public static var style: String { String(decoding: PackageResources.page_css, as: UTF8.self) }

  /// Makes Mustache know the content type `PAGE`, under which every text in a template is harmless in HTML.
  public static func registerEscaping() { MustacheContentTypes.register(EscapedHTML(), named: "PAGE") }

  /// What the report calls a rule; its own name where it is not known.
  public static func title(_ rule: RuleID) -> String { RuleBook.rule(rule)?.title ?? rule.rawValue }

  /// One character that says what the colour of a verdict says.
  public static func mark(_ verdict: Verdict) -> String { Palette.mark(verdict) }

  /// Where the report shows a rep; `nil`: what it shows of the whole set.
  public static func anchor(rep number: Int?) -> String { number.map { "rep-\($0)" } ?? "set-title" }
}
