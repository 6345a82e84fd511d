internal import FormRules
public import Movement
internal import Mustache

/// What other pages share with the report, so that they look and read like it.
public enum PageParts {
  /// The report's style sheet, with its colours for light, dark and paper.
  public static var style: String { String(decoding: PackageResources.page_css, as: UTF8.self) }

  /// The report's script, as it stands in the page.
  public static var script: String { String(decoding: PackageResources.page_js, as: UTF8.self) }

  /// Makes Mustache know the content type `PAGE`, under which every text in a template is harmless in HTML.
  public static func registerEscaping() { MustacheContentTypes.register(EscapedHTML(), named: "PAGE") }

  /// What the report calls a rule; its own name where it is not known.
  public static func title(_ rule: RuleID) -> String { RuleBook.rule(rule)?.title ?? rule.rawValue }

  /// All rules in the order in which they are listed, with what the report calls them.
  public static var rules: [(id: RuleID, title: String)] { RuleBook.rules.map { ($0.id, $0.title) } }

  /// One character that says what the colour of a verdict says.
  public static func mark(_ verdict: Verdict) -> String { Palette.mark(verdict) }

  /// As a person says it.
  public static func words(_ verdict: Verdict) -> String { verdict.words }

  /// A moment of a clip, `0:12.3`.
  public static func clock(_ seconds: Double) -> String { Clock.tenths(seconds) }

  /// A measured number, no more digits than it is worth: `-3° ±6°`.
  public static func amount(_ value: Double, _ unit: Movement.Unit, uncertainty: Double) -> String {
    unit.text(value, uncertainty: uncertainty)
  }

  /// What the report says of a set first of all: `8 reps, 2 with a fault`.
  public static func headline(_ analysis: Analysis) -> String { PageContent.headline(analysis) }

  /// Why a set was not assessed, as a sentence; `nil`: it was.
  public static func reason(_ analysis: Analysis) -> String? {
    analysis.outcome == .assessed ? nil : PageContent.reason(analysis)
  }

  /// Where the report shows a rep; `nil`: what it shows of the whole set.
  public static func anchor(rep number: Int?) -> String { number.map { "rep-\($0)" } ?? "set-title" }
}
