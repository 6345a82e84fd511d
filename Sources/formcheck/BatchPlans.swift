internal import Archive
internal import Batch
internal import Foundation
internal import Movement
internal import Pipeline

/// How each clip of a batch is analysed: by the options of the command line, and by what the manifest knows of it.
struct BatchPlans: Sendable {
  private let judging: JudgingOptions
  private let options: AnalysisOptions
  private let drawing: [String]
  /// `nil`: nothing is said of any clip, so what was said before holds.
  private let manifest: Manifest?

  /// - Throws: ``AnalysisError`` when a profile file is missing or does not hold a profile.
  init(judging: JudgingOptions, drawing: [String], manifest: Manifest?) throws {
    self.judging = judging
    self.drawing = drawing
    self.manifest = manifest
    options = try judging.over(AnalysisOptions())
  }

  /// Rows of the manifest that cannot be used, a line each.
  var faults: [String] { manifest?.faults.map { $0.description } ?? [] }

  /// Rows of the manifest that are of none of the files, a line each.
  func strays(_ files: [FoundFile]) -> [String] {
    manifest.map { manifest in
      manifest.strays(files).map { "\(manifest.name.printable): \($0.printable) is not among the files" }
    } ?? []
  }

  /// Files that no row is about, in one line; `nil`: none, or there is no manifest.
  func unlisted(_ files: [FoundFile]) -> String? {
    guard let manifest else { return nil }
    let names = files.filter { manifest.facts(of: $0) == nil && manifest.fault(of: $0) == nil }.map(\.name)
    guard !names.isEmpty else { return nil }
    let more = names.count > 5 ? " and \(names.count - 5) more" : ""
    return "\(manifest.name.printable): no row for \(names.prefix(5).joined(separator: ", "))\(more)"
  }

  /// A clip whose row cannot be used is held back: judged by other facts than were meant, it would be judged wrongly.
  func heldBack(_ found: FileFinder.Found) -> FileFinder.Found {
    guard let manifest else { return found }
    var found = found
    found.files.removeAll { file in
      guard let fault = manifest.fault(of: file) else { return false }
      found.skipped.append(SkippedPath(path: file.path, reason: fault.description, isLoss: true))
      return true
    }
    return found
  }

  /// The manifest says more of a clip than the command line, which is for all.
  ///
  /// - Parameter known: what an earlier run recorded of the file.
  func plan(_ file: FoundFile, known: @autoclosure () -> Upload?) -> (plan: ClipPlan, upload: Upload) {
    let facts = manifest.map { $0.facts(of: file) } ?? known().map(remembered)
    var options = options
    if let profile = facts?.profile {
      var judging = judging
      judging.profile = profile.rawValue
      options = (try? judging.over(AnalysisOptions())) ?? options
    }
    options.tempo = facts?.tempo ?? options.tempo
    guard let tool = try? ClipAnalyzer.tool(for: options) else { preconditionFailure("the profile was read before") }
    let upload = Upload(
      path: file.name, athlete: facts?.athlete, profile: facts?.profile?.rawValue, date: facts?.date,
      load: facts?.load, tempo: facts?.tempoText, notes: facts?.notes)
    return (ClipPlan(options: options, tool: tool, drawing: drawing), upload)
  }

  /// What an earlier manifest said, as far as the command line says nothing else now.
  private func remembered(_ upload: Upload) -> Manifest.Facts {
    let profile = judging.profile == nil ? upload.profile.flatMap(Profile.init(rawValue:)) : nil
    let tempo = judging.tempo == nil ? upload.tempo : nil
    return Manifest.Facts(
      athlete: upload.athlete, profile: profile, date: upload.date, load: upload.load,
      tempo: tempo.flatMap { TempoTarget($0) }, tempoText: tempo, notes: upload.notes)
  }
}

extension Manifest {
  /// - Throws: ``AnalysisError`` when the file cannot be read, ``ManifestError`` when it is no manifest.
  init(path: String) throws {
    guard let data = FileManager.default.contents(atPath: path) else {
      throw AnalysisError(.unreadable, "\(path): not found or not readable. Name a CSV file that is.")
    }
    guard let text = String(validating: data, as: UTF8.self) else {
      throw ManifestError(path, "it is not a text in UTF-8: save it as CSV in UTF-8")
    }
    try self.init(text, name: path)
  }
}
