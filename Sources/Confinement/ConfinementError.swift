internal import Foundation

/// Why a process could not confine itself.
public struct ConfinementError: Error, Equatable, CustomStringConvertible {
  public enum Cause: Sendable, Equatable {
    /// There are threads already, which would stay free.
    case threads(Int)
    /// The process that was to be the parent is not the parent.
    case parentIsGone(Int32)
    /// The kernel refused a step with this `errno`.
    case refused(step: String, code: Int32)
  }

  public let cause: Cause

  init(_ cause: Cause) { self.cause = cause }

  public var description: String {
    switch cause {
    case .threads(let count) where count > 0: "cannot be confined: there are \(count) threads already"
    case .threads: "cannot be confined: /proc is not there, so its threads cannot be counted. Mount it."
    case .parentIsGone(let process): "the process \(process) that asked for this work is gone"
    case .refused(let step, let code): "cannot be confined: \(step): \(String(cString: strerror(code)).lowercased())"
    }
  }
}

/// Makes a typed error of the C face's code.
func check(_ step: @autoclosure () -> String, _ code: Int32) throws(ConfinementError) {
  guard code == 0 else { throw ConfinementError(.refused(step: step(), code: code)) }
}
