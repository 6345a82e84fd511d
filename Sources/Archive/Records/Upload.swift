internal import Foundation
public import Movement

/// One file by which a clip came, and what the manifest says of it. A clip that was sent twice has two of them.
public struct Upload: Sendable, Codable, Equatable {
  /// Relative to where it was found, with `/` between folders; never leaves that place.
  public var path: String
  /// Facts of the manifest as they were written there; `nil`: it does not say.
  @OrNull public var athlete: String?
  @OrNull public var profile: String?
  @OrNull public var date: CalendarDay?
  @OrNull public var load: String?
  @OrNull public var tempo: String?
  @OrNull public var notes: String?

  public init(
    path: String, athlete: String? = nil, profile: String? = nil, date: CalendarDay? = nil, load: String? = nil,
    tempo: String? = nil, notes: String? = nil
  ) {
    self.path = path
    self.athlete = athlete
    self.profile = profile
    self.date = date
    self.load = load
    self.tempo = tempo
    self.notes = notes
  }

  /// What is wrong with it; `nil`: nothing.
  ///
  /// Files are removed by these paths, so none may lead out of its folder; SQLite's text ends at a NUL.
  var fault: String? {
    let parts = path.split(separator: "/", omittingEmptySubsequences: false)
    guard !parts.contains(where: { $0.isEmpty || $0 == "." || $0 == ".." }) else {
      return "the upload's path \"\(path.prefix(80).description.printable)\" is no plain relative path"
    }
    let texts = [path, athlete, profile, load, tempo, notes]
    guard !texts.contains(where: { $0?.utf8.contains(0) == true }) else { return "a text of an upload holds a NUL" }
    return nil
  }
}

extension String {
  /// One spelling for names that look the same: an é is one character, whether a keyboard made one or two of it.
  var asName: String { precomposedStringWithCanonicalMapping }
}
