internal import Foundation
internal import Movement
internal import Reports

/// Says the result on stdout, in the format asked for.
struct Presentation {
  private let options: OutputOptions

  init(_ options: OutputOptions) {
    self.options = options
  }

  func show(_ analysis: Analysis, folder: URL) throws {
    switch options.format {
    case .json:
      output(String(decoding: try AnalysisJSON.line(analysis), as: UTF8.self))
    case .text:
      output((TextReport(analysis).lines + ["Report: \(folder.relativePath)/"]).joined(separator: "\n"))
    }
  }
}

/// Where the reports of the clips of one call go.
enum ReportNaming {
  /// One clip: `--out` itself. Several: a folder each under `--out`, numbered from the second of one name on.
  static func folders(for clips: [String], out: String?) -> [URL] {
    if let out, clips.count == 1 { return [URL(fileURLWithPath: out, isDirectory: true)] }
    let parent = out.map { URL(fileURLWithPath: $0, isDirectory: true) }
    var used: [String: Int] = [:]
    return clips.map { clip in
      let name = URL(fileURLWithPath: clip).deletingPathExtension().lastPathComponent
      used[name, default: 0] += 1
      let number = used[name, default: 1]
      let folder = (number == 1 ? name : "\(name)-\(number)") + ".formcheck"
      return URL(fileURLWithPath: folder, isDirectory: true, relativeTo: parent)
    }
  }
}
