import Archive
import ArchiveTesting
import Foundation
import Movement
import Testing

@Suite("Decisions at the desk")
struct DecidingTests {
  private struct Answer: Decodable {
    var id: String
    var standing: String?
    var isDone: Bool
    var next: String?
    var left: String
  }

  private func read(_ answer: RawClient.Answer) throws -> Answer {
    try JSONDecoder().decode(Answer.self, from: answer.body)
  }

  private let set = Sample.key(0).rawValue

  @Test("the queue leads through all reps; a rep is done when all of it is decided, and the next one is named")
  func through() async throws {
    let desk = try await OpenDesk()
    #expect(try await desk.get("/").text.contains("3 left of 3"))
    let first = try read(try await desk.post("/decisions", desk.decision))
    #expect(first.standing == "Kim agreed" && !first.isDone && first.left == "3 left")
    let form = [("set", set), ("rep", "2"), ("rule", "swing"), ("what", "disagree"), ("reason", "intended")]
    let second = try read(try await desk.post("/decisions", form))
    #expect(second.standing == "Kim disagreed (done on purpose)" && second.isDone && second.left == "2 left")
    let next = try #require(second.next)
    #expect(try await desk.get(next).status == 200)
    #expect(try await desk.get("/").text.contains("2 left of 3"))
    let page = try await desk.get("/reps/\(set)/2").text
    #expect(page.contains("disagreed: ") && page.contains("take back"))
  }

  @Test("without script a form leads on, and one that was refused says why on a page")
  func forms() async throws {
    let desk = try await OpenDesk()
    let html = [("Accept", "text/html,*/*")]
    let back = "/reps/\(set)/2?rule=pause"
    let note = [("set", set), ("rep", "2"), ("what", "note"), ("text", "look up"), ("at", "6.5"), ("back", back)]
    let kept = try await desk.post("/decisions", note, html)
    #expect(kept.status == 303 && kept["location"] == back)
    let refused = try await desk.post(
      "/decisions", [("set", set), ("rep", "2"), ("what", "note"), ("at", "6.5")], html)
    #expect(refused.status == 422 && refused.text.contains("The note is empty"))
    let away = try await desk.post("/decisions", note + [("back", "//evil.example")], html)
    #expect(away["location"] == back, "the first of a name counts")
    #expect(try await desk.get(back).text.contains("look up"))
  }

  @Test(
    "what does not fit is refused and not kept",
    arguments: [
      ([("rule", "lowering"), ("what", "agree")], 422), ([("rule", "pause"), ("what", "missed")], 422),
      ([("what", "bounds"), ("start", "8"), ("end", "5")], 422),
      ([("what", "note"), ("text", "a\u{7}b"), ("at", "1")], 422),
      ([("what", "undo"), ("undoes", "123e4567-e89b-42d3-a456-426614174000")], 422),
      ([("what", "note"), ("text", String(repeating: "é", count: 2_001)), ("at", "1")], 422),
    ])
  func misfits(_ row: (form: [(String, String)], status: Int)) async throws {
    let desk = try await OpenDesk()
    let answer = try await desk.post("/decisions", [("set", set), ("rep", "2")] + row.form)
    #expect(answer.status == row.status, "\(answer.text)")
    #expect(try desk.archive.decisions().isEmpty)
    for (other, rep) in [(Sample.key(7).rawValue, "2"), (set, "9")] {
      let gone = try await desk.post(
        "/decisions", [("set", other), ("rep", rep), ("rule", "pause"), ("what", "agree")])
      #expect(gone.status == 404)
    }
  }

  @Test("what was said is taken back once, by the one who said it, and stays to be seen")
  func undone() async throws {
    let desk = try await OpenDesk()
    let made = try read(try await desk.post("/decisions", desk.decision))
    let undo = [("set", set), ("rep", "2"), ("what", "undo"), ("undoes", made.id)]
    _ = try await desk.post("/coach", [("coach", "Ann")])
    #expect(try await desk.post("/decisions", undo).status == 422)
    _ = try await desk.post("/coach", [("coach", "Kim")])
    #expect(try await desk.post("/decisions", undo).status == 200)
    #expect(try await desk.post("/decisions", undo).status == 409)
    #expect(try await desk.get("/").text.contains("3 left of 3"))
    #expect(try await desk.get("/reps/\(set)/2").text.contains("taken back"))
    #expect(try desk.archive.decisions().count == 2)
  }

  @Test("two coaches at once are both kept and both shown")
  func parallel() async throws {
    let desk = try await OpenDesk()
    try await withThrowingTaskGroup(of: Int.self) { group in
      for number in 0..<40 {
        group.addTask {
          let form = desk.decision.filter { $0.0 != "what" } + [("what", number % 2 == 0 ? "agree" : "unsure")]
          return try await desk.post("/decisions", form).status
        }
      }
      for try await status in group { #expect(status == 200) }
    }
    #expect(try desk.archive.decisions().count == 40)
    _ = try await desk.post("/coach", [("coach", "Ann")])
    _ = try await desk.post(
      "/decisions", desk.decision.filter { $0.0 != "what" } + [("what", "disagree"), ("reason", "other")])
    let page = try await desk.get("/reps/\(set)/2").text
    #expect(page.contains("Ann disagreed (another reason); Kim "))
  }

  @Test("a fault that was missed and corrected bounds stand on the page, and the clip is looped over the new ones")
  func corrections() async throws {
    let desk = try await OpenDesk()
    _ = try await desk.post("/decisions", [("set", set), ("rep", "1"), ("what", "missed"), ("rule", "knee-bend")])
    _ = try await desk.post(
      "/decisions", [("set", set), ("rep", "1"), ("what", "bounds"), ("start", "0.5"), ("end", "4.5")])
    let page = try await desk.get("/reps/\(set)/1").text
    #expect(page.contains("Missed: ") && page.contains("Bounds as corrected: 0:00.5 to 0:04.5"))
    #expect(page.contains("data-from=\"0.0\"") && page.contains("data-to=\"5.5\""))
    #expect(try await desk.get("/sets/\(set)").text.contains("/reps/\(set)/1"))
    #expect(try await desk.get("/agreement").text.contains("knee-bend"))
  }

  @Test(
    "a clip is given in parts, and kept by browsers for a while",
    arguments: [
      ("bytes=0-9", 206, "bytes 0-9/1000", 10), ("bytes=990-", 206, "bytes 990-999/1000", 10),
      ("bytes=-1", 206, "bytes 999-999/1000", 1), ("bytes=1000-", 416, "bytes */1000", nil),
      ("bytes=x", 200, nil, 1000),
    ] as [(String, Int, String?, Int?)])
  func ranges(_ row: (range: String, status: Int, content: String?, length: Int?)) async throws {
    let desk = try await OpenDesk()
    let video = "/sets/\(set)/report/annotated.mp4"
    let answer = try await desk.get(video, [("Range", row.range)])
    #expect(answer.status == row.status && answer["content-range"] == row.content)
    if let length = row.length { #expect(answer.body.count == length && answer["content-length"] == "\(length)") }
    let tag = try #require(answer["etag"])
    #expect(answer["accept-ranges"] == "bytes")
    #expect(try await desk.get(video, [("If-None-Match", tag)]).status == 304)
    #expect(try await desk.get(video, [("Range", "bytes=0-9"), ("If-Range", "\"other\"")]).status == 200)
    #expect(answer["cache-control"] == "private, max-age=600")
  }
}
