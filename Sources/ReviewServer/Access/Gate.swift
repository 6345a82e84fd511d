internal import Archive
internal import HTTPTypes
internal import Hummingbird
internal import Logging
internal import Movement
internal import NIOCore
internal import NIOHTTP1

/// Stands before all routes: who asks, by which name, and whether they may. What is refused here has changed nothing.
///
/// In this order: the host's name (before anything of the request is believed), the method, the cookie; for whatever may
/// change something also the origin and the token. An error of a route becomes a page here, so that none is without words.
struct Gate<Routes: HTTPResponder>: HTTPResponder where Routes.Context == DeskContext {
  /// Bytes of a form: the longest note, each of its letters percent-encoded, and some more.
  private static var longestForm: Int { 1 << 15 }
  /// For a form to come in.
  private static var patience: Duration { .seconds(30) }
  private static var methods: [HTTPRequest.Method] { [.get, .head, .post] }

  let whereabouts: Whereabouts
  let door: Door
  let pages: DeskPages
  /// Addresses for those who have not come in yet.
  let open: Set<String>
  let routes: Routes

  func respond(to request: Request, context: DeskContext) async throws -> Response {
    let response = try await answer(to: request, context)
    // The server would send the body, and whoever asked for none would take it for the next answer.
    return request.method == .head ? response.createHeadResponse() : response
  }

  private func answer(to request: Request, _ context: DeskContext) async throws -> Response {
    var (request, context) = (request, context)
    var isAdmitted = false
    do {
      try check(request)
      context.visitor = visitor(request)
      if !open.contains(request.uri.path) {
        guard let visitor = context.visitor else { throw Self.unknown(request) }
        if request.method == .post { try await admit(&request, visitor, &context) }
      }
      context.query = try FormFields(request.uri.query ?? "").orRefused()
      isAdmitted = true
      let response = try await routes.respond(to: request, context: context)
      // The router's own errors come without words.
      guard response.status.code >= 400, response.body.contentLength == 0 else { return response }
      throw response.status == .notFound ? Refusal.notFound : Refusal(response.status, response.status.reasonPhrase)
    } catch let error as HTTPParserError {
      // The server's own way to end a connection on which nothing can be understood any more.
      throw error
    } catch {
      var refusal = Self.refusal(error, context.logger)
      // What was sent along is not read to its end for those who may not send it.
      if !isAdmitted, request.method == .post { refusal.fields[.connection] = "close" }
      return pages.refusal(refusal, to: request, context)
    }
  }

  private static func unknown(_ request: Request) -> Refusal {
    var refusal = Refusal(
      .unauthorized,
      "Open the address that the terminal printed when the desk was opened. It works once, for one browser.")
    // A link in somebody's mail: the browser keeps the cookie back, and sends it when the same address is asked for from here.
    if request.method == .get, request.headers[.secFetchSite] == "cross-site" {
      refusal.again = LocalAddress(request.head.path).text
    }
    return refusal
  }

  private func check(_ request: Request) throws(Refusal) {
    // A second one would be for somebody who reads the other.
    guard let host = request.head.authority, !request.headers.contains(.host), whereabouts.place.hosts.knows(host: host)
    else {
      throw Refusal(
        .misdirectedRequest, "This desk is not reached by that name. Open the address that the terminal printed.")
    }
    guard request.head.path?.hasPrefix("/") == true else { throw Refusal(.badRequest, "That is no address.") }
    guard Self.methods.contains(request.method) else { throw Refusal.method(Self.methods) }
  }

  private func visitor(_ request: Request) -> DeskContext.Visitor? {
    // Looked for by hand: of two cookies of one name the first one alone would be seen.
    let cookies = request.headers[values: .cookie].flatMap { $0.split(separator: ";") }
    for cookie in cookies {
      let parts = cookie.drop { $0 == " " }.split(separator: "=", maxSplits: 1)
      guard parts.count == 2, parts[0] == whereabouts.place.cookieName else { continue }
      if let session = door.session(String(parts[1])) {
        return DeskContext.Visitor(cookie: String(parts[1]), session: session)
      }
    }
    return nil
  }

  /// Lets a change through that one of our own pages asks for.
  private func admit(_ request: inout Request, _ visitor: DeskContext.Visitor, _ context: inout DeskContext)
    async throws
  {
    let origins = request.headers[values: .origin]
    guard origins.count == 1, whereabouts.place.hosts.knows(origin: origins[0]),
      request.headers[.secFetchSite].map({ $0 == "same-origin" }) ?? true
    else { throw Refusal(.forbidden, "That did not come from a page of this desk. Nothing was changed.") }
    if Self.isForm(request) {
      let body = try await request.collectBody(upTo: Self.longestForm, within: Self.patience)
      context.form = try FormFields(String(buffer: body)).orRefused()
    }
    let token = request.headers[.token] ?? context.form["token"] ?? ""
    guard visitor.session.accepts(token) else {
      throw Refusal(.forbidden, "That page is from before. Load it again, then try once more; nothing was changed.")
    }
  }

  private static func isForm(_ request: Request) -> Bool {
    request.headers[.contentType]?.hasPrefix("application/x-www-form-urlencoded") == true
  }

  private static func refusal(_ error: any Error, _ logger: Logger) -> Refusal {
    switch error {
    case let error as Refusal: return error
    case let error as ArchiveError:
      let refusal = Refusal(error)
      if refusal.status.code >= 500 { logger.error("\(error.description.printable)") }
      return refusal
    case is NIOTooManyBytesError: return Refusal(.contentTooLarge, "That is too long. Nothing was changed.")
    // The browser has gone, or the desk is being closed.
    case is CancellationError, is IOError, is ChannelError:
      return Refusal(.badRequest, "The connection broke off.")
    case let error as HTTPError: return Refusal(error.status, error.body ?? error.status.reasonPhrase)
    default:
      logger.error("this is a bug of formcheck, please report it with this text: \("\(error)".printable)")
      return Refusal(.internalServerError, "Something went wrong that must not; the terminal says what.")
    }
  }
}

extension Request {
  /// - Throws: ``Refusal`` when it takes longer.
  fileprivate mutating func collectBody(upTo most: Int, within patience: Duration) async throws -> ByteBuffer {
    let body = body
    return try await withThrowingTaskGroup(of: ByteBuffer?.self) { group in
      group.addTask { try await body.collect(upTo: most) }
      group.addTask {
        try await Task.sleep(for: patience)
        return nil
      }
      defer { group.cancelAll() }
      guard let first = try await group.next(), let bytes = first else {
        throw Refusal(.requestTimeout, "The form did not come in. Nothing was changed.")
      }
      return bytes
    }
  }
}

extension FormFields? {
  fileprivate func orRefused() throws(Refusal) -> FormFields {
    guard let self else { throw Refusal(.badRequest, "That address or form cannot be read.") }
    return self
  }
}

extension HTTPField.Name {
  static let host = HTTPField.Name("Host")!
  static let secFetchSite = HTTPField.Name("Sec-Fetch-Site")!
  /// For scripts, which send no form.
  static let token = HTTPField.Name("X-Formcheck-Token")!
}
