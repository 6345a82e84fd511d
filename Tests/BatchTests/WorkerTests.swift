import Archive
import ArchiveTesting
import Foundation
import Movement
import Testing

@testable import Batch

@Suite("What is made of a worker's words and end")
struct WorkerTests {
  @Test(
    "only lines that are understood count",
    arguments: [
      (#"{"progress":0.25}"#, .progress(0.25)), (#"{"progress":7}"#, .progress(1)), (#"{"progress":-1}"#, .progress(0)),
      (#"{"error":{"kind":"unusable","message":"x"}}"#, .failure(kind: "unusable", message: "x")),
      (#"{"confinement":{"landlock":7}}"#, nil), (#"{"progress":"half"}"#, nil), (#"{"progress":1e999}"#, nil),
      ("", nil),
      ("progress", nil), ("[0.5]", nil), (#"{"error":"unusable"}"#, nil), (#"{"progress":0.2"#, nil),
    ] as [(String, WorkerMessage?)])
  func words(line: String, message: WorkerMessage?) {
    #expect(WorkerMessage(line) == message)
  }

  private static func failure(
    _ end: WorkerProcess.End, _ said: (kind: String, message: String)? = nil, lastWords: String = ""
  ) -> WorkerFailure? {
    WorkerFailure(WorkerProcess.Result(end: end, failure: said, lastWords: lastWords), timeout: 60, memory: 500)
  }

  @Test(
    "each end is a kind of failure, and says what to do",
    arguments: [
      (.exited(70), .bug, "70"), (.exited(1), .bug, "1"), (.killed(signal: SIGSEGV), .crashed, "--max-memory"),
      (.killed(signal: SIGXCPU), .crashed, "--timeout"), (.killed(signal: SIGSYS), .crashed, "no worker may"),
      (.killed(signal: SIGKILL), .crashed, "--jobs"), (.timedOut, .timedOut, "60 s"), (.stuck, .timedOut, "no further"),
      (.babbled, .bug, "more than"),
      (.notStarted("too many processes"), .tryAgain, "too many processes"),
    ] as [(WorkerProcess.End, FailureRecord.Kind, String)])
  func ends(end: WorkerProcess.End, kind: FailureRecord.Kind, words: String) throws {
    let failure = try #require(Self.failure(end))
    #expect(failure.kind == kind)
    #expect(failure.message.contains(words))
  }

  @Test("an honest reason is handed on, without what a terminal would obey; a reason of no known kind is none")
  func reasons() {
    #expect(Self.failure(.exited(0)) == nil)
    let said = Self.failure(.exited(65), ("unusable", "a.mp4:\u{1B}[2J no video"))
    #expect(said?.kind == .unusable && said?.message == "a.mp4:?[2J no video" && said?.exitStatus == 65)
    #expect(Self.failure(.exited(75), ("outOfMemory", "more"))?.kind == .outOfMemory)
    #expect(Self.failure(.exited(70), ("wonderful", "all is well"))?.kind == .bug)
    // Words alone are no end.
    #expect(Self.failure(.exited(0), ("bug", "x")) == nil)
  }

  @Test("the last words on stderr are quoted with a crash, and no more than their end")
  func lastWords() throws {
    let words = LastWords(limit: 100)
    for number in 1...1000 { words.append("line \(number)") }
    #expect(words.text.count <= 120 && words.text.hasSuffix("line 1000"))
    words.append(String(repeating: "x", count: 10_000))
    #expect(words.text == String(repeating: "x", count: 100))
    let failure = try #require(Self.failure(.killed(signal: SIGABRT), lastWords: "cannot\u{7} allocate"))
    #expect(failure.message.contains("[cannot? allocate]"))
  }

  @Test("what may pass is tried again, what is final is left alone")
  func kinds() {
    for kind in FailureRecord.Kind.allCases {
      #expect(!(kind.mayPass && kind.isFinal), "\(kind)")
      #expect(!kind.isDeath || kind.mayPass, "\(kind)")
    }
  }
}

@Suite("The key of a result")
struct ClipPlanTests {
  private static let plan = ClipPlan(
    options: AnalysisOptions(profile: .machine),
    tool: ToolFacts(version: "1.0.0", models: [ModelFacts(name: "a", sha256: "00")], profileSha256: "11"), drawing: [])

  /// Every change that gives another report.
  private static let changes: [(String, @Sendable (inout ClipPlan) -> Void)] = [
    ("profile", { $0.options.profile = .ball }), ("assumed", { $0.options.profileAssumed = true }),
    ("own", { $0.options.ownProfile = OwnProfile(name: "a", text: "b") }),
    ("own split elsewhere", { $0.options.ownProfile = OwnProfile(name: "ab", text: "") }),
    ("strictness", { $0.options.strictness = .strict }), ("tempo", { $0.options.tempo = TempoTarget("1-1-3-0") }),
    ("offset", { $0.options.neutralOffset = 4 }), ("floor", { $0.options.floorY = 4 }),
    ("top", { $0.options.topReference = .floor }), ("version", { $0.tool.version = "1.0.1" }),
    ("model", { $0.tool.models[0].sha256 = "01" }), ("limits", { $0.tool.profileSha256 = "12" }),
    ("no video", { $0.drawing = ["--no-video"] }), ("faces", { $0.drawing = ["--blur-faces"] }),
    ("both", { $0.drawing = ["--no-video", "--blur-faces"] }),
  ]

  @Test("is the same for the same, and another for whatever may change the report")
  func keys() {
    var keys = [Self.plan.key(for: Sample.clip(1)), Self.plan.key(for: Sample.clip(2))]
    for (_, change) in Self.changes {
      var plan = Self.plan
      change(&plan)
      keys.append(plan.key(for: Sample.clip(1)))
    }
    #expect(Set(keys).count == keys.count)
    #expect(Self.plan.key(for: Sample.clip(1)) == keys[0])
    #expect(SetKey(unread: "a") != SetKey(unread: "b"))
  }

  @Test("the worker's words give the very options back")
  func words() throws {
    var plan = Self.plan
    plan.options.tempo = TempoTarget(ascent: 0.1 + 0.2, top: 1e-5, descent: 3, bottom: 0)
    plan.options.ownProfile = OwnProfile(name: "--odd \"name\"", text: "base: ball\n# \u{2028} é\n")
    plan.drawing = ["--no-video"]
    #expect(plan.words.first == "--options" && plan.words.last == "--no-video")
    #expect(try JSONDecoder().decode(AnalysisOptions.self, from: Data(plan.words[1].utf8)) == plan.options)
  }
}

@Suite("A part of a batch")
struct ShardTests {
  @Test("every clip falls into exactly one of the parts, about as many into each", arguments: [1, 2, 3, 7])
  func parts(count: Int) {
    let hashes = (0..<700).map { Sample.clip($0).rawValue }
    let shards = (1...count).map { Shard(number: $0, count: count) }
    for hash in hashes { #expect(shards.count { $0.holds(hash) } == 1) }
    for shard in shards {
      let share = hashes.count(where: shard.holds)
      #expect(abs(share - 700 / count) < 70, "\(shard): \(share)")
    }
  }

  @Test(
    "is written as number/count",
    arguments: ["", "1", "0/2", "3/2", "-1/2", "1/0", "1/2/3", "a/b", "1 / 2", "1/", "/2"])
  func bad(text: String) { #expect(Shard(text) == nil) }

  @Test("takes a good one")
  func good() { #expect(Shard("2/5") == Shard(number: 2, count: 5)) }
}
