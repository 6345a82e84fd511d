internal import Foundation

/// One line of what a worker writes on its standard output: an object with one key.
enum WorkerMessage: Equatable {
  /// Share of the clip that is done, 0 to 1.
  case progress(Double)
  case failure(kind: String, message: String)

  private struct Line: Decodable {
    struct Failure: Decodable {
      var kind: String
      var message: String
    }

    var progress: Double?
    var error: Failure?
  }

  /// - Returns: `nil` for a line that says something else.
  init?(_ line: String) {
    guard let said = try? JSONDecoder().decode(Line.self, from: Data(line.utf8)) else { return nil }
    if let share = said.progress, share.isFinite {
      self = .progress(min(max(share, 0), 1))
    } else if let error = said.error {
      self = .failure(kind: error.kind, message: error.message)
    } else {
      return nil
    }
  }
}
