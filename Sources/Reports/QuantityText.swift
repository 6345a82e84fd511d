public import FormRules
internal import Foundation
public import Movement

extension Movement.Unit {
  /// A number with its unit as people write it: `-10°`, `0.7 s`; at most three decimals.
  public func text(_ value: Double) -> String {
    let rounded = value.rounded(toDecimals: 3)
    return phrase(rounded == rounded.rounded() && abs(rounded) < 1e15 ? "\(Int(rounded))" : "\(rounded)")
  }

  /// A measured number and its uncertainty, with no more digits than it is worth: `-3° ±6°`, `0.4 s ±0.1 s`.
  func text(_ value: Double, uncertainty: Double) -> String {
    guard uncertainty > 0 else { return text(value.rounded(toDecimals: 2)) }
    // As the findings' sentences say it: angles rounded up, the rest to the nearest.
    let doubt = max(smallest == 1 ? uncertainty.rounded(.up) : uncertainty, smallest)
    return "\(phrase(fixed(value))) ±\(phrase(fixed(doubt)))"
  }

  /// The finest step that is worth showing.
  private var smallest: Double {
    switch self {
    case .degrees, .degreesPerSecond, .pixels, .framesPerSecond, .count: 1
    case .seconds: 0.1
    case .torsoLengths, .legLengths, .ratio: 0.01
    }
  }

  private func fixed(_ value: Double) -> String {
    let decimals = smallest == 1 ? 0 : smallest == 0.1 ? 1 : 2
    return String(format: "%.\(decimals)f", value.rounded(toDecimals: decimals))
  }

  private func phrase(_ number: String) -> String {
    switch self {
    case .degrees: number + "°"
    case .ratio, .count: number
    case .seconds: number + " s"
    case .degreesPerSecond: number + "°/s"
    case .pixels: number + " px"
    case .torsoLengths: number + " torso lengths"
    case .legLengths: number + " leg lengths"
    case .framesPerSecond: number + " frames a second"
    }
  }
}

extension Quantity {
  /// `-3° ±6°`
  var text: String { unit.text(value, uncertainty: uncertainty) }
}

extension Limit {
  /// `hold: ok from 1 s, flag below 0.7 s, strong below 0.35 s`
  public var text: String {
    let (inside, outside) = side == .atLeast ? ("from", "below") : ("up to", "above")
    return "\(measure.rawValue): ok \(inside) \(unit.text(ok)), flag \(outside) \(unit.text(flag)), "
      + "strong \(outside) \(unit.text(strong))"
  }
}

/// Moments of a clip as people read them.
enum Clock {
  /// A file that was tampered with may hold times that no number of digits shows.
  private static func shown(_ time: Double) -> Double { min(max(0, time), 1e9) }

  /// `0:12`, cut down to whole seconds.
  static func seconds(_ time: Double) -> String {
    let whole = Int(shown(time).rounded(.down))
    return "\(whole / 60):\(String(format: "%02d", whole % 60))"
  }

  /// `0:12.3`
  static func tenths(_ time: Double) -> String {
    let tenths = Int((shown(time) * 10).rounded())
    return "\(tenths / 600):\(String(format: "%02d.%d", tenths / 10 % 60, tenths % 10))"
  }
}

extension Verdict {
  /// As a person says it.
  var words: String {
    switch self {
    case .ok: "ok"
    case .borderline: "borderline"
    case .flag: "fault"
    case .notAssessed: "not judged"
    }
  }
}
