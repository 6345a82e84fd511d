internal import ArgumentParser
internal import FormRules
internal import Foundation
internal import Movement

/// What a shell offers when the user presses the tab key.
enum Completions {
  /// Video files, as phones and cameras name them.
  static let clips = CompletionKind.file(
    extensions: ["mp4", "mov", "m4v", "mkv", "webm", "avi"].flatMap { [$0, $0.uppercased()] })

  static let rules = CompletionKind.list(RuleBook.rules.map(\.id.rawValue))

  /// The five profiles, and the files that may hold one.
  static let profiles = CompletionKind.custom { _, _, prefix in
    // With its slash, as the user typed it. NSString's own way to cut a path crashes on a path of one letter.
    let folder = prefix.lastIndex(of: "/").map { String(prefix[...$0]) } ?? ""
    let names = (try? FileManager.default.contentsOfDirectory(atPath: folder.isEmpty ? "." : folder)) ?? []
    let files = names.filter { $0.hasSuffix(".yaml") || $0.hasSuffix(".yml") }
      .map { folder + $0 }
    return (Profile.allCases.map(\.rawValue) + files.sorted()).filter { $0.hasPrefix(prefix) }
  }
}
