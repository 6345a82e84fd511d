public import Movement

extension CSV {
  /// `reps.csv`: one row a rep, units in the header, one column a verdict. All of it is ASCII: a spreadsheet that takes
  /// the text for another encoding than UTF-8 shows the same.
  public init(reps: [Rep]) {
    let measures = Measure.contract.map { measure in
      (measure, reps.lazy.compactMap { $0.measurements[measure] ?? nil }.first?.unit)
    }
    let rules = reps.flatMap(\.findings).map(\.rule).uniqued()
    self.init(
      header: ["rep", "kind", "start [s]", "top [s]", "end [s]", "flags"]
        + ["ascent [s]", "top pause [s]", "descent [s]", "bottom [s]"]
        + measures.flatMap { measure, unit in
          let unit = unit.map { " [\($0.rawValue)]" } ?? ""
          return [measure.rawValue + unit, measure.rawValue + " uncertainty" + unit]
        }
        + rules.map(\.rawValue))
    for rep in reps {
      let flags = rep.findings.filter { $0.verdict == .flag }.map(\.rule.rawValue)
      append(
        [.number(Double(rep.number)), .text(rep.kind.rawValue), .number(rep.start), .number(rep.top), .number(rep.end)]
          + [.text(flags.joined(separator: " "))]
          + [rep.tempo.ascent, rep.tempo.top, rep.tempo.descent, rep.tempo.bottom].map { Cell($0) }
          + measures.flatMap { measure, _ in
            let quantity = rep.measurements[measure] ?? nil
            return [Cell(quantity?.value), Cell(quantity?.uncertainty)]
          }
          + rules.map { rule in
            rep.findings.first { $0.rule == rule }.map { .text($0.verdict.rawValue) } ?? .none
          })
    }
  }

  /// `signals.csv`: one row a moment, the first column the time, units in the header.
  public init(signals: Signals) {
    self.init(header: ["time [s]"] + signals.columns.map { "\($0.name) [\($0.unit.rawValue)]" })
    for (row, time) in signals.times.enumerated() {
      append(
        [.number(time.rounded(toDecimals: 4))]
          + signals.columns.map { Cell($0.values[row]?.rounded(toDecimals: 3)) })
    }
  }
}

extension Sequence where Element: Hashable {
  /// Each element once, in the order of their first appearance.
  func uniqued() -> [Element] {
    var seen: Set<Element> = []
    return filter { seen.insert($0).inserted }
  }
}
