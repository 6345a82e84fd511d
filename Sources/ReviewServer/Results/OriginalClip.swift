internal import Archive
internal import Batch
internal import Crypto
internal import Foundation
internal import Reports
internal import Synchronization

/// Finds the clip as it was filmed, and gives nothing out but that very content.
///
/// Where it lies is told by a file of the results, which somebody may have changed to name another file: it is read once,
/// and must have the hash of the clip that was analysed.
final class OriginalClip: Sendable {
  private let archive: DeskArchive
  /// The hashes of files that were read, by ``OpenFile/tag``.
  private let known = Mutex<[String: ClipHash]>([:])

  init(_ archive: DeskArchive) { self.archive = archive }

  /// Reads the whole file the first time: seconds for a large one. To be called from one thread at a time, so that a file
  /// is not read by each of those who want a part of it.
  ///
  /// - Returns: `nil`: it is not to be shown, has gone, or is another one now.
  func file(of key: SetKey, _ clip: ClipHash) throws -> OpenFile? {
    guard let address = archive.film(of: key).original, let way = address.removingPercentEncoding else { return nil }
    let place = archive.folder(of: key).appendingPathComponent(way).standardizedFileURL
    guard let file = OpenFile(path: place.path) else { return nil }
    let hash = try known.withLock { $0[file.tag] } ?? Self.hash(file)
    // The wrong one, too: it is not read again each time.
    known.withLock { $0[file.tag] = hash }
    return hash == clip ? file : nil
  }

  private static func hash(_ file: OpenFile) throws -> ClipHash? {
    var (hash, place) = (SHA256(), 0)
    while true {
      let bytes = try file.read(1 << 20, at: place)
      guard !bytes.isEmpty else { break }
      hash.update(data: bytes)
      place += bytes.count
    }
    return ClipHash(rawValue: Hexadecimal.text(hash.finalize()))
  }
}
