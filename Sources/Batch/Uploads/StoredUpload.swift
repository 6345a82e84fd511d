public import Archive
public import Foundation
public import Movement

/// An upload that is on the disk, with what its sender says of it. One clip has several where it came with other facts.
public struct StoredUpload: Sendable, Equatable {
  /// Tells uploads apart.
  public struct ID: Sendable, Hashable {
    public let clip: ClipHash
    /// By which results know it, as in ``Upload/path``.
    public let path: String

    public init(clip: ClipHash, path: String) {
      self.clip = clip
      self.path = path
    }
  }

  public let id: ID
  /// Counts uploads, from 1, in the order in which they came.
  public let number: Int
  /// What the sender calls the file.
  public let name: String
  public let athlete: String
  public let profile: Profile?
  public let date: CalendarDay
  /// Bytes.
  public let size: Int
  /// Where the clip lies.
  public let file: URL

  /// As results record it.
  public var upload: Upload { Upload(path: id.path, athlete: athlete, profile: profile?.rawValue, date: date) }
}

extension UploadRecord {
  /// - Parameter folder: where the record and its clip lie.
  func stored(in folder: URL) -> [StoredUpload] {
    arrivals.map { arrival in
      StoredUpload(
        id: StoredUpload.ID(clip: clipSha256, path: arrival.path), number: arrival.number, name: arrival.name,
        athlete: arrival.athlete, profile: arrival.profile, date: arrival.date, size: size,
        file: folder.appendingPathComponent(file))
    }
  }

  /// Adds an upload with these facts, or finds the one that has them.
  ///
  /// By one name and for one athlete a clip comes once: who sends it again by another profile has made a mistake
  /// before, and the new one counts. Whatever else differs is another upload.
  ///
  /// - Parameter number: of the upload, if it is a new one.
  /// - Returns: its place in ``arrivals``.
  mutating func add(_ facts: UploadFacts, number: Int) -> Int {
    if let known = arrivals.firstIndex(where: { $0.name == facts.name && $0.athlete == facts.athlete }) {
      arrivals[known].profile = facts.profile
      return known
    }
    var path = facts.name
    var count = 1
    while arrivals.contains(where: { $0.path == path }) {
      count += 1
      path = "\(count)-\(facts.name)"
    }
    arrivals.append(
      Arrival(
        number: number, name: facts.name, path: path, athlete: facts.athlete, profile: facts.profile, date: facts.date))
    return arrivals.count - 1
  }
}
