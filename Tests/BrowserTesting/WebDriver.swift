internal import Foundation

/// Speaks the W3C WebDriver protocol to a driver on this machine: one command, one answer.
struct WebDriver: Sendable {
  let port: Int

  /// Sends a command and waits for what it answers.
  ///
  /// - Parameter path: below the driver's address, without a leading slash.
  /// - Returns: the answer's `value`.
  func send(_ method: String, _ path: String, _ body: JSONValue? = nil) async throws(BrowserError) -> JSONValue {
    let command = "\(method) \(path)"
    let status: Int
    let answer: JSONValue
    do {
      let text = try body.map(JSONEncoder().encode) ?? Data()
      let (code, data) = try await LoopbackHTTP.send(method, path, text, port: port)
      (status, answer) = (code, try JSONDecoder().decode(JSONValue.self, from: data)["value"])
    } catch {
      throw .noAnswer(command: command, reason: "\(error)")
    }
    guard status == 200 else {
      throw .refused(
        command: command, code: answer["error"].string ?? "status \(status)", message: answer["message"].string ?? "")
    }
    return answer
  }
}
