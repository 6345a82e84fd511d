public import Batch

/// Where clips go that are dropped on the desk, and who analyses them.
public struct DeskUploads: Sendable {
  public let store: UploadStore
  public let queue: UploadQueue

  public init(store: UploadStore, queue: UploadQueue) {
    self.store = store
    self.queue = queue
  }
}
