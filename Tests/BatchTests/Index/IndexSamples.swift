import Archive
import Foundation
import Movement

/// A results folder that goes when the test has ended, with an archive in it.
final class SampleResults: Sendable {
  let url: URL
  let archive: ResultsArchive

  init() throws {
    url = FileManager.default.temporaryDirectory.appendingPathComponent("index-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: url, withIntermediateDirectories: true)
    archive = try ResultsArchive(at: url.appendingPathComponent(ResultsArchive.fileName))
  }

  deinit { try? FileManager.default.removeItem(at: url) }

  func record(_ number: Int, _ uploads: [Upload], _ analysis: Analysis? = nil) throws {
    let clip = IndexSample.clip(number)
    var analysis = analysis ?? IndexSample.analysis(reps: 6)
    analysis.clip.sha256 = clip.rawValue
    try archive.record(SetRecord(key: IndexSample.key(number), clipSha256: clip, uploads: uploads), analysis)
  }

  func fail(
    _ number: Int, _ uploads: [Upload], _ kind: FailureRecord.Kind = .crashed, _ message: String = "it ended",
    attempts: Int = 2, quarantined: Bool = true
  ) throws {
    try archive.record(
      FailureRecord(
        key: IndexSample.key(number), clipSha256: IndexSample.clip(number), uploads: uploads, kind: kind,
        message: message,
        attempts: attempts, quarantined: quarantined))
  }
}

enum IndexSample {
  static func key(_ number: Int) -> SetKey { SetKey(rawValue: digits(number, 40))! }
  static func clip(_ number: Int) -> ClipHash { ClipHash(rawValue: digits(number, 64))! }

  private static func digits(_ number: Int, _ count: Int) -> String {
    let text = String(number + 1, radix: 16)
    return String(repeating: "0", count: count - text.count) + text
  }

  static func upload(_ path: String, _ athlete: String? = nil, _ date: String? = nil, notes: String? = nil) -> Upload {
    Upload(path: path, athlete: athlete, date: date.flatMap { CalendarDay($0) }, notes: notes)
  }

  /// - Parameters:
  ///   - flagged: which reps have a flag, and by which rule.
  ///   - top: of every rep, degrees; `nil`: not measured.
  static func analysis(
    reps count: Int, flagged: [Int: String] = [:], severity: Severity = .mild, top: Double? = -3, hold: Double = 1,
    attempts: Int = 0, outcome: Outcome = .assessed, reason: String? = nil, profile: Profile = .machine
  ) -> Analysis {
    let reps = (0..<count).map { index in
      rep(index + 1, .rep, rule: flagged[index + 1], severity: severity, top: top, hold: hold)
    }
    let short = (0..<attempts).map { rep($0 + 1, .attempt, rule: nil, severity: .info, top: top, hold: hold) }
    return Analysis(
      tool: ToolFacts(version: "1.5.0", models: [], profileSha256: String(repeating: "0", count: 64)),
      options: AnalysisOptions(profile: profile),
      clip: ClipFacts(
        file: "clip.mp4", sha256: clip(0).rawValue, duration: 31.5, frames: 945, frameRate: 30,
        variableFrameRate: false, width: 1280, height: 720, rotation: 0,
        decodeHealth: DecodeHealth(framesDecoded: 945, framesDamaged: 0, packetErrors: 0, gaps: [], complete: true)),
      outcome: outcome, reason: reason, athlete: nil,
      capture: Capture(facing: .left, noise: 0.6, bodySize: 180, warnings: [], confidence: .high), reps: reps + short,
      setFindings: [], cues: [],
      summary: Summary(
        reps: count, attempts: attempts, flaggedReps: flagged.keys.filter { $0 <= count }.sorted(), tempo: nil))
  }

  private static func rep(
    _ number: Int, _ kind: Rep.Kind, rule: String?, severity: Severity, top: Double?, hold: Double
  ) -> Rep {
    let start = Double(number) * 4
    let findings = ["pause", "swing"].map { name in
      Finding(
        rule: RuleID(name), verdict: name == rule ? .flag : .ok, severity: name == rule ? severity : .info, value: 1,
        unit: .seconds, uncertainty: 0.1, limit: 2, span: TimeSpan(from: start, to: start + 1), message: "seen")
    }
    return Rep(
      number: number, kind: kind, start: start, top: start + 1.5, end: start + 3.5,
      hold: Hold(start: start + 1, end: start + 2, duration: hold, uncertainty: 0.1),
      tempo: Tempo(ascent: 1.2, top: 1, descent: 2.1, bottom: nil),
      measurements: [.topDeviation: top.map { Quantity($0, .degrees, uncertainty: 3) }], findings: findings)
  }
}
