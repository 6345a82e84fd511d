internal import Archive
internal import Batch
internal import Foundation
internal import Movement
internal import Reports
internal import Synchronization

/// Says what happens in a batch: lines on stdout as clips end, failures on stderr, and on a terminal how far it is.
final class BatchVoice: Sendable {
  private struct State {
    var summary = BatchSummary()
    /// What has no result: a sentence each.
    var failures: [String] = []
    /// Of the clips in work, by file.
    var shares: [FoundFile: Double] = [:]
    var shown = ContinuousClock.now - .seconds(1)
    var fault: (any Error)?
  }

  /// A terminal is told five times a second.
  private static let pause = Duration.milliseconds(200)

  private let format: OutputOptions.Format
  private let isQuiet: Bool
  private let hasLine: Bool
  private let results: URL
  /// Files that are to be settled.
  private let expected: Int
  private let start = ContinuousClock.now
  private let state = Mutex(State())

  init(_ format: OutputOptions.Format, isQuiet: Bool, results: URL, expected: Int) {
    self.format = format
    self.isQuiet = isQuiet
    self.results = results
    self.expected = expected
    hasLine = !isQuiet && isatty(STDERR_FILENO) == 1
  }

  /// Files without a result.
  var failures: Int { state.withLock { $0.summary.failed + $0.summary.left } }

  /// The first line that could not be written; the batch goes on without.
  var fault: (any Error)? { state.withLock { $0.fault } }

  func show(_ event: BatchEvent) {
    state.withLock { state in
      state.summary.count(event)
      switch event {
      case .progress(let file, let share): state.shares[file] = share
      case .done(let file, _), .known(let file, _), .failed(let file, _), .left(let file, _): state.shares[file] = nil
      case .skipped: break
      }
      if case .failed(_, let failure) = event { state.failures.append(failure.message) }
      if case .left(_, let failure) = event { state.failures.append(failure.message) }
      if case .skipped(let path) = event, path.isLoss { state.failures.append("\(path.path): \(path.reason)") }
      say(event, &state)
      if hasLine, expected > 0, ContinuousClock.now - state.shown > Self.pause {
        state.shown = .now
        error("\r\u{1B}[2K" + line(state))
      }
    }
  }

  /// - Parameter isCutShort: there is more to do.
  func end(isCutShort: Bool) {
    state.withLock { state in
      if hasLine { error("\r\u{1B}[2K") }
      let summary = state.summary
      let counts = [
        (summary.done, "analysed"), (summary.known, "known before"), (summary.failed, "failed"),
        (summary.left, "failed before"), (summary.skipped, "skipped"),
      ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)" }
      let total = counts.isEmpty ? "nothing to analyse" : counts.joined(separator: ", ")
      if isCutShort {
        error("formcheck: \(total)\n")
        return Self.sayStopped()
      }
      if !state.failures.isEmpty {
        error("formcheck: without a result, \(state.failures.count):\n")
        for failure in state.failures { error("  \(failure.printable)\n") }
        if summary.left > 0 { error("formcheck: what failed before is tried again with --retry-failed.\n") }
      }
      let text = "\(total). All results: \(results.relativePath)/\(ResultsIndex.pageName)"
      if isQuiet { return }
      format == .text ? write(text, &state) : error("formcheck: \(text)\n")
    }
  }

  static func sayStopped() {
    let text = "formcheck: stopped. What is done is kept: the same command goes on from there.\n"
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }

  private func say(_ event: BatchEvent, _ state: inout State) {
    switch format {
    case .json:
      if let line = BatchLine(event) { write(line.text, &state) }
    case .text:
      switch event {
      case .done(let file, let row) where !isQuiet: write("\(file.name): \(Self.words(row))", &state)
      case .failed(_, let failure): error(clearing + "formcheck: \(failure.message.printable)\n")
      case .skipped(let path) where !isQuiet || path.isLoss:
        error(clearing + "formcheck: skipped \(path.path.printable): \(path.reason)\n")
      default: break
      }
    }
  }

  private static func words(_ row: SetRow) -> String {
    guard row.outcome == .assessed else { return "not assessed: \(row.reason ?? row.outcome.rawValue)" }
    let reps = row.reps == 1 ? "1 rep" : "\(row.reps) reps"
    guard let worst = row.worst else { return "\(reps), nothing flagged" }
    let place = worst.rep.map { "rep \($0)" } ?? "the set"
    return "\(reps), \(row.flaggedReps) flagged; \(worst.rule.rawValue) (\(place)): \(worst.message)"
  }

  /// "37 done, 2 failed, 461 left, 4.2 a minute, about 1 h 50 min".
  private func line(_ state: State) -> String {
    let summary = state.summary
    let left = max(0, expected - summary.settled)
    var parts = ["\(summary.done + summary.known) done", "\(summary.failed + summary.left) failed", "\(left) left"]
    // A clip that is half done counts as half, or a batch of long clips would stand still.
    let worked = Double(summary.done + summary.failed) + state.shares.values.reduce(0, +)
    let minutes = (ContinuousClock.now - start) / .seconds(60)
    if worked > 0, minutes > 0.05 {
      let rate = worked / minutes
      let remaining = (Double(left) - state.shares.values.reduce(0, +)) / rate
      parts += ["\(String(format: "%.1f", rate)) a minute", "about \(Self.words(minutes: remaining))"]
    }
    return parts.joined(separator: ", ")
  }

  private static func words(minutes: Double) -> String {
    let whole = Int(min(max(minutes, 0), 1e6).rounded(.up))
    return whole < 60 ? "\(whole) min" : "\(whole / 60) h \(whole % 60) min"
  }

  private var clearing: String { hasLine ? "\r\u{1B}[2K" : "" }

  /// A log that is full does not end the batch: the reports matter more.
  private func write(_ text: String, _ state: inout State) {
    do {
      if hasLine { error(clearing) }
      try output(text.printable)
    } catch {
      state.fault = state.fault ?? error
    }
  }

  private func error(_ text: String) {
    try? FileHandle.standardError.write(contentsOf: Data(text.utf8))
  }
}

/// What a program reads of a batch, one JSON object a line as each clip ends.
private struct BatchLine: Encodable {
  struct Failure: Encodable {
    var kind: FailureRecord.Kind
    var message: String
    var attempts: Int
    var quarantined: Bool
  }

  var schema = "formcheck.batch/1"
  /// As it is recorded: relative to where it was found.
  var file: String
  /// done, known, failed, left (failed before) or skipped.
  var status: String
  @OrNull var key: SetKey?
  @OrNull var sha256: ClipHash?
  /// Of the report, relative to the results.
  @OrNull var folder: String?
  @OrNull var outcome: Outcome?
  @OrNull var reps: Int?
  @OrNull var flaggedReps: Int?
  @OrNull var reason: String?
  @OrNull var failure: Failure?

  /// - Returns: `nil` for an event that ends no clip.
  init?(_ event: BatchEvent) {
    switch event {
    case .progress: return nil
    case .skipped(let path): self.init(file: path.path, status: "skipped", reason: path.reason)
    case .done(let file, let row): self.init(file, "done", row)
    case .known(let file, let row): self.init(file, "known", row)
    case .failed(let file, let record): self.init(file, "failed", record)
    case .left(let file, let record): self.init(file, "left", record)
    }
  }

  private init(file: String, status: String, reason: String?) {
    self.file = file
    self.status = status
    self.reason = reason
  }

  private init(_ file: FoundFile, _ status: String, _ row: SetRow) {
    self.init(file: file.name, status: status, reason: row.reason)
    key = row.key
    sha256 = row.clip
    folder = row.folder
    outcome = row.outcome
    reps = row.reps
    flaggedReps = row.flaggedReps
  }

  private init(_ file: FoundFile, _ status: String, _ record: FailureRecord) {
    self.init(file: file.name, status: status, reason: nil)
    key = record.key
    sha256 = record.clipSha256
    failure = Failure(
      kind: record.kind, message: record.message, attempts: record.attempts, quarantined: record.quarantined)
  }

  var text: String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let data = try? encoder.encode(self) else { preconditionFailure("texts and whole numbers") }
    // What a terminal would obey is escaped here and not replaced later: a program gets the very name.
    return String(decoding: data, as: UTF8.self).unicodeScalars.map { scalar in
      let text = String(scalar)
      guard text.printable != text else { return text }
      let digits = String(scalar.value, radix: 16)
      return "\\u" + String(repeating: "0", count: 4 - digits.count) + digits
    }.joined()
  }
}
