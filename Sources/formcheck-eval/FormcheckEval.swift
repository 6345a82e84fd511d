internal import ArgumentParser

/// Measures formcheck itself: how well it judges, what its verdicts survive, how fast it decodes.
@main
struct FormcheckEval: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formcheck-eval", abstract: "Measures formcheck on clips whose truth is known.",
    subcommands: [AccuracyCommand.self, MetamorphicCommand.self, DecodeCommand.self])
}
