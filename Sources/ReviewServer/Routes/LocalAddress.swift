/// An address within the desk, from a form: never one that leads elsewhere.
struct LocalAddress: Sendable, Equatable {
  let text: String

  /// The queue, where it is none.
  init(_ text: String?) {
    let isLocal =
      text.map { text in
        text.hasPrefix("/") && !text.hasPrefix("//") && text.utf8.count <= 2_000
          && text.utf8.allSatisfy { $0 > 0x20 && $0 < 0x7F && $0 != UInt8(ascii: "\\") }
      } ?? false
    self.text = isLocal ? text ?? "/" : "/"
  }

  /// What stands behind the `?`; `nil`: it cannot be read.
  var query: FormFields? {
    let parts = text.prefix { $0 != "#" }.split(separator: "?", maxSplits: 1)
    return FormFields(parts.count > 1 ? parts[1] : "")
  }
}
