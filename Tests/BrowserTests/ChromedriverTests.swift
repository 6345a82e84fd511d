import BrowserTesting
import Foundation
import Testing

@Suite("The driver of the browsers", .serialized)
struct ChromedriverTests {
  @Test("leaves no process and no file behind")
  func end() async throws {
    let driver = try await Chromedriver()
    let folder = driver.folder
    let sessions = [try await driver.openBrowser(), try await driver.openBrowser()]
    try await sessions[0].run("return 1")
    #expect(sessions.allSatisfy { isRunning($0.processID) })
    driver.end()
    #expect(sessions.allSatisfy { !isRunning($0.processID) })
    #expect(!FileManager.default.fileExists(atPath: folder.path))
    await #expect(throws: BrowserError.self) { try await sessions[0].run("return 1") }
  }

  @Test("is gone with its last user, also after a failure")
  func failure() async throws {
    struct Failed: Error {}
    var folder: URL?
    var process: Int32?
    func failing() async throws {
      let driver = try await Chromedriver()
      folder = driver.folder
      process = try await driver.openBrowser().processID
      throw Failed()
    }
    await #expect(throws: Failed.self) { try await failing() }
    #expect(!isRunning(try #require(process)))
    #expect(!FileManager.default.fileExists(atPath: try #require(folder).path))
  }

  @Test("starts a browser of which nothing is seen but the pages of the test")
  func fresh() async throws {
    let site = try TestSite()
    let page = try site.page("<p>x</p>")
    let browser = try await Chromedriver().openBrowser()
    try await browser.open(page)
    try await Task.sleep(for: .milliseconds(300))
    #expect(try await browser.requests() == [page.absoluteString])
    #expect(try await browser.consoleErrors() == [])
  }

  @Test("closes one browser and keeps the other")
  func quit() async throws {
    let driver = try await Chromedriver()
    let first = try await driver.openBrowser()
    let second = try await driver.openBrowser()
    try await first.quit()
    #expect(!isRunning(first.processID))
    #expect(try await second.run("return 2") == 2)
  }

  /// A process that has ended and that nobody has asked about yet still has a number, but no command line.
  private func isRunning(_ process: Int32) -> Bool {
    (try? Data(contentsOf: URL(fileURLWithPath: "/proc/\(process)/cmdline")))?.isEmpty == false
  }
}
