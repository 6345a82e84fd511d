public import Foundation

extension ReportPage {
  /// A report's page as it may be handed on with its folder: without the way to the clip as it was filmed, which lies
  /// elsewhere, and whose address tells how a disk is arranged.
  ///
  /// The rest stays byte for byte: it is what the coach looked at, also where another version made it.
  ///
  /// - Parameter html: a `report.html`, UTF-8.
  /// - Returns: `nil`: it shows a film in a way that no page of ours does.
  public static func withoutOriginal(_ html: Data) -> Data? {
    var page = html
    // All text is escaped: what looks like a tag is the template's own.
    guard let player = page.range(of: Data("<section class=\"player\"".utf8)) else { return page }
    guard let end = page.range(of: Data("</section>".utf8), in: player.upperBound..<page.endIndex) else { return nil }
    var section = String(decoding: page[player.lowerBound..<end.upperBound], as: UTF8.self)
    guard let video = section.firstMatch(of: #/<video id="film"[^>]* src="([^"]*)"/#) else { return nil }
    if video.1 == Film.videoName {
      section = section.replacing(#/ data-original="[^"]*"/#, with: "")
      // Without the other film there is nothing to switch to.
      section = section.replacing(#/ *<button type="button" data-do="overlay"[^>]*>[^<]*</button>\n?/#, with: "")
    } else {
      section = ""
    }
    page.replaceSubrange(player.lowerBound..<end.upperBound, with: Data(section.utf8))
    return page
  }
}
