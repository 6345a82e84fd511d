internal import Archive
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Movement
internal import NIOCore
internal import Reports

/// What stands at each address of the desk.
struct DeskRoutes: Sendable {
  let desk: DeskArchive
  let pages: DeskPages
  let door: Door
  let whereabouts: Whereabouts
  let clips: OriginalClip
  /// Hashes clips, for minutes where they are large, while nobody else waits for it.
  let clipReader: Worker
  /// Keys that are tried: a person mistypes one, a program tries thousands.
  let keys = Attempts(most: 20, pause: .seconds(5))

  func add(to table: RouteTable) {
    table.getOpen("/enter", enter)
    asset(table, DeskTemplates.styleAddress, "text/css; charset=utf-8", DeskTemplates.style)
    asset(table, DeskTemplates.scriptAddress, "text/javascript; charset=utf-8", DeskTemplates.script)

    table.get("/", queue)
    table.get("/reps/:set/:rep", rep)
    table.get("/sets/:set", set)
    table.get("/sets/:set/original", original)
    table.get("/sets/:set/report/:file", report)
    table.get("/sets/:set/report/:folder/:file", report)
    table.get("/agreement", agreement)
    table.get("/labels.csv") { _, _ in try await labels("text/csv; charset=utf-8", \.csv) }
    table.get("/labels.jsonl") { _, _ in try await labels("application/jsonl; charset=utf-8", \.jsonLines) }
    if !pages.isReadOnly {
      table.post("/decisions", decide)
      table.post("/coach", setCoach)
    }
  }

  // MARK: - Coming in

  @Sendable private func enter(_ request: Request, _ context: DeskContext) async throws -> Response {
    // A look from outside, as some programs take at addresses, must not use the key up.
    guard request.method == .get else { return Response(status: .ok) }
    guard let key = context.query["key"] else { throw Refusal(.badRequest, "The key is missing in the address.") }
    guard keys.take() else {
      throw Refusal(.tooManyRequests, "Too many keys were tried. Wait a minute.", fields: [.retryAfter: "60"])
    }
    guard let cookie = door.enter(with: key) else {
      if context.visitor != nil { return .seeOther("/") }
      throw Refusal(
        .forbidden, "That key was used, or is none. Open the desk again in the terminal: it prints a new address.")
    }
    let place = whereabouts.place
    var response = Response.seeOther("/")
    response.setCookie(
      Cookie(
        name: place.cookieName, value: cookie, path: "/",
        secure: place.hosts.isSecure(host: request.head.authority ?? ""),
        httpOnly: true, sameSite: .strict))
    return response
  }

  private func asset(_ table: RouteTable, _ address: String, _ type: String, _ data: Data) {
    table.getOpen(address) { _, _ in
      Response(
        status: .ok, headers: [.contentType: type, .cacheControl: "private, max-age=31536000, immutable"],
        body: ResponseBody(byteBuffer: ByteBuffer(bytes: data)))
    }
  }

  // MARK: - Pages

  @Sendable private func queue(_ request: Request, _ context: DeskContext) async throws -> Response {
    let address = try QueueAddress(context.query)
    let reading = try await desk.run { archive in
      var entries = try Self.entries(address, in: archive)
      let hasMore = entries.count > QueuePage.length
      if hasMore { if address.before == nil { entries.removeLast() } else { entries.removeFirst() } }
      let first = address.after == nil && address.before == nil && address.filter.isUndecidedOnly ? entries.first : nil
      return QueuePage.Reading(
        entries: entries, count: try archive.queueCount(address.filter), first: first,
        athletes: try archive.athletes(), hasMore: hasMore)
    }
    let frame = pages.frame("Reps to review", .queue, for: request, context)
    return pages.page("queue", frame, QueuePage(reading, at: address))
  }

  /// One more than a page shows, so that it is known whether there is another.
  private static func entries(_ address: QueueAddress, in archive: ResultsArchive) throws -> [QueueEntry] {
    let limit = QueuePage.length + 1
    if let before = address.before { return try archive.queue(address.filter, before: before, limit: limit) }
    return try archive.queue(address.filter, after: address.after, limit: limit)
  }

  @Sendable private func rep(_ request: Request, _ context: DeskContext) async throws -> Response {
    let key = try key(context)
    guard let number = context.parameters.get("rep").flatMap({ Int($0) }) else { throw Refusal.notFound }
    let address = try QueueAddress(context.query)
    let desk = desk
    let reading = try await desk.run { _ in try RepReading(RepAddress(key, number), address.filter, in: desk) }
    let page = RepPage(reading, at: address, coach: context.visitor?.session.coach ?? "")
    let frame = pages.frame("\(page.athlete), rep \(number)", .rep, for: request, context)
    return pages.page("rep", frame, page)
  }

  @Sendable private func set(_ request: Request, _ context: DeskContext) async throws -> Response {
    let key = try key(context)
    let desk = desk
    let page = try await desk.run { archive in
      guard let set = try archive.sets(SetFilter(key: key)).first else { throw Refusal.notFound }
      return SetPage(
        set, try desk.analysis(of: key), entries: try archive.entries(ofSet: key),
        standings: try archive.standings(ofSet: key))
    }
    return pages.page("set", pages.frame("\(page.athlete), \(page.clipName)", .set, for: request, context), page)
  }

  @Sendable private func agreement(_ request: Request, _ context: DeskContext) async throws -> Response {
    let page = AgreementPage(try await desk.run { try $0.agreement() })
    return pages.page("agreement", pages.frame("Agreement", .agreement, for: request, context), page)
  }

  private func labels(_ type: String, _ part: any KeyPath<LabelExport, Data> & Sendable) async throws -> Response {
    let bytes = try await desk.run { try LabelExport(of: $0)[keyPath: part] }
    return Response(
      status: .ok, headers: [.contentType: type], body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
  }

  private func key(_ context: DeskContext) throws(Refusal) -> SetKey {
    guard let key = context.parameters.get("set").flatMap({ SetKey(rawValue: $0) }) else { throw Refusal.notFound }
    return key
  }

  // MARK: - Files

  @Sendable private func original(_ request: Request, _ context: DeskContext) async throws -> Response {
    let key = try key(context)
    let (clips, archive) = (clips, desk.archive)
    let file = try await clipReader.run { () -> OpenFile? in
      guard let set = try archive.sets(SetFilter(key: key)).first else { return nil }
      return try clips.file(of: key, set.clip)
    }
    guard let file else { throw Refusal(.notFound, "The clip as it was filmed is not where it was any more.") }
    return try FileAnswer(file: file, type: "video/mp4", worker: desk.worker).response(to: request)
  }

  @Sendable private func report(_ request: Request, _ context: DeskContext) async throws -> Response {
    let key = try key(context)
    let parts = ["folder", "file"].compactMap { context.parameters.get($0) }
    let names = parts.compactMap(\.removingPercentEncoding)
    guard names.count == parts.count, let kind = ReportFile(names) else { throw Refusal.notFound }
    let desk = desk
    let answer = try await desk.run { archive -> FileAnswer? in
      guard try !archive.sets(SetFilter(key: key)).isEmpty, let file = desk.file(names, of: key) else { return nil }
      return kind.answer(file, worker: desk.worker)
    }
    guard let answer else { throw Refusal.notFound }
    return try answer.response(to: request)
  }

  // MARK: - Changes

  @Sendable private func decide(_ request: Request, _ context: DeskContext) async throws -> Response {
    guard let visitor = context.visitor else { throw Refusal.notFound }
    let form = try DecisionForm(context.form)
    let back = LocalAddress(context.form["back"])
    let address = (try? back.query.map(QueueAddress.init)) ?? QueueAddress(QueueFilter(isUndecidedOnly: true))
    let coach = visitor.session.coach
    let answer = try await desk.run { archive in
      let id = try form.keep(by: coach, at: Moment(Date()), in: archive)
      // It is kept: whatever fails from here on must not say otherwise.
      return (try? DecisionAnswer(id, of: form, by: coach, at: address, in: archive)) ?? DecisionAnswer(id)
    }
    if request.headers[.accept]?.contains("text/html") == true {
      return .seeOther(answer.isDone ? answer.next ?? address.list : back.text)
    }
    return .json(answer)
  }

  @Sendable private func setCoach(_ request: Request, _ context: DeskContext) async throws -> Response {
    guard let visitor = context.visitor else { throw Refusal.notFound }
    let name = (context.form["coach"] ?? "").trimmingCharacters(in: .whitespaces)
    guard Decision.isName(name) else {
      throw Refusal(.unprocessableContent, "A name has one to \(Decision.longestName) letters, and no line breaks.")
    }
    door.setCoach(name, of: visitor.cookie)
    return .seeOther(LocalAddress(context.form["back"]).text)
  }
}
