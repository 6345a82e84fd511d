internal import Foundation
internal import Movement

/// One still as the template shows it.
struct StillFigure: Sendable {
  /// Of which rep; `nil`: of the whole clip.
  var rep: String?
  var moment: String
  /// The name by which the page shows the picture a second time.
  var image: String
  var width: Int
  var height: Int
  var base64: String
  var alt: String
  var caption: String
  var stillAnchor: String
  var stillTime: String

  /// Those whose picture is there.
  static func all(_ film: Film, pictures: [String: Data]) -> [StillFigure] {
    film.stills.compactMap { still in pictures[still.name].map { StillFigure(still, $0) } }
  }

  private init(_ still: Still, _ picture: Data) {
    let angle = still.angle.map { "\(Int($0.rounded()))°" }
    let place =
      switch still.moment {
      case "bottom": "bottom"
      case "middle": "half way up"
      case "top": "top"
      default: Clock.tenths(still.time)
      }
    rep = still.rep
    moment = still.moment
    image = "still-\(still.name)"
    width = still.width
    height = still.height
    base64 = picture.base64EncodedString()
    caption = [place, angle].compactMap { $0 }.joined(separator: ", ")
    let whose = still.rep.map { $0.hasPrefix("a") ? "Attempt \($0.dropFirst())" : "Rep \($0)" } ?? "The clip"
    alt = "\(whose), \(place)" + (angle.map { ": hip angle \($0)" } ?? "")
    stillAnchor = still.rep.map { "rep-\($0)" } ?? "reps"
    stillTime = "\(still.time)"
  }
}
