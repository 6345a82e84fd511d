internal import Foundation

/// Why a result could not be written. All of them end with exit code 74.
public struct WriteError: Error, CustomStringConvertible {
  public let description: String

  /// - Parameters:
  ///   - target: what could not be written, as in "the report to /tmp/report".
  ///   - error: what the system said.
  ///   - mend: a sentence that says what to do.
  public init(_ target: String, _ error: any Error, mend: String) {
    let cause = Self.errorNumber(of: error).map(Self.words) ?? error.localizedDescription
    description = "cannot write \(target): \(cause). \(mend)"
  }

  /// - Parameter errorNumber: the system's `errno`.
  init(_ target: String, errorNumber: Int32, mend: String) {
    description = "cannot write \(target): \(Self.words(errorNumber)). \(mend)"
  }

  private static func words(_ errorNumber: Int32) -> String { String(cString: strerror(errorNumber)).lowercased() }

  /// The `errno` behind an error of Foundation's; `nil`: there is none.
  public static func errorNumber(of error: any Error) -> Int32? {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error ?? error
    if let code = (cause as? POSIXError)?.code.rawValue { return code }
    let plain = cause as NSError
    return plain.domain == NSPOSIXErrorDomain ? Int32(plain.code) : nil
  }
}
