/// One of several equal parts of a batch, for several machines: by content, so that all names of a clip fall into one.
public struct Shard: Sendable, Equatable {
  /// 1 is the first.
  public var number: Int
  public var count: Int

  public static let whole = Shard(number: 1, count: 1)

  /// - Precondition: `1 <= number <= count`.
  public init(number: Int, count: Int) {
    precondition(1 <= number && number <= count)
    self.number = number
    self.count = count
  }

  /// - Parameter text: "2/5", the second of five.
  public init?(_ text: String) {
    let parts = text.split(separator: "/", omittingEmptySubsequences: false).map { Int($0) }
    guard parts.count == 2, let number = parts[0], let count = parts[1], 1 <= number, number <= count else {
      return nil
    }
    self.init(number: number, count: count)
  }

  /// - Parameter digits: hexadecimal, evenly spread.
  func holds(_ digits: String) -> Bool {
    let value = UInt64(digits.prefix(15), radix: 16) ?? 0
    return Int(value % UInt64(count)) == number - 1
  }
}
