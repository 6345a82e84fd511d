internal import Movement

/// An analysis and its signals, to be asked what goes on at any moment.
struct SetStory: Sendable {
  /// Everyone who looks at a video needs this long to read a flag, seconds.
  static let shortestShow = 1.5

  let reps: [Rep]
  /// How many of them count, for "rep 3 of 6".
  let count: Int
  /// Which flags are shown when, in order of time.
  let flags: [ShownFlag]
  /// To which side of the picture the head points; `nil`: nobody lies there.
  let facing: Facing?
  private let times: [Double]
  private let hipAngles: [Double?]
  private let bodyLines: [Double?]

  /// - Parameter signals: with the columns `hipAngle` and `trunkElevation`; one that is missing is missing everywhere.
  init(_ analysis: Analysis, signals: Signals) {
    reps = analysis.reps.sorted { $0.start < $1.start }
    count = analysis.summary.reps
    facing = analysis.capture.facing
    flags = SetStory.flags(of: analysis)
    times = signals.times
    func values(_ name: String) -> [Double?] { signals.columns.first { $0.name == name }?.values ?? [] }
    hipAngles = values("hipAngle")
    bodyLines = SetStory.bodyLines(trunk: values("trunkElevation"), analysis)
  }

  func moment(at time: Double) -> Moment {
    let rep = reps.last { $0.start <= time && time < $0.end }
    let phase = phase(at: time, in: rep)
    return Moment(
      time: time, rep: rep.map { RepInView(number: $0.number, kind: $0.kind, verdict: $0.verdict) }, phase: phase,
      repsDone: reps.count { $0.kind == .rep && $0.end <= time },
      hold: phase == .hold ? rep.map { time - $0.hold.start } : nil, hipAngle: value(hipAngles, at: time),
      bodyLine: value(bodyLines, at: time), flags: flags.filter { $0.span.from <= time && time < $0.span.to })
  }

  private func phase(at time: Double, in rep: Rep?) -> Phase? {
    if let rep {
      return time < rep.hold.start ? .ascent : time < rep.hold.end ? .hold : .descent
    }
    guard let first = reps.first, let end = reps.map(\.end).max() else { return nil }
    return time < first.start ? .beforeSet : time < end ? .bottom : .afterSet
  }

  /// Between two samples in a straight line; `nil` where one of them is missing.
  private func value(_ values: [Double?], at time: Double) -> Double? {
    guard values.count == times.count, let first = times.first, let last = times.last, first <= time, time <= last
    else {
      return nil
    }
    var low = 0
    var high = times.count - 1
    while high - low > 1 {
      let middle = (low + high) / 2
      if times[middle] <= time { low = middle } else { high = middle }
    }
    if time == times[low] { return values[low] }
    if time == times[high] { return values[high] }
    guard let before = values[low], let after = values[high] else { return nil }
    return before + (after - before) * (time - times[low]) / (times[high] - times[low])
  }

  /// Flags of reps, and those of the set that no rep has. One rule is on show once at a time: a later one takes the place.
  private static func flags(of analysis: Analysis) -> [ShownFlag] {
    let ofReps = analysis.reps.flatMap(\.findings).filter { $0.verdict == .flag }
    let rules = Set(ofReps.map(\.rule))
    let ofSet = analysis.setFindings.map(\.finding).filter { $0.verdict == .flag && !rules.contains($0.rule) }
    var shown: [ShownFlag] = []
    for finding in (ofReps + ofSet).sorted(by: { ($0.from, $0.rule) < ($1.from, $1.rule) }) {
      if let same = shown.lastIndex(where: { $0.rule == finding.rule }) {
        shown[same].span.to = min(shown[same].span.to, finding.from)
      }
      let span = TimeSpan(from: finding.from, to: max(finding.to, finding.from + shortestShow))
      shown.append(ShownFlag(rule: finding.rule, text: finding.shortMessage, span: span))
    }
    return shown.filter { $0.span.from < $0.span.to }
  }

  /// What the legs were held against: the line of the torso, or the horizontal of the room, as the rules do it.
  private static func bodyLines(trunk: [Double?], _ analysis: Analysis) -> [Double?] {
    let options = analysis.options
    let known = trunk.compactMap { $0 }.sorted()
    let isInclined = known.isEmpty || inclined.contains(known[known.count / 2])
    guard options.topReference == .floor, options.profile != .incline45 || isInclined else {
      return trunk.map { $0.map { $0 + (options.neutralOffset ?? 0) } }
    }
    let tilt = (analysis.capture.roll ?? 0) * (analysis.capture.facing == .left ? -1 : 1)
    return trunk.map { $0.map { _ in -tilt } }
  }

  /// Elevation of a trunk that lies on a 45° bench, degrees.
  private static let inclined = 15.0...65.0
}
