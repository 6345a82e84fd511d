/// A day as the manifest gives it, `2026-03-14`, in nobody's time zone.
///
/// Text of that one form sorts by time.
public struct CalendarDay: RawRepresentable, Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
  public let rawValue: String

  /// `nil`: not of that form, or a day that no calendar has.
  public init?(rawValue: String) {
    let parts = rawValue.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy { (48...57).contains($0) } }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year > 0,
      (1...12).contains(month), (1...Self.days(in: month, of: year)).contains(day)
    else { return nil }
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
