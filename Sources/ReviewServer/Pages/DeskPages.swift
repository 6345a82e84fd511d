internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// What all pages of the desk have around them.
struct DeskPages: Sendable {
  let isReadOnly: Bool
  let hasUploads: Bool

  /// The pages that the navigation names.
  enum Place {
    case queue, rep, set, uploads, agreement, refusal
  }

  /// The fields of the templates `head` and `foot`.
  struct Frame: Sendable {
    var title: String
    var styleAddress = DeskTemplates.styleAddress
    var scriptAddress = DeskTemplates.scriptAddress
    /// Whether there is anybody to whom the desk is open.
    var visitor: Bool
    var token, coach, here: String
    var isQueue, isUploads, isAgreement: Bool
    var isReadOnly, hasUploads: Bool
    var keys: [Key]
  }

  struct Key: Sendable {
    var press: [String]
    var what: String
  }

  func frame(_ title: String, _ place: Place, for request: Request, _ context: DeskContext) -> Frame {
    let session = context.visitor?.session
    return Frame(
      title: title, visitor: session != nil, token: session?.token ?? "",
      coach: session?.coach ?? "", here: request.head.path ?? "/", isQueue: place == .queue,
      isUploads: place == .uploads, isAgreement: place == .agreement, isReadOnly: isReadOnly, hasUploads: hasUploads,
      keys: DeskKeys.of(place, isReadOnly: isReadOnly))
  }

  /// A page of fields that lie over those of its frame.
  func page(_ template: String, _ frame: Frame, _ content: some Sendable, status: HTTPResponse.Status = .ok) -> Response
  {
    html(DeskTemplates.render(Self.fields(frame).merging(Self.fields(content)) { $1 }, template), status)
  }

  /// For people a page, for scripts an object with the words.
  func refusal(_ refusal: Refusal, to request: Request, _ context: DeskContext) -> Response {
    var response: Response
    if request.headers[.accept]?.contains("text/html") == true {
      let frame = frame(refusal.status.reasonPhrase, .refusal, for: request, context)
      response = page("refusal", frame, Words(words: refusal.words, again: refusal.again), status: refusal.status)
    } else {
      response = .json(["error": refusal.words], refusal.status)
    }
    response.headers.append(contentsOf: refusal.fields)
    return response
  }

  private struct Words: Sendable {
    var words: String
    var again: String?
  }

  private func html(_ text: String, _ status: HTTPResponse.Status) -> Response {
    Response(
      status: status, headers: [.contentType: "text/html; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(string: text)))
  }

  /// The fields of a value by name, without those that are `nil`.
  private static func fields(_ value: Any) -> [String: Any] { plain(value) as? [String: Any] ?? [:] }

  /// Dictionaries and arrays of texts and numbers. Mustache would look through all fields of a value anew for each that a
  /// template names; of fifty rows that takes longer than to read them from the archive.
  private static func plain(_ value: Any) -> Any? {
    let inside = Mirror(reflecting: value)
    switch inside.displayStyle {
    case .optional: return inside.children.first.flatMap { plain($0.value) }
    case .collection: return inside.children.compactMap { plain($0.value) }
    case .struct where !inside.children.isEmpty && !(value is String):
      return Dictionary(
        inside.children.compactMap { child in
          child.label.flatMap { label in plain(child.value).map { (label, $0) } }
        }, uniquingKeysWith: { first, _ in first })
    default: return value
    }
  }
}

extension Response {
  static func json(_ value: some Encodable, _ status: HTTPResponse.Status = .ok) -> Response {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let text = try? encoder.encode(value) else { preconditionFailure("texts and finite numbers") }
    return Response(
      status: status, headers: [.contentType: "application/json; charset=utf-8"],
      body: ResponseBody(byteBuffer: ByteBuffer(bytes: text)))
  }

  /// To another page of the desk, as an answer to a form.
  static func seeOther(_ address: String) -> Response { Response(status: .seeOther, headers: [.location: address]) }
}
