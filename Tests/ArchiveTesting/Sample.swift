public import Archive
internal import Foundation
public import Movement

/// Records and analyses, a different one for each number.
public enum Sample {
  public static func key(_ number: Int) -> SetKey { SetKey(rawValue: hexadecimal(number, digits: 40))! }
  public static func clip(_ number: Int) -> ClipHash { ClipHash(rawValue: hexadecimal(number, digits: 64))! }

  /// Spread over all digits, as hashes are.
  private static func hexadecimal(_ number: Int, digits: Int) -> String {
    var state = UInt64(number + 1)
    var text = ""
    while text.count < digits {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      let word = String(state >> 32, radix: 16)
      text += String(repeating: "0", count: 8 - word.count) + word
    }
    return String(text.prefix(digits))
  }

  public static func set(_ number: Int, clip: Int? = nil, uploads: [Upload]? = nil) -> SetRecord {
    SetRecord(key: key(number), clipSha256: self.clip(clip ?? number), uploads: uploads ?? [upload(number)])
  }

  public static func upload(_ number: Int, athlete: String? = nil, date: String? = nil) -> Upload {
    Upload(
      path: "week \(number / 100)/clip-\(number).mp4", athlete: athlete ?? "athlete \(number % 50)",
      profile: "machine", date: CalendarDay(date ?? "2026-0\(1 + number % 9)-\(10 + number % 19)"), load: "20 kg",
      tempo: "1-1-3-0", notes: nil)
  }

  public static func failure(_ number: Int, clip: Int?, uploads: [Upload]? = nil) -> FailureRecord {
    FailureRecord(
      key: key(number), clipSha256: clip.map { self.clip($0) }, uploads: uploads ?? [upload(number)],
      kind: .unusable, message: "clip-\(number).mp4: not a video.", exitStatus: 65, attempts: 1, quarantined: false)
  }

  /// Eight reps by twenty rules: of each rep `flags` are flagged, the third rule is the worst.
  public static func analysis(clip number: Int, reps count: Int = 8, flags: Int = 1, outcome: Outcome = .assessed)
    -> Analysis
  {
    let reps = outcome == .assessed ? (1...max(count, 1)).map { rep($0, flags: flags, seed: number) } : []
    let attempts = [Rep](reps.prefix(1)).map { rep in
      var attempt = rep
      attempt.kind = .attempt
      return attempt
    }
    let worst = reps.flatMap(\.findings).first { $0.verdict == .flag }
    return Analysis(
      tool: ToolFacts(version: "1.4.0", models: [], profileSha256: String(repeating: "0", count: 64)),
      options: AnalysisOptions(profile: .machine),
      clip: ClipFacts(
        file: "clip-\(number).mp4", sha256: clip(number).rawValue, duration: 31.5, frames: 945, frameRate: 30,
        variableFrameRate: false, width: 1280, height: 720, rotation: 0,
        decodeHealth: DecodeHealth(framesDecoded: 945, framesDamaged: 0, packetErrors: 0, gaps: [], complete: true)),
      outcome: outcome, reason: outcome == .assessed ? nil : "nobody lies down", athlete: nil,
      capture: Capture(facing: .left, noise: 0.6, bodySize: 180, warnings: [], confidence: .high),
      reps: reps + attempts,
      setFindings: worst.map { [SetFinding(finding: $0, reps: reps.map(\.number))] } ?? [], cues: [],
      summary: Summary(
        reps: reps.count, attempts: attempts.count, flaggedReps: flags > 0 ? reps.map(\.number) : [],
        tempo: reps.isEmpty ? nil : "1.2-1.0-2.1-0.4"))
  }

  private static func rep(_ number: Int, flags: Int, seed: Int) -> Rep {
    let start = Double(number) * 4
    let findings = (0..<20).map { rule in
      // The last rule is never judged; the third is flagged first, and strongly.
      let isFlagged = (2..<2 + flags).contains(rule)
      return Finding(
        rule: RuleID("rule-\(rule)"), verdict: rule == 19 ? .notAssessed : isFlagged ? .flag : .ok,
        severity: isFlagged ? rule == 2 ? .strong : .mild : .info, value: rule == 19 ? nil : Double(rule) + 0.5,
        unit: .degrees, uncertainty: 2, limit: Double(rule), span: TimeSpan(from: start, to: start + 1),
        message: "rep \(number) of clip \(seed): what was seen by rule \(rule)",
        reason: rule == 19 ? "the feet are behind the weight" : nil)
    }
    return Rep(
      number: number, kind: .rep, start: start, top: start + 1.5, end: start + 3.5,
      hold: Hold(start: start + 1, end: start + 2, duration: 0.5 + Double(number) / 10, uncertainty: 0.1),
      tempo: Tempo(ascent: 1.2, top: 1, descent: 2.1, bottom: nil),
      measurements: [
        .topDeviation: Quantity(-Double(number), .degrees, uncertainty: 3),
        .rangeOfMotion: Quantity(82.5, .degrees, uncertainty: 4), .ankleAngle: nil,
      ], findings: findings)
  }
}
