import FormRules
import Foundation
import Movement
import MovementTesting
import Pipeline
import Testing

@testable import Reports

@Suite("The report page")
struct ReportPageTests {
  /// A set of five reps, the third with hardly a pause.
  private static func subject(file: String = "clip.mp4", reps: Int = 5) throws -> ReportSubject {
    var list = Array(repeating: SyntheticRep(), count: reps)
    list[2].hold = 0.1
    var track = SyntheticSet(list).render()
    track.clip.file = file
    return try subject(track)
  }

  private static func subject(
    _ track: PoseTrack, _ options: AnalysisOptions = AnalysisOptions(profile: .bench)
  ) throws -> ReportSubject {
    let judged = try ClipAnalyzer.judge(track, options: options)
    return ReportSubject(
      judged.analysis, track: track, signals: judged.signals, sheet: try ProfileSheet(for: options))
  }

  /// The film that would be drawn of it, each still a picture of 30 kB.
  private static func film(_ subject: ReportSubject) -> (Film, [String: Data]) {
    let stills = StillPlan.moments(of: subject.analysis).map {
      Still(name: $0.name, rep: $0.rep, moment: $0.moment, time: $0.time, angle: 170, width: 600, height: 400)
    }
    let film = Film(original: "../clip.mp4", video: Film.videoName, stills: stills)
    return (film, Dictionary(uniqueKeysWithValues: stills.map { ($0.name, Data(count: 30_000)) }))
  }

  private static func html(_ subject: ReportSubject) -> String {
    let (film, pictures) = film(subject)
    return String(decoding: ReportPage(subject, film: film, pictures: pictures).html, as: UTF8.self)
  }

  @Test("shows every rep with its verdict, and each fault in words with the guide's")
  func reps() throws {
    let page = Self.html(try Self.subject())
    for number in 1...5 { #expect(page.contains("id=\"rep-\(number)\"")) }
    #expect(page.contains("5 reps, 1 with a fault"))
    #expect(page.contains("&quot;Hold for a second&quot; (S0)"))
    #expect(page.contains("Hold the top for a full second."))
    #expect(page.contains("Beside rep"))
    #expect(page.contains("ok from 1 s, a fault below 0.7 s"))
    #expect(page.contains("Breathing and hip placement"))
  }

  @Test("says of what was filmed badly and not judged why, and how to do better")
  func filming() throws {
    let subject = try Self.subject()
    let page = Self.html(subject)
    for warning in subject.analysis.capture.warnings { #expect(page.contains(warning.message.dropFirst())) }
    #expect(page.contains("Film from the side"))
    #expect(page.contains("where the floor lies is not known"))
    #expect(page.contains(subject.analysis.tool.version))
  }

  @Test("of a set that was not assessed says what was seen, why not, and what to film")
  func notAssessed() throws {
    var track = SyntheticSet(SyntheticRep(), count: 2).render()
    for index in track.frames.indices { track.frames[index].pose = nil }
    track.athlete = nil
    let page = Self.html(try Self.subject(track))
    #expect(page.contains("<h2>Why</h2>"))
    #expect(page.contains("What to film"))
    #expect(page.contains("nobody"))
    #expect(!page.contains("class=\"chip"))
  }

  @Test(
    "shows a hostile name of a clip as text",
    arguments: [
      "<script>alert(1)</script>.mp4", "\"onload=alert(1) x=\".mp4", "'-alert(1)-'.mp4", "</title><svg onload=x>.mp4",
      "quote\"\u{301} onmouseover=alert(1) \"\u{301}.mp4", "</script><script>x.mp4", "{{{data}}}.mp4", "-rf.mp4",
      "line\nbreak.mp4", "🏋️‍♀️.mp4", "\u{202E}4pm.exe",
    ])
  func hostileNames(name: String) throws {
    let plain = Self.html(try Self.subject())
    let page = Self.html(try Self.subject(file: name))
    // Nothing is added but text: as many tags, quotes and scripts as the harmless name has.
    for mark: Character in ["<", ">", "\""] {
      #expect(page.count(of: mark) == plain.count(of: mark), "\(mark)")
    }
    #expect(!page.contains("\u{202E}"))
    #expect(!page.contains("\u{0}"))
  }

  @Test("says the angles that the curve shows, also where the lifter's own offset is taken off", arguments: [0.0, -12])
  func offset(degrees: Double) throws {
    let track = SyntheticSet(SyntheticRep(top: degrees), count: 3).render()
    let subject = try Self.subject(track, AnalysisOptions(profile: .bench, neutralOffset: degrees))
    let chart = try #require(ChartContent(subject))
    let top = try #require(subject.signals.times.firstIndex { $0 >= subject.analysis.reps[0].top })
    let shown = try #require(subject.hipAngle?.values[top])
    let said = try #require(chart.rows[0].topAngle.split(separator: "°").first.flatMap { Double($0) })
    #expect(abs(said - shown) < 2)
    #expect(chart.bodyLine == "\(Int(180 + degrees))°")
  }

  @Test("leads from what to work on to the rep that shows it")
  func cues() throws {
    let subject = try Self.subject()
    let content = PageContent(subject, film: Film(), pictures: [:])
    #expect(content.cues.map(\.anchor) == ["rep-3"])
    #expect(content.cues.map(\.key) == ["3"])
  }

  @Test("names the user's own limits first of all")
  func ownProfile() throws {
    let own = OwnProfile(name: "studio.yaml", text: "base: bench\n")
    let track = SyntheticSet(SyntheticRep(), count: 3).render()
    let page = Self.html(try Self.subject(track, AnalysisOptions(profile: .bench, ownProfile: own)))
    #expect(page.contains("Judged as bench by the limits of studio.yaml"))
  }

  @Test("is whole for reps that were only attempts, and for a clip without any film")
  func attempts() throws {
    var subject = try Self.subject()
    var analysis = subject.analysis
    for index in analysis.reps.indices { analysis.reps[index].kind = .attempt }
    analysis.summary = Summary(reps: 0, attempts: 5, flaggedReps: [], tempo: nil)
    subject = ReportSubject(analysis, track: subject.track, signals: subject.signals, sheet: subject.sheet)
    let page = String(decoding: ReportPage(subject, film: Film(), pictures: [:]).html, as: UTF8.self)
    #expect(page.contains("0 reps, 5 that stopped short") && page.contains("id=\"rep-a1\""))
    #expect(!page.contains("<video"))
  }

  @Test("stays under two megabytes for ten reps")
  func size() throws {
    let page = Self.html(try Self.subject(reps: 10))
    #expect(page.utf8.count < 2_000_000, "\(page.utf8.count) bytes")
  }

  @Test("names nothing outside of its folder")
  func noRequests() throws {
    let page = Self.html(try Self.subject())
    #expect(!page.contains("http://") && !page.contains("https://") && !page.contains("@import"))
    let sources = page.matches(of: #/(?:src|href)="([^"#]*)"/#).map(\.1).filter { !$0.hasPrefix("data:") }
    #expect(Set(sources.map(String.init)) == ["annotated.mp4", "reps.csv", "signals.csv", "analysis.json"])
  }
}

extension String {
  /// How often a character of ASCII occurs, whatever accents follow it.
  fileprivate func count(of mark: Character) -> Int { utf8.count { $0 == mark.asciiValue } }
}

@Suite("The address of a clip")
struct ClipLinkTests {
  @Test(
    "is relative and holds nothing but plain characters",
    arguments: [
      ("/a/clip.mp4", "/a/clip.formcheck", "../clip.mp4"),
      ("/a/b/clip.mp4", "/a/out", "../b/clip.mp4"),
      ("/a/-x.mp4", "/a/r", "../-x.mp4"),
      ("/a/\"<script>.mp4", "/a/r", "../%22%3Cscript%3E.mp4"),
      ("/a/line\nbreak.mp4", "/a/r", "../line%0Abreak.mp4"),
      ("/a/100%#?.mp4", "/a/r", "../100%25%23%3F.mp4"),
      ("/a/é🏋.mp4", "/a/r", "../%C3%A9%F0%9F%8F%8B.mp4"),
      ("/a/javascript:alert(1).mp4", "/a", "javascript%3Aalert%281%29.mp4"),
    ])
  func relative(clip: String, folder: String, address: String) {
    #expect(ClipLink.address(of: clip, from: URL(fileURLWithPath: folder, isDirectory: true)) == address)
  }

  @Test("is none where clip and report share nothing but the root")
  func apart() {
    #expect(ClipLink.address(of: "/media/clip.mp4", from: URL(fileURLWithPath: "/home/a", isDirectory: true)) == nil)
  }
}
