internal import Archive
internal import HTTPTypes

/// An answer that is none: what is wrong, and what to do, in a sentence or two.
struct Refusal: Error {
  let status: HTTPResponse.Status
  let words: String
  var fields: HTTPFields = [:]
  /// Where to go on from the page; `nil`: nowhere, or to the queue.
  var again: String?

  init(_ status: HTTPResponse.Status, _ words: String, fields: HTTPFields = [:]) {
    self.status = status
    self.words = words
    self.fields = fields
    again = nil
  }

  static let notFound = Refusal(.notFound, "There is nothing at this address. The queue leads to all reps.")

  /// - Parameter methods: those that the address has.
  static func method(_ methods: [HTTPRequest.Method]) -> Refusal {
    Refusal(
      .methodNotAllowed, "This address does not take that.",
      fields: [.allow: methods.map(\.rawValue).joined(separator: ", ")])
  }

  init(_ error: ArchiveError) {
    switch error.kind {
    case .invalid: self.init(.unprocessableContent, error.description)
    case .busy:
      self.init(
        .serviceUnavailable, "Another program writes to the archive. Try again in a moment; nothing was changed.",
        fields: [.retryAfter: "2"])
    case .diskFull: self.init(.insufficientStorage, "The disk is full; nothing was changed. Free some space.")
    default: self.init(.internalServerError, "The archive cannot be used; the terminal says why. Nothing was changed.")
    }
  }
}

extension HTTPResponse.Status {
  static let insufficientStorage = HTTPResponse.Status(code: 507, reasonPhrase: "Insufficient Storage")
}
