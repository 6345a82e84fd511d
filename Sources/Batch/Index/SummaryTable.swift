internal import Archive
internal import Movement
internal import Reports

extension CSV {
  /// `summary.csv`: one row an upload, so that every file that was handed in is found; units in the header.
  ///
  /// A clip that came by two names has two rows with one key. `Docs/Batch.md` says what the columns mean.
  init(summaryOf entries: [ResultEntry]) {
    self.init(
      header: [
        "file", "athlete", "date", "load", "target tempo", "notes", "key", "sha256", "result", "reason", "quarantined",
        "profile", "confidence", "duration [s]", "reps", "attempts", "flagged reps", "flags", "flags per rep",
        "not assessed rules", "worst rule", "worst severity", "worst rep", "flagged by", "mean topDeviation [deg]",
        "mean hold [s]", "formcheck version", "report",
      ])
    for entry in entries {
      for upload in entry.uploads {
        append(Self.cells(upload) + [.text(entry.key.rawValue)] + Self.cells(entry, upload))
      }
    }
  }

  private static func cells(_ upload: Upload) -> [Cell] {
    [.text(upload.path)]
      + [upload.athlete, upload.date?.rawValue, upload.load, upload.tempo, upload.notes].map(Self.cell)
  }

  private static func cells(_ entry: ResultEntry, _ upload: Upload) -> [Cell] {
    switch entry {
    case .failure(let failure, _):
      let known: [Cell] = [
        cell(failure.clipSha256?.rawValue), .text("failed: \(failure.kind.rawValue)"), .text(failure.message),
        .text(failure.quarantined ? "yes" : "no"), cell(upload.profile),
      ]
      return known + Array(repeating: .none, count: 16)
    case .set(let row, let facts):
      let worst = row.worst
      let flaggedBy = facts.flaggedBy.map(\.rawValue).joined(separator: " ")
      return [
        .text(row.clip.rawValue), .text(row.outcome.rawValue), cell(row.reason), .none, .text(row.profile.rawValue),
        .text(row.confidence.rawValue), .number(row.duration), count(row.reps), count(row.attempts),
        count(row.flaggedReps), count(row.flags),
        cell(row.reps == 0 ? nil : (Double(row.flags) / Double(row.reps)).rounded(toDecimals: 3)),
        count(row.notAssessed), cell(worst?.rule.rawValue), cell(worst?.severity.rawValue),
        cell(worst?.rep.map(Double.init)), cell(flaggedBy.isEmpty ? nil : flaggedBy), cell(facts.topDeviation),
        cell(facts.hold), .text(row.toolVersion), .text(ReportLink.report(of: row.key)),
      ]
    }
  }

  private static func cell(_ text: String?) -> Cell { text.map { .text($0) } ?? .none }
  private static func cell(_ number: Double?) -> Cell { number.map { .number($0) } ?? .none }
  private static func count(_ number: Int) -> Cell { .number(Double(number)) }
}
