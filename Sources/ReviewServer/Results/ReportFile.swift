internal import Batch
internal import Crypto
internal import Foundation
internal import HTTPTypes
internal import Reports

/// A file of a report that the desk gives out. What is none of these is not there, whatever lies in the folder.
enum ReportFile: Equatable {
  case page, video, still, table, analysis

  /// - Parameter names: from the report's folder to the file.
  init?(_ names: [String]) {
    switch names {
    case [ReportFolder.pageName]: self = .page
    case ["annotated.mp4"]: self = .video
    case ["reps.csv"], [ReportFolder.signalsName]: self = .table
    case [ReportFolder.analysisName]: self = .analysis
    default:
      guard names.count == 2 else { return nil }
      switch (names[0], names[1].split(separator: ".").last) {
      case ("flags", "mp4"): self = .video
      case ("stills", "jpg"): self = .still
      default: return nil
      }
    }
  }

  private var type: String {
    switch self {
    case .page: "text/html; charset=utf-8"
    case .video: "video/mp4"
    case .still: "image/jpeg"
    case .table: "text/csv; charset=utf-8"
    case .analysis: "application/json; charset=utf-8"
    }
  }

  func answer(_ file: OpenFile, worker: Worker) -> FileAnswer {
    var answer = FileAnswer(file: file, type: type, worker: worker)
    if self == .page {
      answer.mayBeKept = false
      answer.fields[.contentSecurityPolicy] = Self.policy
    }
    return answer
  }

  /// A report has its script and its style within. Only the script that we write there may run, by its hash: a page that a
  /// broken worker made would else speak for the desk. One of another version is shown without its script.
  static let policy: String = {
    let hash = Data(SHA256.hash(data: Data(PageParts.script.utf8))).base64EncodedString()
    return "default-src 'none'; script-src 'sha256-\(hash)'; style-src 'unsafe-inline'; img-src data:; "
      + "media-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
  }()
}
