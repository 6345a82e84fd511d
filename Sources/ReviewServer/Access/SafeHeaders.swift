internal import HTTPTypes
internal import Hummingbird
internal import NIOCore
internal import NIOHTTPTypes

/// Puts the headers that keep a page to itself on every answer that leaves the connection, also on those that the server
/// writes by itself before a request reaches us, and on errors.
final class SafeHeaders: ChannelOutboundHandler, RemovableChannelHandler {
  typealias OutboundIn = HTTPResponsePart
  typealias OutboundOut = HTTPResponsePart

  /// Nothing but what the desk itself serves.
  static let policy =
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; media-src 'self'; connect-src 'self'; "
    + "form-action 'self'; base-uri 'none'; frame-ancestors 'none'"

  static let fields: HTTPFields = [
    .contentSecurityPolicy: policy,
    .xContentTypeOptions: "nosniff",
    HTTPField.Name("X-Frame-Options")!: "DENY",
    // Not `no-referrer`: with it browsers send forms with the origin `null`.
    HTTPField.Name("Referrer-Policy")!: "same-origin",
    HTTPField.Name("Cross-Origin-Opener-Policy")!: "same-origin",
    HTTPField.Name("Cross-Origin-Resource-Policy")!: "same-origin",
    HTTPField.Name("Cross-Origin-Embedder-Policy")!: "require-corp",
    HTTPField.Name("Permissions-Policy")!: "camera=(), microphone=(), geolocation=(), payment=(), usb=()",
    HTTPField.Name("X-Permitted-Cross-Domain-Policies")!: "none",
    HTTPField.Name("X-Robots-Tag")!: "noindex",
    .cacheControl: "no-store",
  ]

  /// The answer that is being written says that it is the last one.
  private var isLast = false

  func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
    guard case .head(var head) = unwrapOutboundIn(data) else {
      let isEnd = if case .end = unwrapOutboundIn(data) { isLast } else { false }
      if isEnd {
        context.writeAndFlush(data, promise: promise)
        context.close(promise: nil)
      } else {
        context.write(data, promise: promise)
      }
      return
    }
    isLast = head.headerFields[.connection] == "close"
    // What an answer says for itself stays: a report has a stricter policy of its own, a video may be kept for a while.
    for field in Self.fields where !head.headerFields.contains(field.name) { head.headerFields.append(field) }
    context.write(wrapOutboundOut(.head(head)), promise: promise)
  }
}
