public import Foundation

/// A moment in UTC, to the millisecond: `2026-11-21T16:20:44.123Z`.
///
/// Text of that one form sorts by time.
public struct Moment: RawRepresentable, Sendable, Hashable, Codable, Comparable, CustomStringConvertible {
  public let rawValue: String

  /// `nil`: not of that form, or a moment that no clock shows.
  public init?(rawValue: String) {
    let bytes = Array(rawValue.utf8)
    guard bytes.count == 24, CalendarDay(rawValue: String(rawValue.prefix(10))) != nil else { return nil }
    for (index, byte) in bytes.enumerated().dropFirst(10) {
      let expected: UInt8? =
        switch index {
        case 10: UInt8(ascii: "T")
        case 13, 16: UInt8(ascii: ":")
        case 19: UInt8(ascii: ".")
        case 23: UInt8(ascii: "Z")
        default: nil
        }
      guard expected.map({ $0 == byte }) ?? (48...57).contains(byte) else { return nil }
    }
    func number(_ index: Int) -> UInt8 { (bytes[index] - 48) * 10 + bytes[index + 1] - 48 }
    guard number(11) < 24, number(14) < 60, number(17) < 60 else { return nil }
    self.rawValue = rawValue
  }

  /// The nearest millisecond.
  ///
  /// - Precondition: within the years 1600 to 9999: before them the calendar was another one.
  public init(_ date: Date) {
    let milliseconds = (date.timeIntervalSince1970 * 1000).rounded()
    var calendar = Calendar(identifier: .gregorian)
    calendar.timeZone = .gmt
    let seconds = (milliseconds / 1000).rounded(.down)
    let parts = calendar.dateComponents(
      [.era, .year, .month, .day, .hour, .minute, .second], from: Date(timeIntervalSince1970: seconds))
    let year = parts.year ?? 0
    precondition(parts.era == 1 && (1600...9999).contains(year), "\(date) is no moment of these times")
    func padded(_ number: Int?, _ digits: Int) -> String {
      let text = String(number ?? 0)
      return String(repeating: "0", count: digits - text.count) + text
    }
    let day = "\(padded(year, 4))-\(padded(parts.month, 2))-\(padded(parts.day, 2))"
    let time = "\(padded(parts.hour, 2)):\(padded(parts.minute, 2)):\(padded(parts.second, 2))"
    rawValue = "\(day)T\(time).\(padded(Int(milliseconds - seconds * 1000), 3))Z"
  }

  public var description: String { rawValue }
  public static func < (a: Moment, b: Moment) -> Bool { a.rawValue < b.rawValue }
}
