public import Foundation

extension BrowserSession {
  /// Writes what is in sight as PNG.
  public func screenshot(to file: URL) async throws(BrowserError) {
    try write(await command("GET", "screenshot"), to: file)
  }

  /// Writes the page from top to bottom as PNG, whatever is in sight.
  public func screenshotOfPage(to file: URL) async throws(BrowserError) {
    let size = try await devTools("Page.getLayoutMetrics")["cssContentSize"]
    let picture = try await devTools(
      "Page.captureScreenshot",
      [
        "format": "png", "captureBeyondViewport": true,
        "clip": ["x": 0, "y": 0, "width": size["width"], "height": size["height"], "scale": 1],
      ])
    try write(picture["data"], to: file)
  }

  /// Prints the page on A4 with backgrounds, as PDF.
  public func printPDF(to file: URL) async throws(BrowserError) {
    let paper: JSONValue = ["width": 21.0, "height": 29.7]
    try write(await command("POST", "print", ["page": paper, "background": true]), to: file)
  }

  private func write(_ base64: JSONValue, to file: URL) throws(BrowserError) {
    guard let data = base64.string.flatMap({ Data(base64Encoded: $0) }) else {
      throw .notWritten(path: file.path, reason: "the browser sent nothing")
    }
    do {
      try data.write(to: file)
    } catch {
      throw .notWritten(path: file.path, reason: "\(error)")
    }
  }
}
