import Foundation
import Movement
import Reports
import Testing

/// Clips of all kinds, too short for a rep, each with its annotated video: one call of the program makes all of them.
actor AnnotatedClips {
  static let shared = AnnotatedClips()

  struct Pair {
    let source: ProbedClip
    let annotated: ProbedClip
    let report: URL
    var page: String {
      get throws { try String(contentsOf: report.appendingPathComponent("report.html"), encoding: .utf8) }
    }
  }

  private var folder: TemporaryFolder?
  private var pairs: [String: Pair] = [:]

  func pair(_ name: String) throws -> Pair {
    if let pair = pairs[name] { return pair }
    let folder = try folder ?? make()
    self.folder = folder
    let source = folder.url.appendingPathComponent(name)
    let report = folder.url.appendingPathComponent(source.deletingPathExtension().lastPathComponent + ".formcheck")
    let pair = Pair(
      source: try ProbedClip(source), annotated: try ProbedClip(report.appendingPathComponent("annotated.mp4")),
      report: report)
    pairs[name] = pair
    return pair
  }

  private func make() throws -> TemporaryFolder {
    let folder = try TemporaryFolder()
    func place(_ name: String) -> URL { folder.url.appendingPathComponent(name) }
    let tone = ["-f", "lavfi", "-t", "3", "-i", "sine=frequency=330:sample_rate=44100"]
    let coding = Footage.coding
    let described = [
      "-metadata", "title=Anna", "-metadata", "location=+52.5+013.4/", "-metadata:s:v", "handler_name=Anna",
    ]
    try Footage.cut(
      "machine-clean", seconds: 1.2, after: tone + coding + ["-c:a", "aac", "-shortest"] + described,
      to: place("thirty.mp4"))
    try Footage.cut("ball-clean", seconds: 1.2, to: place("twenty-four.mp4"))
    try Footage.cut("bench-pause", from: 9.4, seconds: 1.2, to: place("variable.mp4"))
    try Footage.cut(
      "bench-clean", seconds: 1.2, before: ["-itsoffset", "0.7"], after: tone + coding + ["-c:a", "aac"],
      to: place("late.mp4"))
    try Footage.cut(
      "bench-portrait", seconds: 1.2, height: nil, after: ["-c", "copy"], to: place("turned.mp4"))
    try Footage.cut(
      "bench-clean", from: 3, seconds: 1.2,
      after: ["-c:v", "libx264", "-preset", "ultrafast", "-pix_fmt", "yuv422p10le"],
      to: place("ten-bit.mp4"))
    try Footage.cut(
      "bench-clean", seconds: 1.2, after: tone + coding + ["-c:a", "pcm_s16le", "-shortest"], to: place("pcm-mov.mov"))
    try Footage.cut(
      "bench-clean", seconds: 1.2,
      after: tone + ["-c:v", "mjpeg", "-pix_fmt", "yuvj422p", "-c:a", "pcm_s16le", "-shortest"],
      to: place("pcm-avi.avi"))
    let run = try Program.formcheck(try folder.contents, in: folder.url)
    try #require(run.status == 0, "\(run.errors)")
    return folder
  }
}

@Suite("The annotated video", .serialized)
struct AnnotatedVideoTests {
  private static let all = [
    "thirty.mp4", "twenty-four.mp4", "variable.mp4", "late.mp4", "turned.mp4", "ten-bit.mp4", "pcm-mov.mov",
    "pcm-avi.avi",
  ]

  @Test("has the frames of the clip, each at its time", arguments: all)
  func times(name: String) async throws {
    let pair = try await AnnotatedClips.shared.pair(name)
    let first = try #require(pair.source.times.first)
    #expect((first > 0.5) == (name == "late.mp4"))
    #expect(pair.annotated.times.count == pair.source.times.count)
    #expect(pair.annotated.times.first == 0)
    let worst = zip(pair.annotated.times, pair.source.times).map { abs($0 - ($1 - first)) }.max() ?? .infinity
    #expect(worst < 0.002, "one is off by \(worst) s")
  }

  @Test("is what every browser plays, from the first bytes on and to the end", arguments: all)
  func coding(name: String) async throws {
    let annotated = try await AnnotatedClips.shared.pair(name).annotated
    #expect(annotated.video?.codecName == "h264" && annotated.video?.pixFmt == "yuv420p")
    let boxes = try annotated.boxes
    #expect(try #require(boxes.firstIndex(of: "moov")) < #require(boxes.firstIndex(of: "mdat")), "\(boxes)")
    #expect(try annotated.complaints == "")
  }

  @Test("stands upright and shows the clip, with a bar below it", arguments: all)
  func picture(name: String) async throws {
    let pair = try await AnnotatedClips.shared.pair(name)
    let (source, drawn) = (try #require(pair.source.video), try #require(pair.annotated.video))
    let isTurned = source.sideDataList?.contains { abs($0.rotation ?? 0) == 90 } == true
    #expect(isTurned == (name == "turned.mp4"))
    let width = try #require(isTurned ? source.height : source.width)
    let height = try #require(isTurned ? source.width : source.height)
    #expect(drawn.sideDataList?.contains { $0.rotation != nil } != true)
    // 4:2:0 has no odd sides.
    #expect(abs((drawn.width ?? 0) - width) <= 1)
    let bar = (drawn.height ?? 0) - height
    #expect(bar > height / 50 && bar < height / 4, "a bar of \(bar) below \(height) rows")
    let size = (width: width / 8, height: height / 8)
    let before = try pair.source.luma(width: size.width, height: size.height)
    let after = try pair.annotated.luma(
      width: size.width, height: size.height, part: "\(width / 2 * 2):\(height / 2 * 2):0:0")
    let worst = zip(before, after).map { difference($0, $1) }.max() ?? .infinity
    #expect(worst < 8, "a frame differs by \(worst)")
  }

  @Test("keeps AAC as it is, from the first frame on", arguments: ["thirty.mp4", "late.mp4"])
  func sound(name: String) async throws {
    let pair = try await AnnotatedClips.shared.pair(name)
    let first = try #require(pair.source.times.first)
    let interval = 0.04
    let end = try #require(pair.source.times.last) + interval
    let wanted = pair.source.sound.filter { $0.time >= first && $0.time < end }
    let kept = pair.annotated.sound
    #expect(pair.annotated.streams.contains { $0.codecName == "aac" })
    #expect(wanted.count > 40 && abs(kept.count - wanted.count) <= 2, "\(kept.count) of \(wanted.count)")
    #expect(zip(kept, wanted).allSatisfy { $0.size == $1.size && abs($0.time - ($1.time - first)) < 0.002 })
    #expect(try !pair.page.contains("Without its sound"))
  }

  @Test("leaves out a sound that MP4 cannot hold, and the report says so", arguments: ["pcm-mov.mov", "pcm-avi.avi"])
  func foreignSound(name: String) async throws {
    let pair = try await AnnotatedClips.shared.pair(name)
    #expect(pair.source.streams.contains { $0.codecName == "pcm_s16le" })
    #expect(pair.annotated.streams.count == 1)
    #expect(try pair.page.contains("Without its sound: MP4 cannot hold pcm_s16le."))
  }

  @Test("says nothing of where and by whom the clip was filmed")
  func metadata() async throws {
    let pair = try await AnnotatedClips.shared.pair("thirty.mp4")
    try #require(pair.source.tags["title"] == "Anna" && pair.source.tags["location"] != nil, "\(pair.source.tags)")
    #expect(Set(pair.annotated.tags.keys).isSubset(of: ["major_brand", "minor_version", "compatible_brands"]))
    for stream in pair.annotated.streams {
      #expect(Set((stream.tags ?? [:]).keys).isSubset(of: ["language", "handler_name", "vendor_id"]))
    }
    let set = try await DrawnSet.shared.copy()
    for report in [pair.report, set.report] {
      for (name, bytes) in try files(in: report) {
        #expect(bytes.range(of: Data("Anna".utf8)) == nil && bytes.range(of: Data("+52.5".utf8)) == nil, "\(name)")
      }
    }
  }

  @Test("is made of a set without reps as well, with three stills", arguments: ["thirty.mp4", "turned.mp4"])
  func withoutReps(name: String) async throws {
    let pair = try await AnnotatedClips.shared.pair(name)
    let made = try files(in: pair.report).keys
    #expect(made.filter { $0.hasPrefix("stills/") }.sorted() == (1...3).map { "stills/seen-\($0).jpg" })
    #expect(!made.contains { $0.hasPrefix("flags/") })
    #expect(try pair.page.contains("annotated.mp4"))
  }

  @Test("shows all of the clip where only a part was looked at")
  func part() throws {
    let scratch = try TemporaryFolder()
    let clip = try Footage.cut("bench-clean", seconds: 1.5, to: scratch.url.appendingPathComponent("clip.mp4"))
    let part = try Program.formcheck(["clip.mp4", "--start", "0.4", "--end", "1", "--out", "part"], in: scratch.url)
    try #require(part.status == 0, "\(part.errors)")
    let annotated = try ProbedClip(scratch.url.appendingPathComponent("part/annotated.mp4"))
    #expect(try annotated.times.count == ProbedClip(clip).times.count)
  }

  @Test("has a film beside it of each flag: a second before to a second after, at half speed, silent")
  func flags() async throws {
    let set = try await DrawnSet.shared.copy()
    let analysis = try AnalysisJSON.analysis(from: Data(contentsOf: set.report.appendingPathComponent("analysis.json")))
    let rep = try #require(analysis.reps.first { !$0.findings.filter { $0.verdict == .flag }.isEmpty })
    let finding = try #require(rep.findings.first { $0.verdict == .flag })
    let film = try ProbedClip(set.report.appendingPathComponent("flags/rep-\(rep.key)-\(finding.rule.rawValue).mp4"))
    let annotated = try ProbedClip(set.report.appendingPathComponent("annotated.mp4"))
    let shown = annotated.times.indices.filter {
      annotated.times[$0] >= finding.from - 1 && annotated.times[$0] <= finding.to + 1
    }
    let first = try #require(shown.first)
    #expect(film.streams.count == 1 && film.video?.codecName == "h264")
    #expect(film.times.count == shown.count)
    for (time, index) in zip(film.times, shown) {
      #expect(abs(time - 2 * (annotated.times[index] - annotated.times[first])) < 0.003)
    }
    let twice = 2 * (finding.to - finding.from + 2)
    #expect(abs((film.times.last ?? 0) - twice) < 0.2, "\(film.times.last ?? 0) s, twice the span is \(twice) s")
    #expect(try film.complaints == "")
    let (all, cut) = (try annotated.luma(width: 80, height: 50), try film.luma(width: 80, height: 50))
    for (offset, index) in zip(cut.indices, shown) { #expect(difference(cut[offset], all[index]) < 2) }
  }

  @Test("hides the athlete's face where that is asked for, and nothing leads to a picture that shows it")
  func faces() async throws {
    let set = try await DrawnSet.shared.copy()
    let plain = try files(in: set.report)
    let run = try Program.formcheck(
      ["set.mp4", "--out", "hidden", "--profile", "bench", "--blur-faces"], in: set.scratch.url)
    try #require(run.status == 0, "\(run.errors)")
    let report = set.scratch.url.appendingPathComponent("hidden")
    let hidden = try files(in: report)
    #expect(hidden["analysis.json"] == plain["analysis.json"])
    let film = try JSONDecoder().decode(Film.self, from: #require(hidden["film.json"]))
    #expect(film.facesBlurred && film.original == nil)
    let page = String(decoding: try #require(hidden["report.html"]), as: UTF8.self)
    #expect(!page.contains("data-original") && !page.contains("../"))
    #expect(Set(hidden.keys) == Set(plain.keys))
    for name in plain.keys where name.hasSuffix(".jpg") { #expect(hidden[name] != plain[name], "\(name)") }

    let track = try TrackFile.decode(#require(hidden["pose.json.gz"]))
    let (width, height) = (track.clip.width / 2, track.clip.height / 2)
    let part = "\(track.clip.width):\(track.clip.height):0:0"
    func luma(_ folder: URL) throws -> [[UInt8]] {
      try ProbedClip(folder.appendingPathComponent("annotated.mp4")).luma(width: width, height: height, part: part)
    }
    let (before, after) = (try luma(set.report), try luma(report))
    try #require(before.count == track.frames.count && after.count == track.frames.count)
    var inside: [Double] = []
    var outside: [Double] = []
    for index in stride(from: 0, to: before.count, by: 9) {
      guard let face = FaceRegion(track.frames[index].pose) else { continue }
      func distance(_ pixel: Int) -> Double {
        Point(x: Double(pixel % width) * 2, y: Double(pixel / width) * 2).distance(to: face.centre) / face.radius
      }
      inside.append(difference(before[index], after[index]) { distance($0) < 0.8 })
      outside.append(difference(before[index], after[index]) { distance($0) > 1.7 })
    }
    #expect(inside.count > 10)
    #expect(inside.allSatisfy { $0 > 6 }, "\(inside)")
    #expect(outside.allSatisfy { $0 < 1 }, "\(outside)")
  }

  @Test("hides faces also before the part that is looked at")
  func facesOutside() async throws {
    let set = try await DrawnSet.shared.copy()
    let run = try Program.formcheck(
      ["set.mp4", "--out", "late", "--profile", "bench", "--blur-faces", "--start", "3"], in: set.scratch.url)
    try #require(run.status == 0, "\(run.errors)")
    let track = try TrackFile.decode(Data(contentsOf: set.report.appendingPathComponent("pose.json.gz")))
    let (width, height) = (track.clip.width / 2, track.clip.height / 2)
    let part = "\(track.clip.width):\(track.clip.height):0:0"
    func luma(_ report: URL) throws -> [[UInt8]] {
      try ProbedClip(report.appendingPathComponent("annotated.mp4")).luma(width: width, height: height, part: part)
    }
    let (plain, hidden) = (try luma(set.report), try luma(set.scratch.url.appendingPathComponent("late")))
    let changes = track.frames.indices.filter { track.frames[$0].time < 2.5 }.compactMap { index -> Double? in
      guard let face = FaceRegion(track.frames[index].pose) else { return nil }
      return difference(plain[index], hidden[index]) { pixel in
        let place = Point(x: Double(pixel % width) * 2, y: Double(pixel / width) * 2)
        return place.distance(to: face.centre) < 0.8 * face.radius
      }
    }
    #expect(changes.count > 30)
    #expect(changes.allSatisfy { $0 > 6 }, "\(changes)")
  }
}
