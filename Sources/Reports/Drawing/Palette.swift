internal import Movement

/// One colour of the report, opaque.
struct Colour: Sendable, Hashable {
  /// Six hexadecimal digits, red first: `0xD55E00`.
  let value: UInt32

  init(_ value: UInt32) { self.value = value }

  /// As a style sheet writes it: `#d55e00`.
  var hex: String {
    let digits = String(value, radix: 16)
    return "#" + String(repeating: "0", count: 6 - digits.count) + digits
  }

  /// 0 to 1.
  var red: Double { Double(value >> 16 & 255) / 255 }
  var green: Double { Double(value >> 8 & 255) / 255 }
  var blue: Double { Double(value & 255) / 255 }
}

/// The colours and marks of everything that is drawn, on video, stills and the page.
///
/// The verdicts' colours are from the set of Okabe and Ito (2008), which people with any common colour blindness can tell
/// apart; and none ever stands alone: the mark goes with it.
enum Palette {
  static let ok = Colour(0x009E73)
  static let borderline = Colour(0xE69F00)
  static let flag = Colour(0xD55E00)
  static let notAssessed = Colour(0x9AA0A6)

  /// Text on light ground, and the ground under light text.
  static let ink = Colour(0x14171A)
  static let paper = Colour(0xFFFFFF)
  /// Where the legs should be, and the angle against it.
  static let bodyLine = Colour(0xF0E442)
  /// From shoulder over hip to knee: what the angle is measured between.
  static let measured = Colour(0xFFFFFF)
  static let skeletonNear = Colour(0x56B4E9)
  static let skeletonFar = Colour(0xB9DDF3)

  static func colour(_ verdict: Verdict) -> Colour {
    switch verdict {
    case .ok: ok
    case .borderline: borderline
    case .flag: flag
    case .notAssessed: notAssessed
    }
  }

  /// One character that says the same as the colour.
  static func mark(_ verdict: Verdict) -> String {
    switch verdict {
    case .ok: "✓"
    case .borderline: "~"
    case .flag: "!"
    case .notAssessed: "?"
    }
  }
}
