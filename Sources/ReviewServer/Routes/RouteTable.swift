internal import HTTPTypes
internal import Hummingbird

/// The addresses of the desk with what they do. A method that an address does not have is answered with 405 and those
/// that it has.
final class RouteTable {
  typealias Handler = @Sendable (Request, DeskContext) async throws -> Response

  let router = Router(context: DeskContext.self)
  /// Addresses for those who have not come in yet.
  private(set) var open: Set<String> = []

  func get(_ path: RouterPath, _ handler: @escaping Handler) { add(path, [.get: handler, .head: handler]) }
  /// For anybody, and with GET alone.
  func getOpen(_ path: String, _ handler: @escaping Handler) {
    open.insert(path)
    get(RouterPath(path), handler)
  }

  func post(_ path: RouterPath, _ handler: @escaping Handler) { add(path, [.post: handler]) }

  func add(_ path: RouterPath, _ handlers: [HTTPRequest.Method: Handler]) {
    for method in [HTTPRequest.Method.get, .head, .post] {
      let known = [.get, .head, .post].filter { handlers[$0] != nil }
      router.on(path, method: method, use: handlers[method] ?? { _, _ in throw Refusal.method(known) })
    }
  }
}
