internal import Foundation

/// What the browser wrote down. Each reading takes away what it returns.
extension BrowserSession {
  /// Errors of scripts and of loading, since the page was opened or since they were asked for last.
  public func consoleErrors() async throws(BrowserError) -> [String] {
    try await log("browser").filter { $0["level"] == "SEVERE" }.compactMap { $0["message"].string }
  }

  /// The address of everything that was asked for, found or not, since the page was opened or since asked for last:
  /// files, `data:` and `blob:` too.
  public func requests() async throws(BrowserError) -> [String] {
    try await log("performance").compactMap { entry in
      guard let text = entry["message"].string,
        let message = try? JSONDecoder().decode(JSONValue.self, from: Data(text.utf8))["message"]
      else { return nil }
      // The page that a browser shows before the first one of the test may still be loading.
      if message["params"]["documentURL"].string?.hasPrefix("chrome://") == true { return nil }
      switch message["method"] {
      case "Network.requestWillBeSent": return message["params"]["request"]["url"].string
      case "Network.webSocketCreated": return message["params"]["url"].string
      default: return nil
      }
    }
  }

  func forgetLogs() async throws(BrowserError) {
    for kind in ["browser", "performance"] { _ = try await log(kind) }
  }

  private func log(_ kind: String) async throws(BrowserError) -> [JSONValue] {
    try await command("POST", "se/log", ["type": .string(kind)]).array
  }
}
