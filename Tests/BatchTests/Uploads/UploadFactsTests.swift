import Archive
import Foundation
import Movement
import Testing

@testable import Batch

@Suite("What the sender of a clip says of it")
struct UploadFactsTests {
  private func facts(_ name: String, athlete: String = "Ann") throws(UploadError) -> UploadFacts {
    try UploadFacts(name: name, athlete: athlete, profile: nil, date: CalendarDay("2026-11-29")!)
  }

  @Test(
    "of a name the last part is kept, as it looks",
    arguments: [
      ("a.mp4", "a.mp4"), ("../../etc/passwd", "passwd"), ("/a/b/c.mov", "c.mov"), ("C:\\clips\\a.mp4", "a.mp4"),
      ("..\\..\\a.mp4", "a.mp4"), ("folder/", "folder"), ("a/\u{301}b.mp4", "\u{301}b.mp4"), (" a.mp4 ", "a.mp4"),
      ("gpj.\u{202E}4pm.exe", "gpj.4pm.exe"), ("\u{2066}a\u{2069}.mp4", "a.mp4"), ("e\u{301}.mp4", "\u{E9}.mp4"),
      ("-rf.mp4", "-rf.mp4"), ("...", "..."), ("<b>&\"'.mp4", "<b>&\"'.mp4"), ("体操.mp4", "体操.mp4"),
      (String(repeating: "a", count: 255), String(repeating: "a", count: 255)),
    ])
  func names(sent: String, kept: String) throws {
    let name = try facts(sent).name
    #expect(name.unicodeScalars.elementsEqual(kept.unicodeScalars))
    #expect(!name.utf8.contains(UInt8(ascii: "/")) && name == name.printable)
  }

  @Test(
    "a name that cannot be kept is refused, an athlete's too",
    arguments: [
      "", " ", "\u{202E}", "a\u{0}.mp4", "a\n.mp4", "a\r", "\u{1B}[2J", "a\u{7F}", "a\u{85}b", "a\u{2028}b", "a\tb",
      String(repeating: "a", count: 256), String(repeating: "é", count: 128),
    ])
  func bad(text: String) {
    #expect(throws: UploadError.self) { try facts(text) }
    let error = #expect(throws: UploadError.self) { try facts("a.mp4", athlete: text) }
    #expect(error?.kind == .badAthlete)
    #expect(error.map { $0.description.printable == $0.description } == true)
  }

  @Test("a folder is no file", arguments: ["/", "..", ".", "a/..", "a\\.", "\u{200F}..", "//", "\\"])
  func folders(name: String) {
    let error = #expect(throws: UploadError.self) { try facts(name) }
    #expect(error?.kind == .badName)
  }

  @Test("an athlete is called whatever they are called")
  func athlete() throws {
    #expect(try facts("a.mp4", athlete: " Zoe\u{308} O'Brien / B ").athlete == "Zoë O'Brien / B")
  }
}
