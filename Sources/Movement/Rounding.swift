extension Double {
  /// The nearest number with at most `decimals` digits behind the point, halves away from zero; never `-0`.
  public func rounded(toDecimals decimals: Int) -> Double {
    var scale = 1.0
    for _ in 0..<decimals { scale *= 10 }
    return (self * scale).rounded() / scale + 0
  }

  /// The same direction, in degrees within (-180, 180].
  public var wrappedDegrees: Double {
    let turned = truncatingRemainder(dividingBy: 360)
    if turned > 180 { return turned - 360 }
    return turned <= -180 ? turned + 360 : turned
  }
}
