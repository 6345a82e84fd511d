public import Movement

/// What a rule holds against limits: the rule's part of a ``Limit``, the same on every profile.
public struct Criterion: Sendable, Equatable {
  public var measure: Measure
  public var unit: Unit
  public var side: Limit.Side

  public init(_ measure: Measure, _ unit: Unit, _ side: Limit.Side) {
    self.measure = measure
    self.unit = unit
    self.side = side
  }
}

/// Where good ends and a fault begins, for one measure: plain data, the same for the judge, the list and the digest.
public struct Limit: Sendable, Codable, Equatable {
  /// On which side of the limits good lies.
  public enum Side: String, Sendable, Codable {
    case atLeast, atMost
  }

  public var measure: Measure
  public var unit: Unit
  public var side: Side
  /// Inside: no fault. Equal to `flag` where the guide knows no "almost".
  public var ok: Double
  /// Beyond, by more than the uncertainty: a fault.
  public var flag: Double
  /// Beyond: a strong one.
  public var strong: Double
  /// Why the limit lies here.
  public var reason: String

  public init(_ criterion: Criterion, ok: Double, flag: Double, strong: Double, because reason: String) {
    measure = criterion.measure
    unit = criterion.unit
    side = criterion.side
    self.ok = ok
    self.flag = flag
    self.strong = strong
    self.reason = reason
  }

  /// Strictness stretches the way from ok to flag, and moves the strong limit along.
  public func scaled(by strictness: Strictness) -> Limit {
    var scaled = self
    scaled.flag = ok + (flag - ok) * strictness.factor
    scaled.strong = strong + (scaled.flag - flag)
    return scaled
  }

  /// What a measured number means: the one place where numbers become verdicts.
  public func verdict(_ quantity: Quantity) -> Verdict {
    if isWithin(quantity.value, ok) { return .ok }
    return isWithin(quantity.value, beyond(flag, by: quantity.uncertainty)) ? .borderline : .flag
  }

  /// How bad a flagged number is.
  public func severity(_ quantity: Quantity) -> Severity {
    guard verdict(quantity) == .flag else { return .info }
    return isWithin(quantity.value, strong) ? .mild : .strong
  }

  private func isWithin(_ value: Double, _ limit: Double) -> Bool {
    side == .atLeast ? value >= limit : value <= limit
  }

  private func beyond(_ limit: Double, by uncertainty: Double) -> Double {
    side == .atLeast ? limit - uncertainty : limit + uncertainty
  }
}
