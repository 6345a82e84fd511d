public import Foundation
public import Movement

/// `pose.json.gz`: the saved track, all that is needed to judge a set again without its video.
public enum TrackFile {
  /// Frames that are encoded at a time: the encoder needs many times the memory of its text, so a long clip is not
  /// given to it whole.
  private static let chunk = 256

  public static func encode(_ track: PoseTrack) throws -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    var shell = track
    shell.frames = []
    var text = try encoder.encode(shell)
    // Inside a string the quotes would be escaped, so this is the list of frames and nothing else.
    guard let list = text.range(of: Data(#""frames":[]"#.utf8)) else { preconditionFailure("a track has frames") }
    let rest = Data(text[(list.upperBound - 1)...])
    text.removeSubrange((list.upperBound - 1)...)
    for start in stride(from: 0, to: track.frames.count, by: chunk) {
      if start > 0 { text.append(UInt8(ascii: ",")) }
      let frames = try encoder.encode(Array(track.frames[start..<min(start + chunk, track.frames.count)]))
      text.append(frames.dropFirst().dropLast())
    }
    return try Gzip.compress(text + rest)
  }

  /// - Throws: ``GzipError`` or `DecodingError` when the data is no saved track.
  public static func decode(_ data: Data) throws -> PoseTrack {
    try JSONDecoder().decode(PoseTrack.self, from: Gzip.decompress(data))
  }
}
