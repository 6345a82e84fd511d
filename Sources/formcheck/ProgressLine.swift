internal import Foundation
internal import Movement
internal import Synchronization

/// How far a clip is: a line on stderr that rewrites itself, on a terminal only.
final class ProgressLine: Sendable {
  private let name: String
  private let isShown: Bool
  private let lastPercent = Mutex(-1)

  init(name: String, isQuiet: Bool) {
    self.name = name.printable
    isShown = !isQuiet && isatty(STDERR_FILENO) == 1
  }

  /// - Parameter fraction: 0 to 1.
  func show(_ fraction: Double) {
    guard isShown else { return }
    let percent = Int((min(max(fraction, 0), 1) * 100).rounded(.down))
    let isNew = lastPercent.withLock { last in
      defer { last = percent }
      return last != percent
    }
    guard isNew else { return }
    let done = percent / 5
    let bar = String(repeating: "#", count: done) + String(repeating: ".", count: 20 - done)
    try? FileHandle.standardError.write(contentsOf: Data("\r\(name)  [\(bar)] \(percent) %".utf8))
  }

  /// Takes the line away.
  func end() {
    guard isShown, lastPercent.withLock({ $0 >= 0 }) else { return }
    try? FileHandle.standardError.write(contentsOf: Data("\r\u{1B}[2K".utf8))
  }
}
