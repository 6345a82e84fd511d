extension String {
  /// The text as a terminal may show it: control characters and those that turn the direction of writing become `?`.
  ///
  /// A file's name may hold anything but a slash, and a terminal must not obey it.
  public var printable: String {
    var plain = UnicodeScalarView()
    for scalar in unicodeScalars {
      let isObeyed = scalar.properties.generalCategory == .control || scalar.properties.isBidiControl
      plain.append(isObeyed ? "?" : scalar)
    }
    return String(plain)
  }
}
