internal import Archive
internal import Mustache
internal import Reports

/// `index.html`: every set and every failed clip of a results folder, in one file that needs nothing beside it.
struct IndexPage {
  private let content: Content

  init(_ entries: [ResultEntry], athletes: [AthleteTrend], counts: ArchiveCounts) {
    let columns = IndexRow.Columns(entries)
    let rows = entries.map { IndexRow($0, columns) }
    content = Content(
      isEmpty: entries.isEmpty, headline: Self.headline(counts), counts: Self.chips(counts), columns: columns,
      rows: rows.map { IndexTemplates.render(IndexTemplates.fields(of: $0), "row") }.joined(),
      hasAthletes: !athletes.isEmpty,
      athletes: athletes.map {
        Content.Athlete(name: $0.name, brief: $0.brief, trend: IndexTemplates.render($0, "trend"))
      },
      style: PageParts.style + String(decoding: PackageResources.index_css, as: UTF8.self),
      script: String(decoding: PackageResources.index_js, as: UTF8.self), data: IndexData(entries, rows).json)
  }

  var html: String { IndexTemplates.render(content, "index") }

  /// What the template `index` shows.
  private struct Content: Sendable {
    var isEmpty: Bool
    var headline: String
    var counts: [Chip]
    var columns: IndexRow.Columns
    var rows: String
    var hasAthletes: Bool
    var athletes: [Athlete]
    var style, script, data: String

    struct Athlete: Sendable {
      var name, brief, trend: String
    }

    struct Chip: Sendable {
      var verdict, number, what: String
      /// Shows the rows that it counts.
      var address: String?
    }
  }

  private static func headline(_ counts: ArchiveCounts) -> String {
    guard counts.sets + counts.failures > 0 else { return "No clip has been analysed yet" }
    let sets = "\(counts.sets) \(counts.sets == 1 ? "set" : "sets"), \(counts.assessed) assessed"
    return counts.failures == 0 ? sets : "\(sets); \(counts.failures) \(counts.failures == 1 ? "clip" : "clips") failed"
  }

  private static func chips(_ counts: ArchiveCounts) -> [Content.Chip] {
    func chip(_ number: Int, _ one: String, _ many: String, _ verdict: String = "", at address: String? = nil)
      -> Content.Chip
    {
      Content.Chip(
        verdict: number == 0 ? "" : verdict, number: "\(number)", what: number == 1 ? one : many,
        address: number == 0 ? nil : address)
    }
    return [
      chip(counts.uploads, "file", "files"), chip(counts.clips, "clip", "different clips"),
      chip(counts.sets, "set", "sets"), chip(counts.assessed, "assessed", "assessed", "ok"),
      chip(
        counts.sets - counts.assessed, "not assessed", "not assessed", "notAssessed", at: "#outcome=not%20assessed"),
      chip(counts.reps, "rep", "reps"),
      chip(counts.flaggedReps, "rep with a fault", "reps with a fault", "flag", at: "#faults=1"),
      chip(counts.failures, "failed", "failed", "flag", at: "#outcome=failed"),
    ]
  }
}

/// The templates of the page, compiled once.
private enum IndexTemplates {
  private static let library: MustacheLibrary = {
    PageParts.registerEscaping()
    let sources = [
      "index": PackageResources.index_mustache, "row": PackageResources.row_mustache,
      "trend": PackageResources.trend_mustache,
    ]
    do {
      return MustacheLibrary(
        templates: try sources.mapValues { try MustacheTemplate(string: String(decoding: $0, as: UTF8.self)) })
    } catch {
      preconditionFailure("a template of the page cannot be read: \(error)")
    }
  }()

  /// The fields of a value by name, without those that are `nil`. For what is rendered thousands of times: Mustache
  /// itself looks through all fields anew for each that a template names.
  static func fields(of value: Any) -> [String: Any] {
    var fields: [String: Any] = [:]
    for child in Mirror(reflecting: value).children {
      guard let name = child.label else { continue }
      let inside = Mirror(reflecting: child.value)
      fields[name] = inside.displayStyle == .optional ? inside.children.first?.value : child.value
    }
    return fields
  }

  static func render(_ content: Any, _ template: String) -> String {
    guard let text = library.render(content, withTemplate: template) else {
      preconditionFailure("there is no template \(template)")
    }
    return text
  }
}
