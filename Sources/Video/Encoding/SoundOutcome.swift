/// What became of a clip's sound when it was written again.
public enum SoundOutcome: Sendable, Hashable {
  /// There is none, or none was asked for.
  case none
  /// It was taken over as it was, in this codec (libav's name).
  case copied(codec: String)
  /// MP4 cannot hold this codec.
  case cannotBeCopied(codec: String)
  /// There is sound of this codec, but nothing of it could be read.
  case unreadable(codec: String)
}
