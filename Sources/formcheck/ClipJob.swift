internal import FormRules
internal import Foundation
internal import Movement
internal import Pipeline
internal import Reports
internal import Video

/// One clip, from the open file to its report: the same for a clip that is named on the command line and one of a batch.
///
/// Prepared, then worked on, then published; what is not published must be abandoned.
struct ClipJob: Sendable {
  /// What the work is to be.
  struct Order {
    let options: AnalysisOptions
    let makesVideo: Bool
    let blursFaces: Bool
    /// `nil`: all there are.
    let threads: Int?
    /// The clip's address from the report's folder; `nil`: the report links to none.
    let link: String?
    let limits: DecodeLimits
  }

  /// What the work came to.
  struct Outcome: Sendable {
    let subject: ReportSubject
    fileprivate let drawn: FilmMaker.Result
  }

  /// How much of the time the analysis takes, about; the rest goes into drawing.
  private static let analysisShare = 0.6

  private let source: ClipSource
  private let options: AnalysisOptions
  private let link: String?
  private let fonts: URL
  private let filming: FilmMaker.Options
  private let sheet: ProfileSheet
  private let folder: ReportFolder
  private let analyzer: ClipAnalyzer

  /// What can be known at once comes before the work: can the report be drawn and written, are the models there?
  ///
  /// - Parameter analyzer: made when there is none yet, then shared.
  init(_ source: ClipSource, _ order: Order, into url: URL, _ analyzer: inout ClipAnalyzer?) throws {
    self.source = source
    options = order.options
    link = order.link
    fonts = Installation.fonts
    filming = FilmMaker.Options(
      makesVideo: order.makesVideo, blursFaces: order.blursFaces, threads: order.threads ?? 0, limits: order.limits)
    _ = try FilmMaker(fonts: fonts, options: filming)
    sheet = try ProfileSheet(for: options)
    let folder = try ReportFolder(preparing: url)
    self.folder = folder
    do {
      self.analyzer =
        try analyzer ?? ClipAnalyzer(models: Installation.models, threads: order.threads, limits: order.limits)
      analyzer = self.analyzer
    } catch {
      folder.abandon()
      throw error
    }
  }

  /// The long part, on the calling thread; it ends early when the task that it is called in is cancelled.
  ///
  /// - Parameter progress: gets the share that is done, 0 to 1, from the calling thread.
  func work(progress: (Double) -> Void) throws -> Outcome {
    let result = try analyzer.analyze(source, options: options, findsAllFaces: filming.blursFaces) {
      progress($0 * Self.analysisShare)
    }
    let subject = ReportSubject(result.analysis, track: result.track, signals: result.signals, sheet: sheet)
    // Fonts belong to one thread.
    let drawn = try FilmMaker(fonts: fonts, options: filming).make(
      of: source.file, subject, faces: result.faces, original: link, into: folder
    ) { progress(Self.analysisShare + $0 * (1 - Self.analysisShare)) }
    return Outcome(subject: subject, drawn: drawn)
  }

  func publish(_ outcome: Outcome) throws {
    try folder.publish(outcome.subject, film: outcome.drawn.film, pictures: outcome.drawn.pictures)
  }

  /// Takes away what was made so far.
  func abandon() { folder.abandon() }
}
