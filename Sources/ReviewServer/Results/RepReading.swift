internal import Archive
internal import Foundation
internal import Movement
internal import Reports

/// All that is read for the page of one rep.
struct RepReading: Sendable {
  var entry: QueueEntry
  var analysis: Analysis
  var rep: Rep
  var excerpt: RepExcerpt?
  var film: Film
  var history: [KeptDecision]
  var count: QueueCount
  /// The neighbours in the queue, by the filter of the address.
  var previous, next: QueueEntry?
  /// The video of the next one, which is loaded ahead; `nil`: it has none.
  var nextVideo: String?
  var chart: SwingChart?
  /// The clean rep beside it, as its own analysis has it.
  var clean: Rep?
  /// Whether the clean one's set has a video.
  var cleanHasVideo: Bool

  /// Seconds before and after the rep that are shown, too.
  static let margin = 1.0

  /// The part of the clip that loops, seconds.
  var loop: ClosedRange<Double> { Self.loop(entry, duration: analysis.clip.duration) }

  /// - Throws: ``Refusal`` when there is no such rep, ``ArchiveError`` when its analysis cannot be read.
  init(_ address: RepAddress, _ filter: QueueFilter, in desk: DeskArchive) throws {
    let archive = desk.archive
    guard let entry = try archive.entry(at: address) else { throw Refusal.notFound }
    let analysis = try desk.analysis(of: address.set)
    guard let rep = analysis.reps.first(where: { $0.kind == .rep && $0.number == entry.rep.number }) else {
      throw Refusal.notFound
    }
    self.entry = entry
    self.analysis = analysis
    self.rep = rep
    excerpt = RepExcerpt(rep, of: analysis)
    film = desk.film(of: address.set)
    history = try archive.history(of: address)
    count = try archive.queueCount(filter)
    if let place = entry.place {
      // Also one that was just decided: whoever goes back wants to see it.
      var all = filter
      all.isUndecidedOnly = false
      previous = try archive.queue(all, before: place, limit: 1).first
      next = try archive.queue(filter, after: place, limit: 1).first
    } else {
      next = try archive.queue(filter, limit: 1).first
    }
    nextVideo = next.flatMap { next in
      next.set.key == address.set || desk.film(of: next.set.key).video == nil
        ? nil : DeskAddress.video(of: next.set.key)
    }

    let other = entry.clean.flatMap { clean in
      (try? desk.analysis(of: clean.set.key))?.reps.first { $0.kind == .rep && $0.number == clean.rep.number }
    }
    clean = other
    cleanHasVideo = entry.clean.map { desk.film(of: $0.set.key).video != nil } ?? false
    let signals = desk.hipAngle(of: address.set)
    let cleanSignals = entry.clean.flatMap { clean in
      clean.set.key == address.set ? signals : desk.hipAngle(of: clean.set.key)
    }
    chart = signals.flatMap { signals in
      SwingChart(
        rep, of: analysis, signals: signals, over: Self.loop(entry, duration: analysis.clip.duration),
        beside: other.flatMap { rep in cleanSignals.map { (rep, $0) } })
    }
  }

  private static func loop(_ entry: QueueEntry, duration: Double) -> ClosedRange<Double> {
    let bounds = entry.correctedBounds ?? entry.rep.start...max(entry.rep.start, entry.rep.end)
    let from = max(0, min(bounds.lowerBound, entry.rep.start) - margin)
    let end = max(bounds.upperBound, entry.rep.end) + margin
    return from...max(from + 0.1, duration > 0 ? min(end, duration) : end)
  }
}
