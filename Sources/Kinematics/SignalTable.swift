public import Movement

extension SetSignals {
  /// The signals by name, for whoever wants to draw them or to judge otherwise. Missing samples are `nil`.
  public var table: Signals {
    let columns: [(String, Unit, [Double])] = [
      ("hipAngle", .degrees, delta6.map { 180 + $0 }),
      ("bodyLineDeviation", .degrees, delta6),
      ("bodyLineDeviationRaw", .degrees, deltaRaw),
      ("angularSpeed", .degreesPerSecond, speed),
      ("thighElevation", .degrees, phi),
      ("legElevation", .degrees, lambda),
      ("trunkElevation", .degrees, tau),
      ("kneeFlexion", .degrees, kappa),
      ("headAngle", .degrees, eta),
    ]
    return Signals(
      times: (0..<timeline.count).map(timeline.time),
      columns: columns.map { name, unit, values in
        Signals.Column(name: name, unit: unit, values: values.map { $0.isNaN ? nil : $0 })
      })
  }
}
