internal import Archive
internal import Foundation
internal import Movement
internal import Mustache
internal import Reports

/// `index.html` of a shared set: what was found and what coaches hold of it, for the athlete. It needs no script.
struct SharedPage {
  private let content: Content

  /// - Parameters:
  ///   - owner: whose set it is; `nil`: the uploads do not say, or do not agree.
  ///   - day: on which it was lifted.
  ///   - film: what was drawn of it; the clip as it was filmed, which could be watched beside it, stays behind.
  init(_ analysis: Analysis, _ remarks: Remarks, owner: String?, day: CalendarDay?, film: Film) {
    let reps = analysis.reps.map { SharedRep($0, remarks) }
    let overSet = SharedRep(setOf: analysis, remarks)
    let notes = remarks.notes.map { Content.Note($0.remark, $0.text, at: $0.at, in: analysis) }
    let clip = analysis.clip.file.printable
    content = Content(
      title: owner?.printable ?? clip, clipName: clip, hasDay: day != nil, day: day?.rawValue ?? "",
      headline: PageParts.headline(analysis),
      reason: [PageParts.reason(analysis)].compactMap(\.self),
      isDecided: !remarks.all.isEmpty, coaches: remarks.coaches.map(Content.Coach.init), hasNotes: !notes.isEmpty,
      notes: notes, hasReps: !reps.isEmpty, reps: reps, hasSet: !overSet.isEmpty, set: overSet,
      hasVideo: film.video != nil, isWithoutOriginal: film.original != nil,
      style: PageParts.style + String(decoding: PackageResources.shared_css, as: UTF8.self))
  }

  /// UTF-8.
  var html: Data { Data(SharedTemplates.render(content).utf8) }

  /// What the template `shared` shows. Texts are plain: the template makes them harmless.
  struct Content: Sendable {
    var title, clipName: String
    var hasDay: Bool
    var day, headline: String
    /// Why the set was not assessed.
    var reason: [String]
    var isDecided: Bool
    var coaches: [Coach]
    var hasNotes: Bool
    var notes: [Note]
    var hasReps: Bool
    var reps: [SharedRep]
    var hasSet: Bool
    var set: SharedRep
    var hasVideo, isWithoutOriginal: Bool
    var style: String

    struct Coach: Sendable {
      var coach, decided, since: String
      /// Of the last decision, where that is another day.
      var until: String?

      init(_ facts: (name: String, first: String, last: String, notes: Int, others: Int)) {
        coach = facts.name.printable
        let parts = [
          facts.others == 0 ? nil : "\(facts.others) \(facts.others == 1 ? "decision" : "decisions")",
          facts.notes == 0 ? nil : "\(facts.notes) \(facts.notes == 1 ? "note" : "notes")",
        ]
        decided = parts.compactMap(\.self).joined(separator: " and ")
        since = facts.first
        until = facts.last == facts.first ? nil : facts.last
      }
    }

    struct Note: Sendable {
      var moment, clock, place, text, coach, made: String

      init(_ remark: Remarks.Remark, _ text: String, at: Double, in analysis: Analysis) {
        let rep: Rep? =
          if case .rep(let number) = remark.place {
            analysis.reps.first { $0.kind == .rep && $0.number == number }
          } else {
            analysis.reps.first { $0.start <= at && at <= $0.end }
          }
        moment = SharedRep.address(rep, at: at)
        clock = PageParts.clock(at)
        place = rep.map(SharedRep.name) ?? ""
        self.text = text.printableLines
        coach = remark.decision.coach.printable
        made = remark.decision.made.day
      }
    }
  }
}

private enum SharedTemplates {
  private static let template: MustacheTemplate = {
    PageParts.registerEscaping()
    do {
      return try MustacheTemplate(string: String(decoding: PackageResources.shared_mustache, as: UTF8.self))
    } catch {
      preconditionFailure("the template of the shared page cannot be read: \(error)")
    }
  }()

  static func render(_ content: Any) -> String { template.render(content) }
}
