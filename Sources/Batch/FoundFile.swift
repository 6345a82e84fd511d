/// A file that was handed in: perhaps a clip, by whatever name.
public struct FoundFile: Sendable, Hashable, Comparable {
  /// By which it is opened: as the user wrote it, or the folder the user wrote and the way from there.
  public var path: String
  /// By which it is recorded: the way from where it was found, with `/` between folders.
  public var name: String

  /// What its report calls it; `nil`: the last part of its path.
  public var title: String?

  public init(path: String, name: String, title: String? = nil) {
    self.path = path
    self.name = name
    self.title = title
  }

  var baseName: String { title ?? String(path.split(separator: "/").last ?? "/") }

  /// By bytes: names that differ only in the spelling of an accent have their order, too.
  public static func < (a: FoundFile, b: FoundFile) -> Bool {
    (a.name + "\0" + a.path).utf8.lexicographicallyPrecedes((b.name + "\0" + b.path).utf8)
  }
}

/// A path that is not analysed, and why: one line for the user.
public struct SkippedPath: Sendable, Hashable {
  public var path: String
  public var reason: String
  /// There may have been clips: the user has something to mend.
  public var isLoss: Bool

  public init(path: String, reason: String, isLoss: Bool = false) {
    self.path = path
    self.reason = reason
    self.isLoss = isLoss
  }
}
