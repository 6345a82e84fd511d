public import Foundation
public import Movement

/// `pose.json.gz`: the saved track, all that is needed to judge a set again without its video.
public enum TrackFile {
  public static func encode(_ track: PoseTrack) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return try Gzip.compress(encoder.encode(track))
  }

  /// - Throws: ``GzipError`` or `DecodingError` when the data is no saved track.
  public static func decode(_ data: Data) throws -> PoseTrack {
    try JSONDecoder().decode(PoseTrack.self, from: Gzip.decompress(data))
  }
}
