internal import FormRules
internal import Foundation
internal import Movement
internal import Pipeline

/// What `--profile` names: one of the profiles that come with the program, or a file of the user's own.
enum ProfileChoice {
  case builtIn(Profile)
  case file(String)

  /// - Returns: `nil` for a word that is neither a profile nor looks like a file.
  init?(named text: String) {
    if let profile = Profile(rawValue: text) {
      self = .builtIn(profile)
    } else if Self.isFile(named: text) {
      self = .file(text)
    } else {
      return nil
    }
  }

  /// Does the word look like a file?
  static func isFile(named text: String) -> Bool {
    [".yaml", ".yml"].contains(where: text.lowercased().hasSuffix)
  }

  /// A folder holds no profile, and a pipe might never end.
  private static func isFile(_ path: String) -> Bool {
    (try? FileManager.default.attributesOfItem(atPath: path)[.type] as? FileAttributeType)
      .map { $0 == .typeRegular || $0 == .typeSymbolicLink } ?? false
  }

  /// What to write instead of a word that is no profile.
  static func hint(for word: String) -> String {
    let names = Profile.allCases.map(\.rawValue)
    let guess = Spelling.nearest(to: word, in: names).map { "did you mean \($0)? " } ?? ""
    return "\(guess)the profiles are \(names.joined(separator: ", ")), or a FILE.yaml of your own"
  }

  /// What it means for the options: the equipment, the user's own limits, and the line that the top is held against.
  ///
  /// - Throws: ``AnalysisError`` when the file is missing or does not hold a profile.
  func load() throws -> (equipment: Profile, own: OwnProfile?, topReference: TopReference) {
    switch self {
    case .builtIn(let profile): return (profile, nil, ProfileSheet.builtIn(profile).topReference)
    case .file(let path):
      let mend = "Name a readable YAML file, or one of \(Profile.allCases.map(\.rawValue).joined(separator: ", "))."
      // One byte more than a profile may have, so that a longer file is told as one.
      guard Self.isFile(path), let handle = FileHandle(forReadingAtPath: path),
        let bytes = try? handle.read(upToCount: ProfileSheet.longestFile + 1) ?? Data()
      else {
        throw AnalysisError(.unreadable, "\(path): not found or not readable. \(mend)")
      }
      guard let text = String(validating: bytes, as: UTF8.self) else {
        throw AnalysisError(.badProfile, "\(path): not a text in UTF-8. \(mend)")
      }
      let own = OwnProfile(name: URL(fileURLWithPath: path).lastPathComponent, text: text)
      do {
        let sheet = try ProfileSheet(own)
        return (sheet.profile, own, sheet.topReference)
      } catch {
        throw AnalysisError(.badProfile, error.description)
      }
    }
  }
}
