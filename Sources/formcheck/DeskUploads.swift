internal import Archive
internal import Batch
internal import Foundation
internal import Movement
internal import Pipeline
internal import ReviewServer

extension DeskUploads {
  /// Clips are analysed as a batch would without options.
  ///
  /// - Parameters:
  ///   - results: the folder of the results; it must be there.
  ///   - archive: of the same results, open.
  ///   - limit: bytes that a clip may have.
  /// - Throws: ``AnalysisError`` when a model is missing, ``UploadError`` when uploads cannot be kept there,
  ///   ``ArchiveError``.
  init(results: URL, archive: ResultsArchive, limit: Int) throws {
    // Workers stand elsewhere.
    Installation.pin()
    // What every clip would fail for comes before the first one.
    try ClipAnalyzer.check(models: Installation.models)
    let plans = try Self.plans()
    let index = IndexKeeper(archive, in: results)
    let analyst = BatchAnalyst(
      results: results, settings: Self.settings,
      plan: { profile in
        guard let plan = plans[profile] else { preconditionFailure("there is one for each profile") }
        return plan
      },
      afterEach: { isLast in
        do {
          if isLast { try index.write() } else { try index.writeWhenDue() }
        } catch {
          // The results are there; the next one writes the page again.
          remark("\(error)")
        }
      })
    let store = try UploadStore(in: results, limit: limit)
    self.init(store: store, queue: try UploadQueue(store, archive: archive, analyst: analyst))
  }

  /// By each profile, and by none: then the bench is assumed.
  private static func plans() throws -> [Profile?: ClipPlan] {
    var plans: [Profile?: ClipPlan] = [:]
    for profile in [nil] + Profile.allCases.map(Optional.some) {
      var judging = try JudgingOptions.parse([])
      judging.profile = profile?.rawValue
      let options = try judging.over(AnalysisOptions())
      plans[profile] = ClipPlan(options: options, tool: try ClipAnalyzer.tool(for: options), drawing: [])
    }
    return plans
  }

  private static var settings: BatchRunner.Settings {
    BatchRunner.Settings(
      jobs: 1, timeout: Double(BatchRunner.Settings.standardTimeout), memory: BatchRunner.Settings.standardMemory,
      retriesFailed: false, shard: .whole)
  }
}
