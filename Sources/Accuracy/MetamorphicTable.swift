/// The comparisons of many clips as Markdown: a line a transformation, then what moved and what failed.
public struct MetamorphicTable: Sendable {
  /// At most this share of the verdicts may become `notAssessed` by one transformation.
  public static let lostShare = 0.2

  private var names: [String] = []
  private var comparisons: [String: [(clip: String, comparison: VerdictComparison)]] = [:]
  private var slowed: [(clip: String, comparison: HalfSpeed)] = []

  public init() {}

  public mutating func add(_ comparison: VerdictComparison, of transformation: String, clip: String) {
    if comparisons[transformation] == nil { names.append(transformation) }
    comparisons[transformation, default: []].append((clip, comparison))
  }

  public mutating func add(_ comparison: HalfSpeed, clip: String) { slowed.append((clip, comparison)) }

  /// Nothing happened that must not.
  public var holds: Bool {
    names.allSatisfy { name in
      let all = (comparisons[name] ?? []).map(\.comparison)
      return all.allSatisfy(\.failures.isEmpty)
        && Double(all.sum(\.lost)) <= Self.lostShare * Double(all.sum(\.verdicts))
    } && slowed.allSatisfy(\.comparison.failures.isEmpty)
  }

  public var text: String {
    let lines = names.map { name -> [String] in
      let all = (comparisons[name] ?? []).map(\.comparison)
      let verdicts = all.sum(\.verdicts)
      return [
        name, "\(all.count)", "\(verdicts)", "\(all.sum(\.same))", "\(all.sum(\.lost))",
        Markdown.share(all.sum(\.lost), of: verdicts), "\(all.sum(\.steps.count))", "\(all.sum(\.failures.count))",
      ]
    }
    let header = [
      "transformation", "clips", "verdicts", "same", "to notAssessed", "share", "steps within u", "failures",
    ]
    return
      ([Markdown.table(header, lines)] + halfSpeed
      + list("Steps to or from borderline within the uncertainty", \.steps)
      + list("Failures", \.failures)).joined(separator: "\n\n") + "\n"
  }

  private var halfSpeed: [String] {
    guard !slowed.isEmpty else { return [] }
    let lines = slowed.map { clip, comparison in
      [
        clip, Markdown.fixed(comparison.angle, 1), Markdown.fixed(comparison.time, 2),
        Markdown.percent(comparison.speed), comparison.failures.joined(separator: "; "),
      ]
    }
    let header = ["at half speed", "largest angle difference, deg", "time, s of the original", "speed", "failures"]
    return [Markdown.table(header, lines)]
  }

  private func list(_ title: String, _ texts: (VerdictComparison) -> [String]) -> [String] {
    let lines = names.flatMap { name in
      (comparisons[name] ?? []).flatMap { clip, comparison in texts(comparison).map { "- \(clip), \(name): \($0)" } }
    }
    return lines.isEmpty ? [] : ["\(title):\n\n" + lines.joined(separator: "\n")]
  }
}
