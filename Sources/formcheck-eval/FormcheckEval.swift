internal import ArgumentParser

/// Measures formcheck itself: how well it judges, how fast it decodes.
@main
struct FormcheckEval: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formcheck-eval", abstract: "Measures formcheck on clips whose truth is known.",
    subcommands: [AccuracyCommand.self, DecodeCommand.self])
}
