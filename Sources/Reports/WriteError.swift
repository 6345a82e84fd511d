internal import Foundation

/// Why a result could not be written. All of them end with exit code 74.
public struct WriteError: Error, CustomStringConvertible {
  public let description: String

  /// - Parameters:
  ///   - target: what could not be written, as in "the report to /tmp/report".
  ///   - error: what the system said.
  ///   - mend: a sentence that says what to do.
  public init(_ target: String, _ error: any Error, mend: String) {
    let cause =
      Self.errorNumber(of: error).map { String(cString: strerror($0)).lowercased() } ?? error.localizedDescription
    description = "cannot write \(target): \(cause). \(mend)"
  }

  /// The `errno` behind an error of Foundation's; `nil`: there is none.
  public static func errorNumber(of error: any Error) -> Int32? {
    let cause = (error as NSError).userInfo[NSUnderlyingErrorKey] as? any Error ?? error
    if let code = (cause as? POSIXError)?.code.rawValue { return code }
    let plain = cause as NSError
    return plain.domain == NSPOSIXErrorDomain ? Int32(plain.code) : nil
  }
}
