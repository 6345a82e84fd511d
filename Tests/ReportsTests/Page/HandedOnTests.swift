import FormRules
import Foundation
import Testing

@testable import Reports

@Suite("A report that is handed on")
struct HandedOnTests {
  private func page(_ film: Film, file: String = "x.mp4") throws -> Data {
    let set = DrawnSet(file: file)
    let sheet = try ProfileSheet(for: set.analysis.options)
    let subject = ReportSubject(set.analysis, track: set.track, signals: set.signals, sheet: sheet)
    return ReportPage(subject, film: film, pictures: [:]).html
  }

  @Test(
    "is the page that is made of a film without the clip as it was filmed",
    arguments: [
      Film(original: "../../up%22loads/x.mp4", video: "annotated.mp4"), Film(video: "annotated.mp4"), Film(),
      Film(original: "../x.mp4"), Film(original: "../x.mp4", video: "annotated.mp4", soundNote: "No sound."),
    ])
  func without(film: Film) throws {
    for name in ["x.mp4", "<section class=\"player\"><video id=\"film\" src=\"\">.mp4", "data-original=\"a\".mp4"] {
      let handedOn = try #require(ReportPage.withoutOriginal(page(film, file: name)))
      var rest = film
      rest.original = nil
      let expected = try page(rest, file: name)
      #expect(lines(handedOn) == lines(expected), "\(name)")
    }
  }

  /// The lines that are not empty: where the player was, one may be left.
  private func lines(_ page: Data) -> [String] {
    String(decoding: page, as: UTF8.self).split(separator: "\n").map { $0.trimmingCharacters(in: .whitespaces) }
      .filter { !$0.isEmpty }
  }

  @Test(
    "is none where the page shows a film in another way",
    arguments: ["<section class=\"player\"><video src=\"../x.mp4\"></video></section>", "<section class=\"player\">"])
  func foreign(page: String) {
    #expect(ReportPage.withoutOriginal(Data(page.utf8)) == nil)
  }
}
