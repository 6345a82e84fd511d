import Archive
import BrowserTesting
import Foundation
import Movement
import Reports
import Testing

/// What a batch makes of one clip with its videos: made once, for desks that work on copies of it.
private actor BatchResults {
  static let shared = BatchResults()

  private var made: TemporaryFolder?

  /// The clip in `uploads`, and `results`.
  func copy(to folder: URL) throws {
    if made == nil {
      let scratch = try TemporaryFolder()
      try FileManager.default.createDirectory(
        at: scratch.url.appendingPathComponent("uploads"), withIntermediateDirectories: false)
      try Self.cut(10.6, to: scratch.url.appendingPathComponent("uploads/anna.mp4"))
      _ = try scratch.file(
        "sets.csv", Data("file,athlete,profile,date\nanna.mp4,Anna B.,machine,2026-11-21\n".utf8))
      let batch = try Program.formcheck(
        ["batch", "uploads", "--out", "results", "--manifest", "sets.csv", "--jobs", "1"], in: scratch.url)
      try #require(batch.status == 0, "\(batch.errors)")
      made = scratch
    }
    for name in ["uploads", "results"] {
      try FileManager.default.copyItem(
        at: #require(made).url.appendingPathComponent(name), to: folder.appendingPathComponent(name))
    }
  }

  /// Nine seconds of a sample clip, with two reps: one without a pause, one above the line.
  static func cut(_ start: Double, to file: URL) throws {
    try Footage.cut(
      "machine-mixed", from: start, seconds: 9, height: nil,
      after: ["-an", "-c:v", "libx264", "-preset", "veryfast", "-crf", "18"], to: file)
  }
}

/// The program with a desk open over results of sample clips; it is closed with its last user.
final class RunningDesk: Sendable {
  let scratch: TemporaryFolder
  let results: URL
  /// With its key, which opens once.
  let address: URL
  private let process: Process

  struct NotOpen: Error, CustomStringConvertible {
    let description: String
  }

  /// Two reps of a clip with its videos, as a batch makes them, and all reps of sample clips without.
  init(samples: [String], options: [String] = []) async throws {
    scratch = try TemporaryFolder()
    results = scratch.url.appendingPathComponent("results")
    try await BatchResults.shared.copy(to: scratch.url)
    try await Self.add(samples, to: scratch.url)

    process = Process()
    process.executableURL = Program.formcheck
    process.arguments = ["review", results.path, "--port", "0", "--coach", "Kim"] + options
    process.standardInput = FileHandle.nullDevice
    let output = Pipe()
    process.standardOutput = output
    try process.run()
    // Reading blocks, and the threads of the tests are few.
    let reading = output.fileHandleForReading
    let line = await withCheckedContinuation { said in
      DispatchQueue.global().async { said.resume(returning: String(decoding: reading.availableData, as: UTF8.self)) }
    }
    guard let found = line.firstMatch(of: /http:\S+/), let address = URL(string: String(found.0)) else {
      throw NotOpen(description: line)
    }
    self.address = address
  }

  deinit { process.terminate() }

  /// As if the sample clips had been uploaded and a batch had made their reports.
  private static func add(_ clips: [String], to scratch: URL) async throws {
    let results = scratch.appendingPathComponent("results")
    let archive = try ResultsArchive(at: results.appendingPathComponent(ResultsArchive.fileName))
    for clip in clips {
      let report = try await SampleReports.shared.report(clip)
      try FileManager.default.copyItem(
        at: SampleReports.clip(clip), to: scratch.appendingPathComponent("uploads/\(clip).mp4"))
      let hash = try #require(ClipHash(rawValue: report.analysis.clip.sha256))
      let key = try #require(SetKey(rawValue: String(hash.rawValue.prefix(40))))
      let folder = results.appendingPathComponent(ResultsLayout.folder(of: key))
      try FileManager.default.copyItem(at: report.folder, to: folder)
      let place = folder.appendingPathComponent(Film.fileName)
      var film = try JSONDecoder().decode(Film.self, from: Data(contentsOf: place))
      film.original = "../../../uploads/\(clip).mp4"
      try JSONEncoder().encode(film).write(to: place)
      let record = SetRecord(
        key: key, clipSha256: hash,
        uploads: [Upload(path: "\(clip).mp4", athlete: "Ben", date: CalendarDay("2026-11-14"))])
      try record.document().write(to: folder.appendingPathComponent(SetRecord.fileName))
      try archive.record(record, report.analysis)
    }
  }

  /// What was decided, as it stands on disk.
  var decisions: [KeptDecision] {
    get throws {
      try ResultsArchive(readingAt: results.appendingPathComponent(ResultsArchive.fileName)).decisions()
    }
  }

  func url(_ path: String) -> URL { URL(string: path, relativeTo: address)!.absoluteURL }
}

@Suite("The coach's desk, in a real browser")
struct DeskInBrowserTests {
  private static let isPlaying = "document.getElementById('film')?.currentTime > 0"

  /// Until another page, or another finding, is there.
  private func decide(_ keys: [Key], in browser: BrowserSession) async throws {
    let before = try await browser.run(
      "return [location.pathname, document.querySelectorAll('.finding[data-state=\"\"]').length]")
    for key in keys { try await browser.press(key) }
    let path = try #require(before.array.first?.string)
    let open = try #require(before.array.last?.number)
    try await browser.wait(
      until:
        "location.pathname !== '\(path)' || document.querySelectorAll('.finding[data-state=\"\"]').length < \(Int(open))"
    )
    try await browser.wait(until: "document.readyState === 'complete'")
  }

  @Test(
    "ten decisions by the keyboard alone, with three keys a rep at most; one taken back, a note, bounds, a missed fault"
  )
  func keyboard() async throws {
    let desk = try await RunningDesk(samples: ["machine-mixed", "machine-set-fade"])
    try await withBrowser { browser in
      try await browser.open(desk.address)
      try await browser.wait(until: "document.querySelector('ol.queue a')")
      let left = try #require(try await browser.text(".headline").wholeMatch(of: /(\d+) left of (\d+)/))
      #expect(left.1 == left.2 && Int(left.1)! >= 8)

      var keysOfRep: [String: Int] = [:]
      try await browser.press(.enter)
      try await browser.wait(until: "document.getElementById('bench')")
      var made = 0
      while made < 10 {
        let rep = try await browser.run("return location.pathname").string ?? ""
        let keys: [Key] = made % 3 == 0 ? ["a"] : made % 3 == 1 ? ["d", "2"] : ["u"]
        try await decide(keys, in: browser)
        keysOfRep[rep, default: 0] += keys.count
        made += 1
      }
      #expect(try desk.decisions.count == 10)
      #expect(keysOfRep.values.allSatisfy { $0 <= 3 }, "\(keysOfRep)")
      let kinds = try desk.decisions.map(\.decision.what)
      #expect(kinds[0] == .agree && kinds[1] == .disagree(.tooSmall) && kinds[2] == .unsure)

      // Back to the rep before, where it stands open again.
      let last = try #require(try desk.decisions.last?.decision)
      try await browser.press("z")
      try await browser.wait(until: "location.pathname === '/reps/\(last.set)/\(last.rep?.number ?? 0)'")
      try await browser.wait(until: "document.querySelector('.history .undone')")
      #expect(try desk.decisions.filter { $0.undoneBy != nil }.map(\.decision.id) == [last.id])

      try await browser.press("n")
      try await browser.run("document.activeElement.value = ''")
      for letter in ["l", "o", "o", "k", "?"] { try await browser.press(Key(stringLiteral: letter)) }
      try await browser.press(.control(.enter))
      try await browser.wait(until: "document.querySelector('.history q')?.textContent === 'look?'")

      try await browser.press("[")
      try await browser.press(.enter)
      try await browser.wait(until: "document.body.textContent.includes('Bounds as corrected')")
      try await browser.press("m")
      // By its first letters, as in any list.
      try await browser.press("T", "o", "e", .tab, .tab, .enter)
      try await browser.wait(until: "document.querySelector('.finding.missed')")
      let errors = try await browser.consoleErrors()
      #expect(errors == [])
    }
  }

  @Test("the clip loops over the rep, steps by frames, slows down, and the moment is an address")
  func film() async throws {
    let desk = try await RunningDesk(samples: [])
    try await withBrowser { browser in
      try await browser.open(desk.address)
      try await browser.press(.enter)
      try await browser.wait(until: "document.getElementById('film')?.readyState >= 2 && \(Self.isPlaying)")
      let from = try #require(try await browser.run("return Number(bench.dataset.from)").number)
      let to = try #require(try await browser.run("return Number(bench.dataset.to)").number)
      try await browser.run("film.currentTime = \(to) - 0.1")
      try await browser.wait(until: "film.currentTime < \(from) + 1.5 && film.currentTime >= \(from) - 0.1")
      try await browser.press("s")
      #expect(try await browser.run("return film.playbackRate") == 0.5)
      try await browser.press(.space)
      try await browser.wait(until: "film.paused")
      // It was stopped in the midst of a frame: the first step ends where the next one begins.
      var times: [Double] = []
      for _ in 1...2 {
        try await browser.press(".")
        try await browser.wait(until: "!film.seeking")
        times.append(try #require(try await browser.run("return film.currentTime").number))
      }
      #expect(abs(times[1] - times[0] - 1.0 / 30) < 0.001, "\(times)")
      #expect(try await browser.address.contains("#t="))
      try await browser.press("o")
      try await browser.wait(until: "film.getAttribute('src').endsWith('/original') && film.readyState >= 2")
      try await browser.press("t")
      let at = try #require(
        try await browser.run("return Number(document.querySelector('.finding').dataset.at)").number)
      try await browser.wait(until: "Math.abs(film.currentTime - \(at)) < 0.02")
      // Going round it does not stop.
      try await browser.press("r")
      try await browser.run("film.currentTime = \(to) - 0.05")
      try await browser.wait(until: "film.currentTime < \(from) + 0.8 && !film.paused")
      let errors = try await browser.consoleErrors()
      #expect(errors == [])
    }
  }

  @Test("at 390 and 1440 px, dark and light: nothing overflows, every control has a name, every text has contrast")
  func accessible() async throws {
    let desk = try await RunningDesk(samples: ["machine-mixed"])
    try await withBrowser { browser in
      try await browser.open(desk.address)
      let rep = try #require(try await browser.attribute("href", of: "ol.queue a"))
      let set = "/sets/\(rep.split(separator: "/")[1])"
      for page in ["/", rep, set, "/agreement", "/uploads", "/nothing"] {
        for (width, height) in [(1440, 900), (390, 844)] {
          for scheme in [BrowserSession.ColorScheme.light, .dark] {
            try await browser.resize(width: width, height: height, mobile: width < 500)
            try await browser.prefers(colorScheme: scheme, reducedMotion: true)
            try await browser.open(desk.url(page))
            let context = "\(page), \(width) px, \(scheme)"
            #expect(
              try await browser.run("return document.documentElement.scrollWidth <= innerWidth") == true, "\(context)")
            #expect(try await browser.faintTexts() == [], "\(context)")
            #expect(try await browser.duplicateIDs() == [], "\(context)")
            #expect(try await browser.imagesWithoutText() == [], "\(context)")
            let nameless = try await browser.focusableElements().filter { $0.name.isEmpty && $0.role != "Video" }
            #expect(nameless.isEmpty, "\(context): \(nameless)")
          }
        }
      }
    }
  }

  @Test("without script a coach can still decide")
  func withoutScript() async throws {
    let desk = try await RunningDesk(samples: [])
    try await withBrowser { browser in
      try await browser.open(desk.address)
      try await browser.turnScript(on: false)
      let rep = try #require(try desk.firstRep)
      try await browser.open(desk.url(rep))
      try await browser.click(".decide button[value=disagree]")
      for _ in 0..<400 {
        if try !desk.decisions.isEmpty { break }
        try await Task.sleep(for: .milliseconds(25))
      }
      #expect(try desk.decisions.map(\.decision.what) == [.disagree(.notThere)])
      try await browser.turnScript(on: true)
    }
  }

  @Test("a filter is an address; a clip that is uploaded is analysed while one looks, and its reps are in the queue")
  func uploads() async throws {
    let desk = try await RunningDesk(samples: ["machine-mixed"])
    let clip = desk.scratch.url.appendingPathComponent("cleo & co.mp4")
    try BatchResults.cut(18.6, to: clip)
    let text = try desk.scratch.file("text.mp4", Data("no clip at all".utf8))
    try await withBrowser { browser in
      try await browser.open(desk.address)
      try await browser.run("document.querySelector('select[name=athlete]').value = 'Ben'")
      try await browser.click(".filter button")
      try await browser.wait(until: "location.search.includes('athlete=Ben')")
      let areBens = "return [...document.querySelectorAll('.whose bdi')].every(e => e.textContent === 'Ben')"
      #expect(try await browser.run(areBens) == true)
      #expect(try await browser.count("ol.queue li") > 0)

      try await browser.open(desk.url("/uploads"))
      try await browser.type(into: "#upload [name=athlete]", text: "Cleo")
      try await browser.run("document.querySelector('#upload [name=profile]').value = 'machine'")
      try await browser.upload(text, into: "#files")
      try await browser.click("#upload button")
      try await browser.wait(
        until: "document.getElementById('sending').textContent.includes('no video by its content')")
      try await browser.upload(clip, into: "#files")
      try await browser.click("#upload button")
      try await browser.wait(until: "document.querySelector('#uploads progress')", timeout: 120)
      try await browser.wait(until: "document.querySelector('#uploads a[href^=\"/sets/\"]')", timeout: 300)
      #expect(try await browser.text("#uploads li").contains("cleo & co.mp4"))
      try await browser.click("#uploads a")
      try await browser.wait(until: "document.querySelector('h1').textContent.includes('Cleo')")
      // That the text was refused is an error to the console.
      let errors = try await browser.consoleErrors().filter { !$0.contains("415") }
      #expect(errors == [])
      try await browser.open(desk.url("/?athlete=Cleo"))
      #expect(try await browser.count("ol.queue li") > 0)
    }
  }
}

extension RunningDesk {
  /// The address of the rep to look at first.
  fileprivate var firstRep: String? {
    get throws {
      try ResultsArchive(readingAt: results.appendingPathComponent(ResultsArchive.fileName)).queue(limit: 1).first
        .map { "/reps/\($0.set.key)/\($0.rep.number)" }
    }
  }
}
