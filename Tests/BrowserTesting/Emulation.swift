/// Another screen, other wishes of the reader, no script.
extension BrowserSession {
  public enum ColorScheme: String, Sendable {
    case light, dark
  }

  public enum Media: String, Sendable {
    case screen, print
  }

  /// The size of the page's area in CSS pixels, and how many pixels of the screen one of them has.
  ///
  /// - Parameter mobile: a touch screen that obeys the page's viewport line.
  public func resize(width: Int, height: Int, scale: Double = 1, mobile: Bool = false) async throws(BrowserError) {
    try await devTools(
      "Emulation.setDeviceMetricsOverride",
      [
        "width": .number(Double(width)), "height": .number(Double(height)), "deviceScaleFactor": .number(scale),
        "mobile": .bool(mobile),
      ])
    try await devTools("Emulation.setTouchEmulationEnabled", ["enabled": .bool(mobile)])
  }

  /// What the reader prefers and what the page is shown on. What is left out is again as the browser has it.
  public func prefers(
    colorScheme: ColorScheme? = nil, reducedMotion: Bool = false, media: Media? = nil
  ) async throws(BrowserError) {
    try await devTools(
      "Emulation.setEmulatedMedia",
      [
        "media": .string(media?.rawValue ?? ""),
        "features": [
          ["name": "prefers-color-scheme", "value": .string(colorScheme?.rawValue ?? "")],
          ["name": "prefers-reduced-motion", "value": .string(reducedMotion ? "reduce" : "")],
        ],
      ])
  }

  /// Pages that are opened from now on run no scripts of their own. Those of the test still run.
  public func turnScript(on: Bool) async throws(BrowserError) {
    try await devTools("Emulation.setScriptExecutionDisabled", ["value": .bool(!on)])
  }

  /// As after the start: an empty page on the usual screen.
  func reset() async throws(BrowserError) {
    try await turnScript(on: true)
    try await prefers()
    try await devTools("Emulation.setTouchEmulationEnabled", ["enabled": false])
    try await devTools("Emulation.clearDeviceMetricsOverride")
    try await command("DELETE", "actions")
    try await devTools("Page.navigate", ["url": "about:blank"])
    try await forgetLogs()
  }
}
