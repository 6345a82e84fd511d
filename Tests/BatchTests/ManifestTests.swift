import Archive
import Movement
import Testing

@testable import Batch

@Suite("The manifest")
struct ManifestTests {
  private func manifest(_ lines: String...) throws -> Manifest {
    try Manifest(lines.joined(separator: "\r\n"), name: "sets.csv")
  }

  private func file(_ path: String) -> FoundFile { FoundFile(path: path, name: "x") }

  @Test("gives each file what its row says, whatever the order of the columns")
  func rows() throws {
    let manifest = try manifest(
      "notes,file,athlete,profile,date,load,tempo",
      "\"felt \"\"good\"\",\nreally\",a.mp4,Ann,machine,2026-11-21,40 kg,1-1-3-0",
      ",b.mp4,Bea,,,,")
    #expect(manifest.faults == [])
    #expect(
      manifest.facts["a.mp4"]
        == Manifest.Facts(
          athlete: "Ann", profile: .machine, date: CalendarDay("2026-11-21"), load: "40 kg",
          tempo: TempoTarget("1-1-3-0"), tempoText: "1-1-3-0",
          notes: "felt \"good\",\nreally"))
    #expect(manifest.facts["b.mp4"] == Manifest.Facts(athlete: "Bea"))
  }

  @Test(
    "reads what spreadsheets write",
    arguments: [
      "\u{FEFF}file;athlete\r\na.mp4;Ann", "file,athlete\na.mp4,Ann\n", "file,athlete\ra.mp4,Ann\r\r",
      "file,athlete,,\na.mp4,Ann,,\n,,,\n ,\n",
    ])
  func dialects(text: String) throws {
    let manifest = try Manifest(text, name: "sets.csv")
    #expect(manifest.facts == ["a.mp4": Manifest.Facts(athlete: "Ann")])
    #expect(manifest.faults == [])
  }

  @Test(
    "tells a bad row by its line, and takes the others",
    arguments: [
      ("a.mp4,Ann,barbell,", "the profile 'barbell' is unknown"), ("a.mp4,Ann,bench,21.11.2026", "the date"),
      ("a.mp4,Ann,bench,2026-02-30", "the date"), ("a.mp4,Ann", "2 cells under 4 columns"), (",Ann,bench,", "no file"),
      ("b.mp4,Ann,bench,", "b.mp4 has a row already"),
    ])
  func faults(row: String, reason: String) throws {
    let manifest = try manifest("file,athlete,profile,date", "b.mp4,\"two\nlines\",bench,", row, "c.mp4,Cy,ball,")
    #expect(manifest.faults.map(\.line) == [4])
    #expect(manifest.faults.first?.description.contains(reason) == true)
    #expect(manifest.facts.keys.sorted() == ["b.mp4", "c.mp4"])
  }

  @Test("a quotation mark that is never closed hides all rows behind it: nothing is taken")
  func openQuote() throws {
    let error = #expect(throws: ManifestError.self) {
      try manifest("file,athlete", "a.mp4,Ann", "b.mp4,\"Bea", "c.mp4,Cy")
    }
    #expect(error?.description.contains("line 3") == true)
  }

  @Test("the clip of a bad row is known, so that it can be held back; a good row of a longer name goes before it")
  func heldBack() throws {
    let manifest = try manifest(
      "file,athlete,notes", "a.mp4,Ann,one, two", "monday/a.mp4,Mo,fine", "b.mp4,Bea,", "b.mp4,Bo,", "c.mp4,C\u{0},")
    #expect(manifest.faults.map(\.line) == [2, 5, 6])
    #expect(manifest.fault(of: file("/up/a.mp4"))?.line == 2)
    #expect(manifest.fault(of: file("/up/monday/a.mp4")) == nil)
    #expect(manifest.fault(of: file("/up/b.mp4"))?.line == 5)
    #expect(manifest.fault(of: file("/up/d.mp4")) == nil)
  }

  @Test(
    "refuses a header that it cannot use",
    arguments: [
      ("", "empty"), ("athlete,date", "no column 'file'"), ("file,file", "twice"),
      ("file,weight", "'weight' is unknown"),
    ])
  func header(text: String, reason: String) {
    let error = #expect(throws: ManifestError.self) { try Manifest(text, name: "sets.csv") }
    #expect(error?.description.contains(reason) == true)
    #expect(error?.description.contains("sets.csv") == true)
  }

  @Test("finds a file by the longest end of its path")
  func paths() throws {
    let manifest = try manifest("file,athlete", "a.mp4,any", "monday/a.mp4,monday", "/up/tuesday/a.mp4,tuesday")
    #expect(manifest.facts(of: file("/up/monday/a.mp4"))?.athlete == "monday")
    #expect(manifest.facts(of: file("/up/tuesday/a.mp4"))?.athlete == "tuesday")
    #expect(manifest.facts(of: file("/up/friday/a.mp4"))?.athlete == "any")
    #expect(manifest.facts(of: file("/up/b.mp4")) == nil)
  }
}
