internal import Archive
internal import Batch

/// The list of the uploads and what happens on it. Nothing here waits for anything.
final class UploadBoard: Sendable {
  /// So many that are done, and so many that failed, stay on the list: the newest.
  static let mostEnded = 50
  /// A hundredth of a clip is worth a word to those who watch.
  private static let step = 0.01

  private let list: LatestValue<UploadList>

  init(_ entries: [UploadEntry]) {
    var list = UploadList(entries: entries)
    list.trim()
    self.list = LatestValue(list)
  }

  var now: UploadList { list.value }
  func changes() -> AsyncStream<UploadList> { list.changes() }
  func end() { list.end() }

  /// Is there one that could be begun?
  var hasWork: Bool { list.value.next != nil }

  func say(_ notice: String?) { list.update { $0.notice = notice } }

  // MARK: - What comes

  /// One that is on the list already stays as it is, unless it comes with another profile, or failed and may be tried
  /// again.
  func add(_ upload: StoredUpload) {
    list.update { list in
      guard let place = list.place(of: upload.id) else {
        return list.entries.append(UploadEntry(upload: upload, state: .waiting))
      }
      let isOther = list.entries[place].upload != upload
      list.entries[place].upload = upload
      switch list.entries[place].state {
      case .ended(let result) where isOther || result.mayTryAgain: list.queue(place)
      case .working where isOther: list.entries[place].isOvertaken = true
      case .ended, .waiting, .working: break
      }
    }
  }

  /// - Returns: whether there was anything of the clip that failed and may do better.
  func tryAgain(_ clip: ClipHash) -> Bool {
    list.update { list in
      let places = list.entries.indices.filter { place in
        guard list.entries[place].id.clip == clip, case .ended(let result) = list.entries[place].state else {
          return false
        }
        return result.mayTryAgain
      }
      for place in places { list.queue(place) }
      return !places.isEmpty
    }
  }

  /// Takes off what is forgotten.
  func remove(_ ids: Set<StoredUpload.ID>) {
    list.update { list in list.entries.removeAll { ids.contains($0.id) } }
  }

  // MARK: - What is done

  /// The next one, from now on in work; `nil`: there is none, or only of a clip that is in work.
  func take() -> UploadEntry? {
    list.update { list in
      guard let place = list.next else { return nil }
      list.entries[place].state = .working(0)
      return list.entries[place]
    }
  }

  func progress(_ id: StoredUpload.ID, _ share: Double) {
    list.update { list in
      guard let place = list.place(of: id), case .working(let last) = list.entries[place].state else { return }
      // A second try begins anew.
      if share < last || share >= last + Self.step { list.entries[place].state = .working(share) }
    }
  }

  /// - Parameter upload: as it was analysed.
  func end(_ upload: StoredUpload, as result: UploadResult) {
    list.update { list in
      guard let place = list.place(of: upload.id) else { return }
      if list.entries[place].isOvertaken {
        list.entries[place].state = .waiting
      } else {
        list.entries[place].upload = upload
        list.entries[place].state = .ended(result)
      }
      list.entries[place].again = false
      list.entries[place].isOvertaken = false
      list.trim()
    }
  }

  /// It was not brought to its end, and waits as before.
  func putBack(_ id: StoredUpload.ID) {
    list.update { list in
      if let place = list.place(of: id) { list.entries[place].state = .waiting }
    }
  }
}

extension UploadList {
  fileprivate func place(of id: StoredUpload.ID) -> Int? { entries.firstIndex { $0.id == id } }

  /// The first that waits, of a clip that nobody works on.
  fileprivate var next: Int? {
    let busy = Set(entries.filter(\.state.isWorking).map(\.id.clip))
    return entries.firstIndex { $0.state == .waiting && !busy.contains($0.id.clip) }
  }

  fileprivate mutating func queue(_ place: Int) {
    entries[place].state = .waiting
    entries[place].again = true
  }

  /// Takes off the oldest of what came to an end.
  fileprivate mutating func trim() {
    var left = (done: UploadBoard.mostEnded, failed: UploadBoard.mostEnded)
    let kept = entries.reversed().filter { entry in
      switch entry.state {
      case .ended(.done):
        left.done -= 1
        return left.done >= 0
      case .ended(.failed):
        left.failed -= 1
        return left.failed >= 0
      case .waiting, .working: return true
      }
    }
    entries = kept.reversed()
  }
}

extension UploadResult {
  /// Done is done.
  fileprivate var mayTryAgain: Bool {
    if case .failed(_, let mayTryAgain) = self { mayTryAgain } else { false }
  }
}
