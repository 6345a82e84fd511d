internal import Archive
internal import ArgumentParser
internal import Batch
internal import Foundation
internal import Movement
internal import Pipeline

struct ForgetCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "forget", abstract: "Remove a person, or a clip, from a batch's results.",
    discussion: """
      Reports, records and rows go, of all names under which a clip came, and clips that came over the coach's desk. \
      What was given to a batch lies where you put it: with --uploads every file in those folders goes that has the \
      content of one of the clips, whatever it is called now.

      EXAMPLES:
        formcheck forget results --athlete "Anna B." --uploads uploads
        formcheck forget results --clip 3f786850e387550f
        formcheck forget results --athlete "Anna B." --dry-run
      """)

  @Argument(help: ArgumentHelp("The results of a batch.", valueName: "dir"), completion: .directory)
  var results: String

  @Option(help: ArgumentHelp("The athlete, as the manifest calls them.", valueName: "name"))
  var athlete: String?

  @Option(
    help: ArgumentHelp(
      "The clip's SHA-256, or its first digits; of a file that could not be read its key in summary.csv.",
      valueName: "sha"))
  var clip: String?

  @Option(help: ArgumentHelp("Remove the clips from this folder, too.", valueName: "dir"), completion: .directory)
  var uploads: [String] = []

  @Flag(help: "Say what would go, and change nothing.")
  var dryRun = false

  private var subject: Forgettable? {
    switch (athlete, clip) {
    case (let name?, nil): .athlete(name)
    case (nil, let digits?): .clip(digits)
    default: nil
    }
  }

  func validate() throws {
    if subject == nil { throw ValidationError("name one of --athlete and --clip") }
    if athlete?.isEmpty == true { throw ValidationError("--athlete: the name is empty") }
    if let clip, !(8...64).contains(clip.count) || !clip.allSatisfy(\.isHexDigit) {
      throw ValidationError("--clip \(clip): the first eight or more hexadecimal digits of the clip's SHA-256")
    }
  }

  func run() throws {
    do {
      try forget()
    } catch {
      complain(error, about: results)
      throw ExitCode(ExitStatus(error).rawValue)
    }
  }

  /// Says what was handed in and is still there, for all that is known.
  private func warn(of known: Forgotten, notFound clips: [ClipHash]) {
    if uploads.isEmpty, !known.uploads.isEmpty {
      let names = known.uploads.joined(separator: ", ")
      remark("the uploads were not touched, and the next batch would analyse them again: \(names)")
    } else if !uploads.isEmpty, !clips.isEmpty {
      let digits = clips.map { String($0.rawValue.prefix(16)) }.joined(separator: ", ")
      remark(
        """
        no file in \(uploads.joined(separator: ", ")) has the content of \(clips.count == 1 ? "the clip" : "the clips") \
        with the SHA-256 \(digits)…; links in a folder are not followed
        """)
    }
  }

  private func forget() throws {
    guard let subject else { preconditionFailure("validated") }
    let url = URL(fileURLWithPath: results, isDirectory: true)
    guard FileManager.default.fileExists(atPath: url.appendingPathComponent(ResultsLayout.setsFolder).path) else {
      throw AnalysisError(.unreadable, "\(results): no results of a batch. Name the folder that --out named.")
    }
    let folder = try ResultsFolder(url)
    for problem in folder.problems { remark(problem) }
    let known = try folder.traces(of: subject)
    guard !known.isEmpty else {
      // A run that was cut off behind the last report may have left the name on the page.
      if !dryRun { try ResultsIndex(of: folder.archive).write(to: url) }
      throw AnalysisError(
        .unreadable, "\(results): nothing is known of \(athlete ?? clip ?? ""). The athletes are named in index.html.")
    }
    let found = try UploadSearch(for: known.clips).find(in: uploads, besides: url)
    let files = found.files
    let counts = [
      (known.sets.count, "report"), (known.failures.count, "failure"), (known.keptClips.count, "desk clip"),
      (files.count, "uploaded file"),
    ].filter { $0.0 > 0 }.map { "\($0.0) \($0.1)\($0.0 == 1 ? "" : "s")" }
    try output("\(dryRun ? "would go" : "going"): \(counts.joined(separator: ", "))")
    for file in files { try output("  \(file.path.printable)") }
    if !dryRun {
      // The uploads first: after a failure here the clips are still known, and the same command goes on.
      for file in files { try UploadSearch.remove(file) }
      let gone = try folder.forget(subject)
      try ResultsIndex(of: folder.archive).write(to: url)
      if gone.isLogLeft {
        remark("somebody reads the archive: removed rows stay in its log until every program has closed it")
      }
    }
    warn(of: known, notFound: found.missing.filter { !known.keptClips.contains($0) })
  }
}
