internal import Archive
internal import Foundation
internal import Movement
internal import Reports

/// What a worker has made, looked at before it is put among the results: a worker may have been another's tool.
struct MadeReport {
  let analysis: Analysis
  private let files: [URL]
  /// Innermost first.
  private let folders: [URL]

  /// A page, tables, a track, videos, and a few pictures for each rep.
  private static let mostFiles = 20_000
  /// An hour of reps has less.
  private static let longestAnalysis = 16 << 20

  /// - Throws: ``WorkerFailure`` when the folder holds what no report holds, or the analysis is of something else.
  init(in place: URL, clip: ClipHash, plan: ClipPlan) throws(WorkerFailure) {
    (files, folders) = try Self.contents(of: place)
    guard !files.contains(where: { $0.lastPathComponent == SetRecord.fileName }) else {
      throw WorkerFailure(.bug, "the worker left a file that is not its own.")
    }
    do {
      analysis = try Analysis(ofReportIn: place)
    } catch {
      throw WorkerFailure(.bug, "the worker left no analysis that can be read.")
    }
    guard analysis.clip.sha256 == clip.rawValue, analysis.options == plan.options, analysis.tool == plan.tool else {
      throw WorkerFailure(
        .tryAgain, "the worker's analysis is of another clip, or by another profile: was a file changed meanwhile?")
    }
  }

  private static func contents(of place: URL) throws(WorkerFailure) -> (files: [URL], folders: [URL]) {
    var files: [URL] = []
    var folders = [place]
    guard let names = FileManager.default.enumerator(atPath: place.path) else {
      throw WorkerFailure(.bug, "the worker's folder is gone.")
    }
    for case let name as String in names {
      let url = place.appendingPathComponent(name)
      var status = stat()
      guard lstat(url.path, &status) == 0, files.count + folders.count < mostFiles else {
        throw WorkerFailure(.bug, "the worker's folder cannot be read, or holds too many files.")
      }
      // Shut folders and files, and ones that run as somebody else, are no work of ours.
      let mayUse: mode_t = status.st_mode & S_IFMT == S_IFDIR ? 0o700 : 0o600
      guard status.st_mode & mayUse == mayUse, status.st_mode & 0o7000 == 0 else {
        throw WorkerFailure(.bug, "the worker left a file or a folder that is shut, or has rights that none has.")
      }
      guard name != ReportFolder.analysisName || status.st_size <= longestAnalysis else {
        throw WorkerFailure(.bug, "the worker's analysis has more than \(longestAnalysis >> 20) MB.")
      }
      switch status.st_mode & S_IFMT {
      case S_IFREG: files.append(url)
      case S_IFDIR: folders.append(url)
      default: throw WorkerFailure(.bug, "the worker left what is neither file nor folder.")
      }
    }
    return (files, folders.reversed())
  }

  /// Everything is on the disk when this returns.
  func synchronize() throws(POSIXError) {
    for file in files { try Disk.synchronize(file: file) }
    for folder in folders { try Disk.synchronize(folder) }
  }
}
