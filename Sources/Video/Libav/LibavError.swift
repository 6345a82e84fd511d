internal import CFFmpeg
internal import Glibc
internal import Synchronization

/// A libav call that failed.
struct LibavError: Error, CustomStringConvertible {
  /// Name of the function.
  let call: String
  /// The negative number that it returned.
  let code: Int32
  /// The last error line that the library logged on this thread during the call.
  let log: String?

  var description: String {
    "\(call): \(Self.message(code))" + (log.map { "; \($0)" } ?? "")
  }

  static func outOfMemory(_ call: String) -> LibavError { LibavError(call: call, code: shim_error_memory, log: nil) }

  var isOutOfMemory: Bool { code == shim_error_memory }
  var isNoEncoder: Bool { code == shim_error_no_encoder }

  /// As the clip's error; `otherwise` is the cause unless the code says something plainer.
  func clipError(_ file: String, otherwise cause: ClipError.Cause) -> ClipError {
    ClipError(file, code == shim_error_memory ? .outOfMemory : cause, detail: description)
  }

  private static func message(_ code: Int32) -> String {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 128) { buffer in
      av_strerror(code, buffer.baseAddress!, buffer.count)
      return String(cString: buffer.baseAddress!)
    }
  }
}

/// Makes an error of a negative result, with what the library logged meanwhile.
@discardableResult
func check(_ call: String, _ body: () -> Int32) throws(LibavError) -> Int32 {
  let (code, log) = LibavLog.listen(body)
  guard code >= 0 else { throw LibavError(call: call, code: code, log: log) }
  return code
}

/// The library's log, which otherwise goes to stderr: kept by thread while somebody listens, dropped otherwise.
enum LibavLog {
  private static let lines = Mutex<[UInt: String?]>([:])

  /// Runs a call and returns the last error line that it logged on this thread.
  static func listen(_ body: () -> Int32) -> (code: Int32, line: String?) {
    silence
    let thread = UInt(pthread_self())
    lines.withLock { $0[thread] = .some(nil) }
    let code = body()
    let line = lines.withLock { $0.removeValue(forKey: thread) ?? nil }
    return (code, line)
  }

  /// Takes the log away from stderr, once a process.
  static let silence: Void = av_log_set_callback { context, level, format, arguments in
    guard let format, let arguments else { return }
    // The one word of an invented picture part; its flag on the frame comes too late when several threads decode.
    let isComplaint = level <= AV_LOG_ERROR || strncmp(format, "concealing", 10) == 0
    // That a late stream is not let in is our own wish, and no damage.
    guard isComplaint, strncmp(format, "Number of streams exceeds", 25) != 0 else { return }
    ComplaintLog.of(context)?.errors.add(1, ordering: .releasing)
    let thread = UInt(pthread_self())
    guard LibavLog.lines.withLock({ $0.keys.contains(thread) }) else { return }
    let line = withUnsafeTemporaryAllocation(of: CChar.self, capacity: 512) { buffer in
      // 0: without the prefix, which holds an address.
      var prefix: Int32 = 0
      av_log_format_line2(context, level, format, arguments, buffer.baseAddress!, Int32(buffer.count), &prefix)
      return String(cString: buffer.baseAddress!)
    }
    // The line quotes the file's own bytes: only plain text may reach a terminal or a report.
    let plain = String(line.unicodeScalars.filter { $0.value >= 32 && $0.value < 127 }.prefix(200).map(Character.init))
    LibavLog.lines.withLock { $0[thread] = .some(plain) }
  }
}
