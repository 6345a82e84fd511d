/// Lends the one browser of this process to a test, alone and as good as new. Others wait for their turn.
public func withBrowser<Result>(_ body: (BrowserSession) async throws -> Result) async throws -> Result {
  try await SharedBrowser.shared.borrow()
  do {
    let browser = try await SharedBrowser.shared.browser()
    let result = try await body(browser)
    await SharedBrowser.shared.giveBack()
    return result
  } catch {
    await SharedBrowser.shared.giveBack()
    throw error
  }
}

private actor SharedBrowser {
  static let shared = SharedBrowser()

  private var session: BrowserSession?
  private var isLent = false
  private var waiting: [CheckedContinuation<Void, Never>] = []

  func borrow() async throws {
    guard isLent else {
      isLent = true
      return
    }
    await withCheckedContinuation { waiting.append($0) }
  }

  func giveBack() {
    if waiting.isEmpty { isLent = false } else { waiting.removeFirst().resume() }
  }

  /// A browser that crashed under one test is no fault of the next one.
  func browser() async throws(BrowserError) -> BrowserSession {
    if let session, (try? await session.reset()) != nil { return session }
    session = nil
    let new = try await Chromedriver().openBrowser()
    // Away from the page that it starts with, which asks for files of its own.
    try await new.reset()
    session = new
    return new
  }
}
