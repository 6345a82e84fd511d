public import Batch

/// How far an upload is.
public enum UploadState: Sendable, Equatable {
  case waiting
  /// The share that is done, 0 to 1.
  case working(Double)
  case ended(UploadResult)

  public var isWorking: Bool {
    if case .working = self { true } else { false }
  }
}

/// One upload as the desk shows it.
public struct UploadEntry: Sendable, Equatable, Identifiable {
  public internal(set) var upload: StoredUpload
  public internal(set) var state: UploadState
  /// It is to be tried although it failed before.
  var again = false
  /// While it was in work it came with other facts: what is in work is no longer what is asked for.
  var isOvertaken = false

  public var id: StoredUpload.ID { upload.id }
}

/// All that is to be shown: what is unfinished, and the newest of what came to an end.
public struct UploadList: Sendable, Equatable {
  public static let heldUp = "waiting for a batch that works on these results"

  /// In the order in which they came first.
  public internal(set) var entries: [UploadEntry] = []
  /// Why nothing goes on, for all; `nil`: it does.
  public internal(set) var notice: String?

  public var waiting: Int { entries.count { $0.state == .waiting } }
}
