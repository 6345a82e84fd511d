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
      try output(String(decoding: try AnalysisJSON.line(analysis), as: UTF8.self))
    case .text:
      let lines = TextReport(analysis).lines + ["Report: \(folder.relativePath)/\(ReportFolder.pageName)"]
      try output(lines.map(\.printable).joined(separator: "\n"))
    }
  }
}

/// Where the reports of the clips of one call go.
enum ReportNaming {
  /// One clip: `--out` itself. Several: a folder each under `--out`, numbered from the second of one name on.
  static func folders(for clips: [String], out: String?) -> [URL] {
    if let out, clips.count == 1 { return [URL(fileURLWithPath: out, isDirectory: true)] }
    let parent = out.map { URL(fileURLWithPath: $0, isDirectory: true) }
    var taken: Set<String> = []
    return clips.map { clip in
      let name = shortened(URL(fileURLWithPath: clip).deletingPathExtension().lastPathComponent)
      var unique = name
      var number = 1
      while !taken.insert(unique).inserted {
        number += 1
        unique = "\(name)-\(number)"
      }
      let folder = unique + ".formcheck"
      return parent?.appendingPathComponent(folder, isDirectory: true)
        ?? URL(fileURLWithPath: folder, isDirectory: true)
    }
  }

  /// A file's name may have 255 bytes; this leaves room for a number and an ending.
  private static func shortened(_ name: String) -> String {
    var name = name
    // By scalars: a single character may be the whole name.
    while name.utf8.count > 235 { name.unicodeScalars.removeLast() }
    return name
  }
}
