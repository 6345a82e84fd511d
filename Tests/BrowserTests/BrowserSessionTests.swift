import BrowserTesting
import Foundation
import Testing

@Suite("A browser in a test", .serialized)
struct BrowserSessionTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  @Test("opens a page from a folder and reads it")
  func reading() async throws {
    let page = try site.page(#"<h1 id="top" data-x="1 & 2">Set <b>of six</b></h1><p>a</p><p>b</p>"#)
    try await withBrowser { browser in
      try await browser.open(page)
      #expect(try await browser.text("h1") == "Set of six")
      #expect(try await browser.attribute("data-x", of: "#top") == "1 & 2")
      #expect(try await browser.attribute("title", of: "#top") == nil)
      #expect(try await browser.count("p") == 2)
      #expect(try await browser.address == page.absoluteString)
      #expect(try await browser.consoleErrors() == [])
    }
  }

  @Test("brings values to a page and back")
  func values() async throws {
    let value: JSONValue = ["text": "é\u{1F3CB}\n", "numbers": [1, -2.5, 1e300], "none": nil, "yes": true]
    try await withBrowser { browser in
      let echo = try await browser.run("return arguments[0]", [value])
      #expect(echo == value)
      #expect(try await browser.run("return new Promise(done => setTimeout(() => done(7), 20))") == 7)
      #expect(try await browser.runUntilCalledBack("setTimeout(arguments[1], 20, arguments[0] + 1)", [6]) == 7)
      #expect(try await browser.run("") == .null)
    }
  }

  @Test("says what the driver said")
  func refusals() async throws {
    try await withBrowser { browser in
      try await browser.open(try site.page("<p hidden>x</p>"))
      await #expect { try await browser.click("#missing") } throws: { error in
        guard case .refused(_, "no such element", let message)? = error as? BrowserError else { return false }
        return message.contains("#missing")
      }
      await #expect { try await browser.run("throw new Error('a slip')") } throws: { "\($0)".contains("a slip") }
      await #expect(throws: BrowserError.timedOut(condition: "false", seconds: 0.1)) {
        try await browser.wait(until: "false", timeout: 0.1)
      }
      await #expect { try await browser.screenshot(to: site.file("none/x.png")) } throws: { error in
        guard case .notWritten? = error as? BrowserError else { return false }
        return true
      }
    }
  }

  @Test("plays and seeks a video beside the page")
  func video() async throws {
    try site.video("clip.mp4")
    let page = try site.page(#"<video src="clip.mp4" muted></video>"#)
    try await withBrowser { browser in
      try await browser.open(page)
      let seek = """
        const [time, done] = arguments
        const video = document.querySelector('video')
        video.addEventListener('seeked', () => done(video.currentTime), {once: true})
        video.currentTime = time
        """
      let time = try #require(try await browser.runUntilCalledBack(seek, [1.2]).number)
      #expect(abs(time - 1.2) < 0.001)
      try await browser.run("document.querySelector('video').play()")
      try await browser.wait(until: "document.querySelector('video').currentTime > 1.3")
      #expect(try await browser.run("return document.querySelector('video').videoWidth") == 128)
    }
  }

  @Test("sees errors on the console, once")
  func consoleErrors() async throws {
    let page = try site.page("<script>console.log('fine'); console.error('a slip'); throw new Error('a fall')</script>")
    try await withBrowser { browser in
      try await browser.open(page)
      let errors = try await browser.consoleErrors()
      #expect(errors.count == 2 && errors[0].contains("a slip") && errors[1].contains("a fall"), "\(errors)")
      #expect(try await browser.consoleErrors() == [])
    }
  }

  @Test("sees what is asked for outside the folder, and reaches none of it")
  func requests() async throws {
    let page = try site.page(#"<img src="beside.png" alt=""><img src="http://elsewhere.example/x.png" alt="">"#)
    try await withBrowser { browser in
      try await browser.open(page)
      let requests = try await browser.requests()
      let outside = requests.filter { !$0.hasPrefix(site.folder.absoluteString) }
      #expect(outside == ["http://elsewhere.example/x.png"])
      #expect(requests.contains(site.file("beside.png").absoluteString))
      #expect(try await browser.run("return document.images[1].naturalWidth") == 0)
      try await browser.open(try site.page(named: "quiet.html", "<p>x</p>"))
      #expect(try await browser.requests() == [site.file("quiet.html").absoluteString])
    }
  }

  @Test("presses keys as a hand does")
  func keys() async throws {
    let page = try site.page("<script>keys = []; onkeydown = e => keys.push((e.shiftKey ? 'S+' : '') + e.key)</script>")
    try await withBrowser { browser in
      try await browser.open(page)
      try await browser.press("j", "?", ".", .space, .arrowLeft, .shift(.arrowRight), .escape, .tab, .enter, "k")
      let keys = try await browser.run("return keys.filter(key => key != 'Shift' && key != 'S+Shift').join(' ')").string
      #expect(keys?.replacing("S+?", with: "?") == "j ? .   ArrowLeft S+ArrowRight Escape Tab Enter k")
    }
  }

  @Test("clicks, types and hands over files")
  func forms() async throws {
    let page = try site.page(
      #"<button onclick="this.textContent = 'pressed'">press</button><input id="name"><input id="clip" type="file">"#)
    try await withBrowser { browser in
      try await browser.open(page)
      try await browser.click("button")
      #expect(try await browser.text("button") == "pressed")
      try await browser.type(into: "#name", text: "Ann <é>")
      #expect(try await browser.run("return document.querySelector('#name').value") == "Ann <é>")
      try await browser.upload(page, into: "#clip")
      let read =
        "const file = document.querySelector('#clip').files[0]; return file.text().then(t => file.name + t.length)"
      let size = try Data(contentsOf: page).count
      let found = try await browser.run(read)
      #expect(found == .string("index.html\(size)"))
    }
  }

  @Test("shows a page to other readers: dark, still, on paper, on a phone, without script")
  func readers() async throws {
    let page = try site.page(
      head: #"<meta name="viewport" content="width=device-width">"#,
      "<p>x</p><script>document.querySelector('p').textContent = 'scripted'</script>")
    func matches(_ query: String, in browser: BrowserSession) async throws -> Bool {
      try await browser.run("return matchMedia(arguments[0]).matches", [.string(query)]) == true
    }
    try await withBrowser { browser in
      try await browser.open(page)
      try await browser.prefers(colorScheme: .dark, reducedMotion: true)
      #expect(try await matches("(prefers-color-scheme: dark) and (prefers-reduced-motion: reduce)", in: browser))
      try await browser.prefers(media: .print)
      #expect(try await matches("print and (prefers-color-scheme: light)", in: browser))
      try await browser.resize(width: 390, height: 844, scale: 3, mobile: true)
      #expect(try await browser.run("return [innerWidth, devicePixelRatio]") == [390, 3])
      try await browser.turnScript(on: false)
      try await browser.open(page)
      #expect(try await browser.text("p") == "x")
    }
    // The next test gets the browser as it was.
    try await withBrowser { browser in
      try await browser.open(page)
      #expect(try await browser.text("p") == "scripted")
      #expect(try await matches("screen and (prefers-color-scheme: light)", in: browser))
      #expect(try await browser.run("return devicePixelRatio") == 1)
    }
  }

  @Test("takes pictures of what is in sight, of the whole page and on paper")
  func pictures() async throws {
    let page = try site.page(#"<div style="height: 3000px; background: teal">tall</div>"#)
    let (sight, whole, paper) = (site.file("sight.png"), site.file("whole.png"), site.file("paper.pdf"))
    try await withBrowser { browser in
      try await browser.open(page)
      try await browser.resize(width: 400, height: 300, scale: 2)
      try await browser.screenshot(to: sight)
      try await browser.screenshotOfPage(to: whole)
      try await browser.printPDF(to: paper)
    }
    #expect(try pngSize(sight) == [800, 600])
    let wholeSize = try pngSize(whole)
    #expect(wholeSize == [800, 6032])
    #expect(try Data(contentsOf: paper).starts(with: Data("%PDF-".utf8)))
  }

  /// Width and height stand at a fixed place in every PNG, big-endian.
  private func pngSize(_ file: URL) throws -> [Int] {
    let bytes = try Data(contentsOf: file).prefix(24)
    return [16, 20].map { start in bytes[start..<start + 4].reduce(0) { $0 << 8 | Int($1) } }
  }
}
