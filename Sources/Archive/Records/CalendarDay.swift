/// A day as the manifest gives it, `2026-03-14`, in nobody's time zone.
///
/// Text of that one form sorts by time.
public struct CalendarDay: RawRepresentable, Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
  public let rawValue: String

  /// `nil`: not of that form, or a day that no calendar has.
  public init?(rawValue: String) {
    // Byte by byte: a table of thousands of sets reads as many days.
    var numbers = [0, 0, 0]
    var part = 0
    guard rawValue.utf8.count == 10 else { return nil }
    for (index, byte) in rawValue.utf8.enumerated() {
      switch (index, byte) {
      case (4, UInt8(ascii: "-")), (7, UInt8(ascii: "-")): part += 1
      case (4, _), (7, _): return nil
      case (_, UInt8(ascii: "0")...UInt8(ascii: "9")): numbers[part] = numbers[part] * 10 + Int(byte - 48)
      default: return nil
      }
    }
    let (year, month, day) = (numbers[0], numbers[1], numbers[2])
    guard year > 0, (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day) else { return nil }
    self.rawValue = rawValue
  }

  public init?(_ text: String) { self.init(rawValue: text) }

  public var description: String { rawValue }
  public static func < (a: CalendarDay, b: CalendarDay) -> Bool { a.rawValue < b.rawValue }

  private static func days(in month: Int, of year: Int) -> Int {
    switch month {
    case 2: year % 4 == 0 && (year % 100 != 0 || year % 400 == 0) ? 29 : 28
    case 4, 6, 9, 11: 30
    default: 31
    }
  }
}
