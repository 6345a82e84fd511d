/// What went wrong between a test and its browser.
public enum BrowserError: Error, Equatable, CustomStringConvertible {
  /// A program that has to be installed is not there; `Scripts/setup --for-tests` installs it.
  case missing(program: String)
  /// The driver or the browser did not start; with what it printed.
  case notStarted(String)
  /// No answer, or none that WebDriver knows.
  case noAnswer(command: String, reason: String)
  /// The driver refused a command: its error code (`no such element`, `javascript error`, …) and its words.
  case refused(command: String, code: String, message: String)
  /// A condition did not come true in time.
  case timedOut(condition: String, seconds: Double)
  /// A file could not be written.
  case notWritten(path: String, reason: String)

  public var description: String {
    switch self {
    case .missing(let program): "\(program) is not installed: run Scripts/setup --for-tests"
    case .notStarted(let said): "the browser did not start: \(said)"
    case .noAnswer(let command, let reason): "\(command): no answer: \(reason)"
    case .refused(let command, let code, let message): "\(command): \(code): \(message)"
    case .timedOut(let condition, let seconds): "not true after \(seconds) s: \(condition)"
    case .notWritten(let path, let reason): "\(path): not written: \(reason)"
    }
  }
}
