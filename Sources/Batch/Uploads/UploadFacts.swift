public import Archive
internal import Foundation
public import Movement

/// What the sender of a clip says of it, made harmless: it is shown on pages and written into records.
public struct UploadFacts: Sendable, Equatable {
  /// Bytes of UTF-8; a file's name has no more on any system.
  static let longestName = 255

  /// The file's own name, without the folders it lay in.
  public let name: String
  public let athlete: String
  public let profile: Profile?
  /// The day of the upload, as the caller's calendar has it.
  public let date: CalendarDay

  /// Of a name that is a path the last part is kept, of Windows' paths too. Marks that turn the direction of writing are
  /// taken out, spaces around it too, and an accent is spelt in one way, so that names that look alike are alike.
  ///
  /// - Throws: ``UploadError`` `badName` or `badAthlete`: it is empty, too long, or holds control characters.
  public init(name: String, athlete: String, profile: Profile?, date: CalendarDay) throws(UploadError) {
    // By scalars: a slash that carries an accent is a slash.
    var file = String.UnicodeScalarView()
    file.append(contentsOf: name.unicodeScalars.split(whereSeparator: { $0 == "/" || $0 == "\\" }).last ?? [])
    self.name = try Self.plain(String(file), .badName, "the file's name")
    guard self.name != ".", self.name != ".." else {
      throw UploadError(.badName, "the file's name is that of a folder. Send a file.")
    }
    self.athlete = try Self.plain(athlete, .badAthlete, "the athlete's name")
    self.profile = profile
    self.date = date
  }

  private static func plain(_ text: String, _ kind: UploadError.Kind, _ what: String) throws(UploadError) -> String {
    let isBad = text.unicodeScalars.contains { scalar in
      [.control, .lineSeparator, .paragraphSeparator].contains(scalar.properties.generalCategory)
    }
    if isBad { throw UploadError(kind, "\(what) holds a control character. Write it without.") }
    var scalars = text.unicodeScalars
    scalars.removeAll(where: \.properties.isBidiControl)
    let plain = String(scalars).trimmingCharacters(in: .whitespaces).precomposedStringWithCanonicalMapping
    if plain.isEmpty { throw UploadError(kind, "\(what) is empty. Name it.") }
    if plain.utf8.count > longestName {
      throw UploadError(kind, "\(what) is too long: at most \(longestName) bytes are kept. Shorten it.")
    }
    return plain
  }
}
