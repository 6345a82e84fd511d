import BrowserTesting
import Foundation
import Testing

@Suite("What a reader with other senses meets", .serialized)
struct AccessibilityTests {
  let site: TestSite

  init() throws { site = try TestSite() }

  @Test("names what can get the focus, in the order of the page")
  func focusable() async throws {
    let page = try site.page(
      """
      <a href="#x">Rep 1</a><button aria-label="Play"></button><button></button><p>text</p>
      <label>Speed <input type="range"></label><div tabindex="0" role="slider" aria-label="Time" aria-valuenow="1"></div>
      <button disabled>off</button><button hidden>away</button>
      """)
    try await withBrowser { browser in
      try await browser.open(page)
      let found = try await browser.focusableElements().map { "\($0.role): \($0.name)" }
      #expect(found == ["link: Rep 1", "button: Play", "button: ", "slider: Speed", "slider: Time"])
    }
  }

  @Test("finds pictures without text and ids that come twice, and nothing on a good page")
  func slips() async throws {
    let bad = try site.page(
      named: "bad.html", #"<img src="a.png"><svg id="x"><path id="x"/></svg><img src="b.png" alt="b"><p id="y"></p>"#)
    let good = try site.page(
      named: "good.html",
      """
      <img src="a.png" alt="top of rep 1"><img src="b.png" alt=""><svg aria-hidden="true"></svg><p id="y"></p>
      <svg role="img"><title>Angle over time</title><g><svg></svg></g></svg><div role="img" aria-label="strip" id="x"></div>
      """)
    try await withBrowser { browser in
      try await browser.open(bad)
      #expect(try await browser.imagesWithoutText().map { String($0.prefix(4)) } == ["<img", "<svg"])
      #expect(try await browser.duplicateIDs() == ["x"])
      try await browser.open(good)
      #expect(try await browser.imagesWithoutText() == [])
      #expect(try await browser.duplicateIDs() == [])
    }
  }

  /// Body, the ratio that is to be found, and what was needed. Ratios of grey on white by WCAG's formula.
  private static let faint: [(body: String, ratio: Double?, required: Double)] = [
    ("<p style='color: #777'>x</p>", 4.47, 4.5),
    ("<p style='color: #999; font-size: 24px'>x</p>", 2.84, 3),
    ("<p style='color: #999; font: bold 19px serif'>x</p>", 2.84, 3),
    ("<p style='color: #777; font: bold 18px serif'>x</p>", 4.47, 4.5),
    ("<div style='background: #000'><b style='background: transparent; color: #666'>x</b></div>", 3.65, 4.5),
    ("<p style='color: rgb(0 0 0 / .5)'>x</p>", 3.97, 4.5),
    ("<div style='opacity: .5'><p style='color: #000'>x</p></div>", 3.97, 4.5),
    ("<p style='background: linear-gradient(#fff, #555)'>x</p>", 2.81, 4.5),
    ("<p style='background: url(x.png)'>x</p>", nil, 4.5),
    ("<p style='color: oklch(0.7 0 0)'>x</p>", 2.67, 4.5),
    ("<input value='x' style='color: #888; background: #fff'>", 3.54, 4.5),
    ("<svg width='99' height='99'><rect width='99' height='99' fill='#333'/><text y='50'>x</text></svg>", 1.66, 4.5),
    (
      "<svg width='99' height='99'><rect width='99' height='99' fill-opacity='.5'/><text y='50' fill='#fff'>x</text></svg>",
      3.97, 4.5
    ),
  ]

  @Test("finds faint texts", arguments: faint)
  func faintTexts(body: String, ratio: Double?, required: Double) async throws {
    let page = try site.page(body)
    try await withBrowser { browser in
      try await browser.open(page)
      let found = try await browser.faintTexts()
      try #require(found.count == 1, "\(found)")
      #expect(found[0].required == required && found[0].text == "x")
      #expect(found[0].ratio.map { abs($0 - (ratio ?? 0)) < 0.02 } == ratio.map { _ in true }, "\(found[0])")
    }
  }

  @Test(
    "finds none on a good page",
    arguments: [
      "<p>black on white</p>", "<p style='color: #767676'>just enough</p>",
      "<p style='color: #949494; font-size: 24px'>large</p>", "<p style='color: #fff' hidden>away</p>",
      "<p style='color: #fff; visibility: hidden'>away</p>", "<p style='color: #fff; opacity: 0'>away</p>",
      "<details><summary>more</summary><p style='color: #fff'>closed</p></details>",
      "<button disabled style='color: #ccc'>off</button>", "<script>var x = 1</script>",
      "<p style='position: absolute; width: 1px; height: 1px; overflow: hidden; color: #fff'>for screen readers</p>",
      "<div style='background: url(x.png)'><p style='background: #fff; color: #000'>on a plate</p></div>",
      "<svg width='99' height='99'><rect width='99' height='99' fill='#333'/><text y='50' fill='#fff'>x</text></svg>",
    ])
  func goodPages(body: String) async throws {
    let page = try site.page(body)
    try await withBrowser { browser in
      try await browser.open(page)
      #expect(try await browser.faintTexts() == [])
    }
  }

  @Test("knows what is behind a page in a dark scheme")
  func darkPaper() async throws {
    let page = try site.page(
      head: "<style>:root { color-scheme: light dark }</style>", "<p>x</p><p style='color: #333'>y</p>")
    try await withBrowser { browser in
      try await browser.open(page)
      #expect(try await browser.faintTexts() == [])
      try await browser.prefers(colorScheme: .dark)
      #expect(try await browser.faintTexts().map(\.text) == ["y"])
    }
  }
}
