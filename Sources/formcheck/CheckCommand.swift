internal import ArgumentParser
internal import Foundation
internal import Movement
internal import Pipeline

struct CheckCommand: AsyncParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "check", abstract: "Look at ten moments of a clip: will it do, and how to film it better.",
    discussion: """
      A second or two, however long the clip is. It looks at the filming, not at the exercise, which the analysis tells. \
      Nothing is written.

      EXAMPLES:
        formcheck check clip.mp4
        formcheck check clip.mp4 --format json
      """)

  @Argument(help: ArgumentHelp("A video file.", valueName: "clip"), completion: Completions.clips)
  var clip: String

  @Option(help: "Text for people, or one JSON object.")
  var format = OutputOptions.Format.text

  @OptionGroup var limits: LimitOptions

  func validate() throws {
    if clip.isEmpty { throw ValidationError("the clip has an empty name; name a video file") }
  }

  func run() async throws {
    let clip = clip
    let limits = limits.limits
    let work = Task.detached {
      let source = try ClipSource(path: clip)
      return try ClipChecker(models: Installation.models, limits: limits).check(source)
    }
    do {
      let check = try await Interruption().watching(work)
      try output(format == .json ? json(check) : Self.text(check))
    } catch let signal as Interruption.Signalled {
      throw ExitCode(signal.exitCode)
    } catch {
      complain(error, about: clip)
      throw ExitCode(ExitStatus(error).rawValue)
    }
  }

  private func json(_ check: ClipCheck) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(check), as: UTF8.self)
  }

  private static func text(_ check: ClipCheck) -> String {
    let verdict =
      switch check.verdict {
      case .good: "This clip will do."
      case .usable: "This clip will do, but:"
      case .unusable: "Film it again:"
      }
    return ([verdict] + check.warnings.map { "  - \($0.message)" }).map(\.printable).joined(separator: "\n")
  }
}
