/// The signals that the verdicts were read from, on one uniform time grid.
public struct Signals: Sendable, Equatable {
  /// Seconds from the start of the clip, one for each row.
  public var times: [Double]
  public var columns: [Column]

  /// One signal. `values` is as long as ``Signals/times``; `nil` where the signal is missing.
  public struct Column: Sendable, Equatable {
    public var name: String
    public var unit: Unit
    public var values: [Double?]

    public init(name: String, unit: Unit, values: [Double?]) {
      self.name = name
      self.unit = unit
      self.values = values
    }
  }

  /// - Precondition: every column is as long as `times`.
  public init(times: [Double], columns: [Column]) {
    precondition(columns.allSatisfy { $0.values.count == times.count }, "columns of different length")
    self.times = times
    self.columns = columns
  }
}
