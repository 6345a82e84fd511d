internal import NIOCore

/// Ends a connection on which nothing came and nothing left for a while, in the midst of an answer, too: the server's own
/// watch looks only at those that wait for a request.
final class SilenceHandler: ChannelInboundHandler, RemovableChannelHandler {
  typealias InboundIn = NIOAny

  func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
    guard event is IdleStateHandler.IdleStateEvent else { return context.fireUserInboundEventTriggered(event) }
    context.close(promise: nil)
  }
}
