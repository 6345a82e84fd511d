internal import ArgumentParser
internal import Batch
internal import Confinement
internal import Movement
internal import Pipeline

struct DoctorCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "doctor", abstract: "Say what is installed, what is missing, and how to mend it.",
    discussion: """
      It loads the models for real, and exits with 69 when something is missing.

      EXAMPLES:
        formcheck doctor
        FORMCHECK_MODELS=/srv/models formcheck doctor
      """)

  func run() throws {
    let checks = Doctor.examine(models: Installation.models, fonts: Installation.fonts)
    do {
      for check in checks {
        try output("\(check.isFine ? "ok     " : "MISSING")  \(check.name): \(check.detail)".printable)
        if let mend = check.mend { try output("         \(mend)") }
      }
      // Only a batch needs it, so a machine that has less of it lacks nothing.
      let support = Confinement.available()
      try output("\(support.isComplete ? "ok     " : "PARTLY ")  confinement: \(support.summary)")
      if let fault = support.fault { try output("         \(fault)") }
      let layer = Bubblewrap.isInstalled ? Bubblewrap.path : "not installed; only batch --bubblewrap needs it"
      try output("\(Bubblewrap.isInstalled ? "ok     " : "-      ")  bubblewrap: \(layer)")
    } catch {
      complain(error, about: "doctor")
      throw ExitCode(ExitStatus(error).rawValue)
    }
    if checks.contains(where: { !$0.isFine }) { throw ExitCode(ExitStatus.missingPart.rawValue) }
  }
}
