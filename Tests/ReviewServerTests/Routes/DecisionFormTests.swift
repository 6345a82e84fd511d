import Archive
import ArchiveTesting
import Movement
import Testing

@testable import ReviewServer

@Suite("What a coach sends")
struct DecisionFormTests {
  private static let rep = "set=\(Sample.key(0))&rep=2&"

  @Test(
    "a decision of each kind",
    arguments: [
      ("rule=pause&what=agree", Decision.What.agree),
      ("rule=pause&what=disagree&reason=too-small", .disagree(.tooSmall)),
      ("rule=pause&what=unsure", .unsure), ("rule=swing&what=missed", .missed(nil)),
      ("what=missed&text=leans", .missed("leans")),
      ("what=note&text=a%0D%0Ab&at=2.5", .note("a\nb", at: 2.5)), ("what=note&text=a&at=2,5", .note("a", at: 2.5)),
      ("what=bounds&start=1&end=2", .bounds(start: 1, end: 2)),
    ])
  func kinds(_ row: (form: String, what: Decision.What)) throws {
    let form = try DecisionForm(try #require(FormFields(Self.rep + row.form)))
    #expect(form.what == .decide(row.what))
    #expect(form.address == RepAddress(Sample.key(0), 2))
  }

  @Test(
    "what is missing or none is said, and nothing is kept",
    arguments: [
      "rule=pause", "rule=pause&what=maybe", "rule=sofa&what=agree", "rule=pause&what=disagree",
      "rule=pause&what=disagree&reason=mood", "what=note&at=1", "what=note&text=a", "what=note&text=a&at=x",
      "what=note&text=a&at=nan", "what=note&text=a&at=-1", "what=note&text=a&at=inf", "what=bounds&start=1",
      "what=undo",
      "what=undo&undoes=1", "rep=0&what=agree", "rep=-1&rule=pause&what=agree",
    ])
  func missing(_ text: String) throws {
    let prefix = text.hasPrefix("rep=") ? "set=\(Sample.key(0))&" : Self.rep
    let fields = try #require(FormFields(prefix + text))
    #expect { try DecisionForm(fields) } throws: { ($0 as? Refusal)?.status == .unprocessableContent }
  }

  @Test("a set that is none is said", arguments: ["", "set=1&", "set=../x&"])
  func noSet(_ prefix: String) throws {
    let fields = try #require(FormFields(prefix + "rep=2&rule=pause&what=agree"))
    #expect(throws: Refusal.self) { try DecisionForm(fields) }
  }
}
