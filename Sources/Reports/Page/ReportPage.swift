public import FormRules
public import Foundation
public import Movement
internal import Mustache

/// `report.html`: everything that was found, in one file that needs nothing but the videos beside it.
public struct ReportPage: Sendable {
  private let content: PageContent

  /// - Parameters:
  ///   - subject: what was found.
  ///   - film: what was drawn.
  ///   - pictures: the JPEG of each still, by its name; a still without a picture is left out.
  public init(_ subject: ReportSubject, film: Film, pictures: [String: Data]) {
    content = PageContent(subject, film: film, pictures: pictures)
  }

  /// The page, UTF-8.
  public var html: Data { Data(PageTemplates.render(content, "report").utf8) }
}

/// All that is known of one set, as the report tells it.
public struct ReportSubject: Sendable {
  public let analysis: Analysis
  public let track: PoseTrack
  public let signals: Signals
  /// The limits by which it was judged.
  public let sheet: ProfileSheet

  public init(_ analysis: Analysis, track: PoseTrack, signals: Signals, sheet: ProfileSheet) {
    self.analysis = analysis
    self.track = track
    self.signals = signals
    self.sheet = sheet
  }

  /// The hip angle at which this lifter is in line on this camera, degrees.
  var bodyLine: Double { 180 + (analysis.options.neutralOffset ?? 0) }

  /// The hip angle over time, degrees; `nil`: the set has no signals.
  var hipAngle: Signals.Column? { Curve.hipAngle(in: signals) }
}

/// The templates of the page, compiled once.
enum PageTemplates {
  private static let library: MustacheLibrary = {
    // Its own escaping compares whole characters and lets a quote through that carries an accent.
    PageParts.registerEscaping()
    let sources = [
      "report": PackageResources.report_mustache, "card": PackageResources.card_mustache,
      "still": PackageResources.still_mustache,
    ]
    do {
      return MustacheLibrary(
        templates: try sources.mapValues { try MustacheTemplate(string: String(decoding: $0, as: UTF8.self)) })
    } catch {
      preconditionFailure("a template of the page cannot be read: \(error)")
    }
  }()

  static func render(_ content: Any, _ template: String) -> String {
    guard let text = library.render(content, withTemplate: template) else {
      preconditionFailure("there is no template \(template)")
    }
    return text
  }
}

/// Makes text harmless in HTML, also inside quoted attributes, one Unicode scalar after the other.
struct EscapedHTML: MustacheContentType {
  func escapeText(_ text: String) -> String {
    var escaped = String.UnicodeScalarView()
    for scalar in text.unicodeScalars {
      switch scalar {
      case "<": escaped.append(contentsOf: "&lt;".unicodeScalars)
      case ">": escaped.append(contentsOf: "&gt;".unicodeScalars)
      case "&": escaped.append(contentsOf: "&amp;".unicodeScalars)
      case "\"": escaped.append(contentsOf: "&quot;".unicodeScalars)
      case "'": escaped.append(contentsOf: "&#39;".unicodeScalars)
      default: escaped.append(scalar)
      }
    }
    return String(escaped)
  }
}
