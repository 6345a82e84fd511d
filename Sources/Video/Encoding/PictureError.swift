/// A picture could not be turned upright, scaled or coded: memory ran out, or the library refused.
public struct PictureError: Error, CustomStringConvertible {
  public let isOutOfMemory: Bool
  /// The failing call and the library's own words.
  public let description: String

  init(_ error: LibavError) {
    isOutOfMemory = error.isOutOfMemory
    description = "a picture could not be made. [\(error)]"
  }
}
