internal import Archive
internal import Batch
internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import Movement
internal import NIOCore

/// Clips that are dropped on the desk: taking them, and telling how far they are.
struct UploadRoutes: Sendable {
  /// Those who listen are told the list that often, whatever it holds: whoever has gone is found out by it.
  private static let heartbeat = Duration.seconds(15)

  let uploads: DeskUploads
  let desk: DeskArchive
  let pages: DeskPages

  func add(to table: RouteTable) {
    table.add("/uploads", [.get: page, .head: page, .post: take])
    table.get("/uploads/events", events)
    table.post("/uploads/again", tryAgain)
  }

  @Sendable private func page(_ request: Request, _ context: DeskContext) async throws -> Response {
    let queue = uploads.queue
    let athletes = try await desk.run { archive in
      queue.refresh()
      return try archive.athletes()
    }
    let page = UploadsPage(uploads.queue.list, limit: uploads.store.limit, athletes: athletes)
    return pages.page("uploads", pages.frame("Uploads", .uploads, for: request, context), page)
  }

  /// The body is the clip; what is known of it stands in the address.
  @Sendable private func take(_ request: Request, _ context: DeskContext) async throws -> Response {
    do {
      try uploads.queue.makeSureOfRoom()
      let profile = context.query["profile"]
      let known = profile.flatMap(Profile.init(rawValue:))
      guard profile == nil || known != nil else { throw Refusal(.unprocessableContent, "profile: that is none.") }
      let facts = try UploadFacts(
        name: context.query["name"] ?? "", athlete: context.query["athlete"] ?? "", profile: known, date: .today)
      // Without it nobody could tell a clip that was cut off.
      guard let announced = request.headers[.contentLength].flatMap({ Int($0) }) else {
        throw Refusal(.lengthRequired, "It was not said how long the clip is.")
      }
      let store = uploads.store
      let draft = try await desk.worker.run { try store.begin(facts, announced: announced) }
      for try await bytes in request.body { try await draft.write(bytes.readableBytesView) }
      let upload = try await draft.finish()
      uploads.queue.add(upload)
      return .json(["hash": upload.id.clip.rawValue])
    } catch let error as UploadError {
      throw Refusal(error)
    }
  }

  @Sendable private func tryAgain(_ request: Request, _ context: DeskContext) async throws -> Response {
    guard let clip = context.form["hash"].flatMap(ClipHash.init(rawValue:)) else {
      throw Refusal(.unprocessableContent, "hash: that is none.")
    }
    do {
      guard try uploads.queue.tryAgain(clip) else {
        throw Refusal(.conflict, "Nothing of that clip failed, or another try would do no better.")
      }
    } catch let error as UploadError {
      throw Refusal(error)
    }
    return .json(["hash": clip.rawValue])
  }

  /// Server-sent events: the whole list, each time it has changed.
  @Sendable private func events(_ request: Request, _ context: DeskContext) async throws -> Response {
    let queue = uploads.queue
    guard request.method == .get else { return Response(status: .ok, headers: [.contentType: "text/event-stream"]) }
    let body = ResponseBody { writer in
      let (news, teller) = AsyncStream.makeStream(of: UploadList.self, bufferingPolicy: .bufferingNewest(1))
      let following = Task {
        for await list in queue.changes() { teller.yield(list) }
        teller.finish()
      }
      let beating = Task {
        while !Task.isCancelled {
          try? await Task.sleep(for: Self.heartbeat)
          teller.yield(queue.list)
        }
      }
      defer {
        following.cancel()
        beating.cancel()
      }
      for await list in news { try await writer.write(Self.event(list)) }
      try await writer.finish(nil)
    }
    return Response(status: .ok, headers: [.contentType: "text/event-stream"], body: body)
  }

  private static func event(_ list: UploadList) -> ByteBuffer {
    let encoder = JSONEncoder()
    // Equal lists are equal texts, by which the script tells what has changed.
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let text = try? encoder.encode(UploadLines(list)) else {
      preconditionFailure("texts and finite numbers")
    }
    return ByteBuffer(string: "data: \(String(decoding: text, as: UTF8.self))\n\n")
  }
}

extension Refusal {
  init(_ error: UploadError) {
    let status: HTTPResponse.Status =
      switch error.kind {
      case .tooLarge: .contentTooLarge
      case .diskFull: .insufficientStorage
      case .empty, .badName, .badAthlete: .unprocessableContent
      case .notVideo: .unsupportedMediaType
      case .incomplete: .badRequest
      case .tooMany: .tooManyRequests
      case .notWritable: .internalServerError
      }
    self.init(status, error.description)
  }
}

extension CalendarDay {
  /// By this machine's clock and calendar.
  fileprivate static var today: CalendarDay {
    let parts = Calendar(identifier: .gregorian).dateComponents([.year, .month, .day], from: Date())
    let text = String(format: "%04d-%02d-%02d", parts.year ?? 0, parts.month ?? 0, parts.day ?? 0)
    guard let day = CalendarDay(rawValue: text) else { preconditionFailure("\(text) is a day") }
    return day
  }
}
