internal import Hummingbird

/// What is known of a request when it reaches its route.
struct DeskContext: RequestContext {
  var coreContext: CoreRequestContextStorage
  /// Who asks; `nil` only where anybody may.
  var visitor: Visitor?
  /// What stands behind the `?` of the address.
  var query = FormFields()
  /// What was sent with it; empty unless it is a form.
  var form = FormFields()

  /// A browser that has come in.
  struct Visitor: Sendable {
    var cookie: String
    var session: Door.Session
  }

  init(source: ApplicationRequestContextSource) { coreContext = CoreRequestContextStorage(source: source) }
}
