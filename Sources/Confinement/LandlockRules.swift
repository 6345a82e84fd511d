internal import CConfinement
internal import Foundation

/// A set of Landlock's rules that is being put together.
struct LandlockRules: ~Copyable {
  /// The version that they were made for.
  let version: Int
  private let descriptor: Int32

  /// The newest version whose rights we know.
  private static let newest: Int32 = 7

  /// The version to use on a kernel that offers this one; `nil`: none.
  ///
  /// The first version lets no file move from one folder to another, and reports are put in place that way.
  static func usable(_ offered: Int32) -> Int? {
    offered >= 2 ? Int(min(offered, newest)) : nil
  }

  init(version: Int) throws(ConfinementError) {
    var version = Int32(version)
    var descriptor: Int32 = -1
    try check("making of Landlock's rules", fc_landlock_make(&version, &descriptor))
    self.version = Int(version)
    self.descriptor = descriptor
  }

  deinit { close(descriptor) }

  /// What is not there needs no rule.
  func allow(reading url: URL) throws(ConfinementError) {
    let code = allow(url, fc_grant_read.rawValue)
    guard code != ENOENT, code != ENOTDIR else { return }
    try check("reading of \(url.path)", code)
  }

  func allow(writing url: URL) throws(ConfinementError) {
    try check("writing in \(url.path)", allow(url, fc_grant_read.rawValue | fc_grant_write.rawValue))
  }

  func enter() throws(ConfinementError) {
    try check("Landlock", fc_landlock_enter(descriptor))
  }

  private func allow(_ url: URL, _ grants: UInt32) -> Int32 {
    fc_landlock_allow(descriptor, Int32(version), url.path, Int32(grants))
  }
}
