public import Foundation

/// One headless Chromium with one window: 1280 by 800 at a scale of 1, nothing but this machine reachable.
///
/// Elements are named by CSS selectors; where several match, the first one is meant.
public final class BrowserSession: Sendable {
  /// The browser's process.
  public let processID: Int32
  /// Its driver lives as long as the session.
  private let owner: Chromedriver
  private let path: String

  fileprivate init(owner: Chromedriver, answer: JSONValue) throws(BrowserError) {
    guard let id = answer["sessionId"].string, let process = answer["capabilities"]["goog:processID"].number else {
      throw .notStarted("\(answer)")
    }
    self.owner = owner
    path = "session/\(id)"
    processID = Int32(process)
  }

  /// Goes to a page and waits until it is loaded. What was logged before is forgotten.
  public func open(_ url: URL) async throws(BrowserError) {
    try await forgetLogs()
    try await command("POST", "url", ["url": .string(url.absoluteString)])
  }

  /// The address of the page, with its fragment.
  public var address: String {
    get async throws(BrowserError) { try await command("GET", "url").string ?? "" }
  }

  /// Runs the body of a function in the page; `arguments[0]` is the first of `arguments`.
  ///
  /// - Returns: what it returns; a promise is waited for.
  @discardableResult
  public func run(_ script: String, _ arguments: [JSONValue] = []) async throws(BrowserError) -> JSONValue {
    try await command("POST", "execute/sync", ["script": .string(script), "args": .array(arguments)])
  }

  /// Runs the body of a function that gets a callback as its last argument, and waits until it is called.
  ///
  /// - Returns: what the callback was called with.
  @discardableResult
  public func runUntilCalledBack(
    _ script: String, _ arguments: [JSONValue] = []
  ) async throws(BrowserError) -> JSONValue {
    try await command("POST", "execute/async", ["script": .string(script), "args": .array(arguments)])
  }

  /// Waits until an expression of JavaScript is true.
  ///
  /// - Parameter timeout: seconds; long, since a busy machine is no fault of the page.
  public func wait(until expression: String, timeout: Double = 60) async throws(BrowserError) {
    let end = ContinuousClock.now + .seconds(timeout)
    repeat {
      if try await run("return Boolean(\(expression))") == true { return }
      try? await Task.sleep(for: .milliseconds(25))
    } while ContinuousClock.now < end
    throw .timedOut(condition: expression, seconds: timeout)
  }

  /// The text of an element as it is shown.
  public func text(_ css: String) async throws(BrowserError) -> String {
    try await command("GET", "element/\(element(css))/text").string ?? ""
  }

  /// An attribute of an element; `nil` where it has none of that name.
  public func attribute(_ name: String, of css: String) async throws(BrowserError) -> String? {
    try await run(
      "return document.querySelector(arguments[0]).getAttribute(arguments[1])", [.string(css), .string(name)]
    )
    .string
  }

  /// How many elements match.
  public func count(_ css: String) async throws(BrowserError) -> Int {
    Int(try await run("return document.querySelectorAll(arguments[0]).length", [.string(css)]).number ?? 0)
  }

  /// Clicks the middle of an element, after scrolling to it. Fails where something else lies over it.
  public func click(_ css: String) async throws(BrowserError) {
    try await command("POST", "element/\(element(css))/click", [:])
  }

  /// Types into a field, after what is in it.
  public func type(into css: String, text: String) async throws(BrowserError) {
    try await command("POST", "element/\(element(css))/value", ["text": .string(text)])
  }

  /// Chooses a file in a file field.
  public func upload(_ file: URL, into css: String) async throws(BrowserError) {
    try await type(into: css, text: file.path)
  }

  /// Closes the browser; the driver stays.
  public func quit() async throws(BrowserError) {
    _ = try await owner.driver.send("DELETE", path)
  }

  /// The driver's name for the first element that matches.
  private func element(_ css: String) async throws(BrowserError) -> String {
    let found = try await command("POST", "element", ["using": "css selector", "value": .string(css)])
    return found.object.values.first?.string ?? ""
  }

  /// A command of this session.
  @discardableResult
  func command(_ method: String, _ name: String, _ body: JSONValue? = nil) async throws(BrowserError) -> JSONValue {
    try await owner.driver.send(method, "\(path)/\(name)", body)
  }

  /// A command of the Chrome DevTools Protocol.
  @discardableResult
  public func devTools(_ name: String, _ parameters: JSONValue = [:]) async throws(BrowserError) -> JSONValue {
    try await command("POST", "goog/cdp/execute", ["cmd": .string(name), "params": parameters])
  }
}

extension Chromedriver {
  /// Starts a browser with a profile of its own.
  public func openBrowser() async throws(BrowserError) -> BrowserSession {
    let profile = folder.appendingPathComponent("profile-\(UUID().uuidString)").path
    var arguments: [JSONValue] = [
      "--headless=new", "--user-data-dir=\(profile)", "--window-size=1280,800", "--force-device-scale-factor=1",
      "--font-render-hinting=none", "--lang=en-US", "--autoplay-policy=no-user-gesture-required",
      "--disable-dev-shm-usage", "--disable-background-networking", "--disable-component-update", "--disable-sync",
      "--no-first-run", "--hide-scrollbars",
      "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1",
    ].map(JSONValue.string)
    // Chromium refuses to make its sandbox as root.
    if getuid() == 0 { arguments.append("--no-sandbox") }
    let answer = try await driver.send(
      "POST", "session",
      [
        "capabilities": [
          "alwaysMatch": [
            "browserName": "chrome", "unhandledPromptBehavior": "dismiss and notify",
            "timeouts": ["script": 30_000, "pageLoad": 30_000],
            "goog:loggingPrefs": ["browser": "ALL", "performance": "ALL"],
            "goog:chromeOptions": ["binary": .string(Self.browser), "args": .array(arguments)],
          ]
        ]
      ])
    return try BrowserSession(owner: self, answer: answer)
  }
}
