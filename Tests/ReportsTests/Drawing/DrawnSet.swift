import Foundation
import Movement
import MovementTesting

@testable import Reports

/// A set of two reps with an analysis written by hand: rep 1 from 2 to 6 s with a flag, rep 2 from 7 to 11 s without.
struct DrawnSet {
  var track = SyntheticSet(SyntheticRep(), count: 2).render()
  var analysis: Analysis
  var signals: Signals

  init(
    message: String = "The legs stopped 30° ±5° below the line, at 0:03.5: \"in line\" (S0).", file: String = "x.mp4"
  ) {
    track.clip.file = file
    let pause = Finding(
      rule: RuleID("pause"), verdict: .flag, severity: .strong, span: TimeSpan(from: 3.5, to: 3.7), message: message)
    let clean = Finding(rule: RuleID("pause"), verdict: .ok, span: TimeSpan(from: 8.5, to: 9.5), message: "fine")
    analysis = Analysis(
      tool: ToolFacts(version: "0", models: [], profileSha256: ""), options: AnalysisOptions(profile: .bench),
      clip: track.clip, outcome: .assessed, reason: nil, athlete: nil,
      capture: Capture(facing: .left, noise: 1, bodySize: 140, warnings: [], confidence: .high),
      reps: [Self.rep(1, from: 2, [pause]), Self.rep(2, from: 7, [clean])], setFindings: [], cues: [],
      summary: Summary(reps: 2, attempts: 0, flaggedReps: [1], tempo: nil))
    let times = (0...130).map { Double($0) / 10 }
    signals = Signals(
      times: times,
      columns: [
        Signals.Column(name: "hipAngle", unit: .degrees, values: times.map { 100 + $0 }),
        Signals.Column(name: "trunkElevation", unit: .degrees, values: times.map { _ in 0 }),
      ])
  }

  /// Up for 1.5 s, held for 1 s, down for 1.5 s.
  static func rep(_ number: Int, kind: Rep.Kind = .rep, from start: Double, _ findings: [Finding]) -> Rep {
    Rep(
      number: number, kind: kind, start: start, top: start + 2, end: start + 4,
      hold: Hold(start: start + 1.5, end: start + 2.5, duration: 1, uncertainty: 0.1),
      tempo: Tempo(ascent: 1.5, top: 1, descent: 1.5, bottom: 1), measurements: [:], findings: findings)
  }

  /// The same, with nothing assessed.
  func unassessed(because reason: String) -> DrawnSet {
    var copy = self
    copy.analysis.outcome = .notThisExercise
    copy.analysis.reason = reason
    copy.analysis.reps = []
    copy.analysis.capture.facing = nil
    copy.signals = Signals(times: [], columns: [])
    return copy
  }

  func painter(pictureWidth: Int? = 640, fonts: Fonts) throws -> OverlayPainter {
    let layout = CanvasLayout(width: track.clip.width, height: track.clip.height, pictureWidth: pictureWidth)
    return try OverlayPainter(analysis, track: track, signals: signals, layout: layout, fonts: fonts)
  }
}

/// The pixels of a layer, to be compared and looked at.
struct Print: Equatable {
  let width: Int
  let bytes: [UInt8]
  let bytesPerRow: Int

  init(_ pixels: UnsafeRawBufferPointer, _ bytesPerRow: Int, width: Int) {
    bytes = Array(pixels)
    self.bytesPerRow = bytesPerRow
    self.width = width
  }

  var height: Int { bytes.count / bytesPerRow }

  func alpha(_ x: Int, _ y: Int) -> UInt8 { bytes[y * bytesPerRow + x * 4 + 3] }

  /// Pixels with any ink that no box holds.
  func inkOutside(_ boxes: [PixelBox]) -> Int {
    var count = 0
    for y in 0..<height {
      for x in 0..<width
      where alpha(x, y) > 0 && !boxes.contains(where: { $0.columns.contains(x) && $0.rows.contains(y) }) {
        count += 1
      }
    }
    return count
  }

  func ink(in box: PixelBox) -> Int {
    box.rows.reduce(0) { sum, y in sum + box.columns.count { alpha($0, y) > 0 } }
  }
}

extension Layer {
  var print: Print { withPixels { Print($0, $1, width: width) } }
}

extension OverlayPainter {
  var print: Print { withPixels { Print($0, $1, width: layout.width) } }
}

/// Texts that strangers might send.
let hostileTexts = [
  String(repeating: "very long ", count: 1000), String(repeating: "W", count: 10_000), "two\nlines\r\n\tand\u{7}bells",
  "right \u{202E}to left\u{202C} \u{2066}turned", "family 👨‍👩‍👧‍👦 🏋️‍♀️ 🇩🇪", "a" + String(repeating: "\u{301}", count: 10_000),
  "العربية עברית 中文 日本語", "", " ", "\u{0}", String(repeating: "\u{200B}", count: 5000), "'\"<script>&amp;",
]
