internal import Batch
internal import Crypto
internal import Foundation
internal import Mustache
internal import Reports

/// The templates, style and script of the desk, compiled once.
enum DeskTemplates {
  private static let library: MustacheLibrary = {
    PageParts.registerEscaping()
    let sources = [
      "head": PackageResources.head_mustache, "foot": PackageResources.foot_mustache,
      "queue": PackageResources.queue_mustache, "rep": PackageResources.rep_mustache,
      "set": PackageResources.set_mustache, "agreement": PackageResources.agreement_mustache,
      "uploads": PackageResources.uploads_mustache, "refusal": PackageResources.refusal_mustache,
    ]
    do {
      return MustacheLibrary(
        templates: try sources.mapValues { try MustacheTemplate(string: String(decoding: $0, as: UTF8.self)) })
    } catch {
      preconditionFailure("a template of the desk cannot be read: \(error)")
    }
  }()

  static func render(_ content: Any, _ template: String) -> String {
    guard let text = library.render(content, withTemplate: template) else {
      preconditionFailure("there is no template \(template)")
    }
    return text
  }

  /// The report's style with the desk's own. Places in per cent are classes: the pages may hold no style of their own.
  static let style = Data(
    (PageParts.style + String(decoding: PackageResources.desk_css, as: UTF8.self)
      + (0...100).map { ".y\($0){top:\($0)%}" }.joined()).utf8)
  static let script = Data(PackageResources.desk_js)

  /// Addresses that change with the content, so that browsers may keep what they have.
  static let styleAddress = "/assets/desk.\(digest(style)).css"
  static let scriptAddress = "/assets/desk.\(digest(script)).js"

  private static func digest(_ data: Data) -> String { Hexadecimal.text(SHA256.hash(data: data).prefix(8)) }
}
