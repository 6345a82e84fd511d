internal import ArgumentParser
internal import Pipeline

/// The commands. They parse, wire and choose exit codes; the work is done in the modules.
struct Formcheck: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "formcheck",
    abstract: "Watches a side-view video of a reverse hyperextension set and says, rep by rep, what was right.",
    discussion: """
      Film from the side, camera still at hip height, the whole body in the picture, head to feet.

      EXAMPLES:
        formcheck clip.mp4 --profile machine
        formcheck clip.mp4 --format json
        formcheck batch uploads --out results
        formcheck review results
        formcheck judge clip.formcheck --strictness lenient
        formcheck check clip.mp4
        formcheck rules pause --profile ball

      Exit codes: 0 analysed, whatever was found; 1 only with --fail-on; 3 a batch ended and some clips failed; 64 wrong usage; 65 not a video that can be
      analysed; 66 not found or not readable; 69 a model or library is missing; 70 a bug of ours; 74 cannot write;
      75 try again; 129, 130 and 143 on signals.

      formcheck describes form. It is no medical advice.
      """,
    version: formcheckVersion,
    subcommands: [
      AnalyzeCommand.self, BatchCommand.self, ReviewCommand.self, ForgetCommand.self, JudgeCommand.self,
      CheckCommand.self,
      RulesCommand.self, DoctorCommand.self,
    ],
    defaultSubcommand: AnalyzeCommand.self)
}
