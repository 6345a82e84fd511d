public import Foundation

/// Where a result came from: the content of `set.json`, which lies beside the report's own files.
public struct SetRecord: Sendable, Codable, Equatable {
  public static let schemaName = "formcheck.set/1"
  public static let fileName = "set.json"

  public var schema = SetRecord.schemaName
  public var key: SetKey
  public var clipSha256: ClipHash
  /// At least one.
  public var uploads: [Upload]

  public init(key: SetKey, clipSha256: ClipHash, uploads: [Upload]) {
    self.key = key
    self.clipSha256 = clipSha256
    self.uploads = uploads
  }

  /// - Parameter url: a `set.json`.
  /// - Throws: ``ArchiveError`` that names the file and what in it is wrong.
  public init(contentsOf url: URL) throws(ArchiveError) {
    self = try Document.read(SetRecord.self, from: url)
    if let fault { throw Document.damaged(url, fault) }
  }

  /// The bytes of `set.json`; equal records give equal bytes.
  ///
  /// - Throws: ``ArchiveError`` of the kind `invalid` when the record could not be read again.
  public func document() throws(ArchiveError) -> Data {
    if let fault { throw ArchiveError(.invalid, "the record of set \(key): \(fault).") }
    return try Document.write(self)
  }

  var fault: String? { uploads.fault }
}

extension [Upload] {
  /// What is wrong with the uploads of one result; `nil`: nothing.
  var fault: String? {
    if isEmpty { return "it names no upload" }
    if Set(map { [UInt8]($0.path.utf8) }).count < count { return "it names one upload twice" }
    return lazy.compactMap(\.fault).first
  }
}
