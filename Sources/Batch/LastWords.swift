internal import Synchronization

/// The end of what was said, however much it was.
final class LastWords: Sendable {
  private let limit: Int
  private let kept = Mutex<[String]>([])

  /// - Parameter limit: characters.
  init(limit: Int) { self.limit = limit }

  func append(_ line: String) {
    kept.withLock { lines in
      lines.append(String(line.suffix(limit)))
      while lines.count > 1, lines.reduce(0, { $0 + $1.count + 1 }) > limit { lines.removeFirst() }
    }
  }

  var text: String { kept.withLock { $0.joined(separator: " ") } }
}
