internal import FormRules
internal import Foundation

/// Tells a mistyped command from a clip: what is no command is taken for a clip of the default command.
enum CommandSpelling {
  /// What to say about a first word that names no file and is almost a command; `nil` for any other.
  static func fault(of word: String) -> String? {
    guard !FileManager.default.fileExists(atPath: word) else { return nil }
    let commands = Formcheck.configuration.subcommands.compactMap { $0.configuration.commandName }
    return Spelling.nearest(to: word.lowercased(), in: commands).map { command in
      "\(word): no such command, and no such file; did you mean formcheck \(command)?"
    }
  }
}
