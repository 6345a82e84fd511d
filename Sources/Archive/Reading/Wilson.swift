/// How sure a share is that was counted.
public enum Wilson {
  /// The 95 % point of the normal distribution: it leaves 90 % between itself and its negative.
  private static let point = 1.644_853_626_951_472_7

  /// The 90 % interval of a share, by Wilson's score (1927): never beyond 0 and 1, and of use for small numbers too.
  ///
  /// - Returns: `nil`: nothing was counted.
  public static func interval(_ successes: Int, of total: Int) -> ClosedRange<Double>? {
    guard total > 0 else { return nil }
    let (share, count) = (Double(successes) / Double(total), Double(total))
    let weight = point * point / count
    let middle = (share + weight / 2) / (1 + weight)
    let half = point / (1 + weight) * (share * (1 - share) / count + weight / (4 * count)).squareRoot()
    return max(0, middle - half)...min(1, middle + half)
  }
}
