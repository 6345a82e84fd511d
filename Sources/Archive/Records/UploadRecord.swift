public import Foundation
public import Movement

/// A clip that was handed in at the desk: the content of `uploads/<sha256>.json`, beside the clip itself.
///
/// It is written last: a clip beside which there is none was never acknowledged.
public struct UploadRecord: Sendable, Codable, Equatable {
  public static let schemaName = "formcheck.upload/1"

  /// One time that the clip came, with facts that it had not come with before.
  public struct Arrival: Sendable, Codable, Equatable {
    /// Counts the uploads of a results folder, from 1: the order in which they came. Two programs may give one number
    /// twice; the clips' hashes decide then.
    public var number: Int
    /// What the sender calls the file: a text to show, no path.
    public var name: String
    /// By which results know it: the name, or with a number before it where the clip came by that name with other facts.
    public var path: String
    public var athlete: String
    /// `nil`: none was named, so the bench is assumed.
    @OrNull public var profile: Profile?
    /// The day on which it came.
    public var date: CalendarDay

    public init(number: Int, name: String, path: String, athlete: String, profile: Profile?, date: CalendarDay) {
      self.number = number
      self.name = name
      self.path = path
      self.athlete = athlete
      self.profile = profile
      self.date = date
    }

    /// As results record it.
    public var upload: Upload {
      Upload(path: path, athlete: athlete, profile: profile?.rawValue, date: date)
    }
  }

  public var schema = UploadRecord.schemaName
  public var clipSha256: ClipHash
  /// Name of the clip's file beside this one: its hash, and an ending by its content.
  public var file: String
  /// Bytes of the clip.
  public var size: Int
  /// At least one, in the order in which they came first.
  public var arrivals: [Arrival]

  public init(clipSha256: ClipHash, file: String, size: Int, arrivals: [Arrival]) {
    self.clipSha256 = clipSha256
    self.file = file
    self.size = size
    self.arrivals = arrivals
  }

  /// - Parameter url: an `uploads/<sha256>.json`.
  /// - Throws: ``ArchiveError`` that names the file and what in it is wrong.
  public init(contentsOf url: URL) throws(ArchiveError) {
    self = try Document.read(UploadRecord.self, from: url)
    if let fault { throw Document.damaged(url, fault) }
    guard url.lastPathComponent == "\(clipSha256).json" else {
      throw Document.damaged(url, "its clip is \(clipSha256)")
    }
  }

  /// The bytes of the file; equal records give equal bytes.
  ///
  /// - Throws: ``ArchiveError`` of the kind `invalid` when the record could not be read again.
  public func document() throws(ArchiveError) -> Data {
    if let fault { throw ArchiveError(.invalid, "the record of upload \(clipSha256): \(fault).") }
    return try Document.write(self)
  }

  private var fault: String? {
    // It becomes part of a path on disk.
    let parts = file.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 2, parts[0] == clipSha256.rawValue, parts[1] != "json",
      (1...8).contains(parts[1].utf8.count),
      parts[1].utf8.allSatisfy({ (48...57).contains($0) || (97...122).contains($0) })
    else { return "its file is not the clip's" }
    if size < 1 { return "its clip is empty" }
    if arrivals.contains(where: { $0.number < 1 }) { return "an upload comes before the first" }
    if arrivals.contains(where: { $0.path.utf8.contains(UInt8(ascii: "/")) }) {
      return "an upload's path leads into a folder"
    }
    return arrivals.map(\.upload).fault
  }
}
