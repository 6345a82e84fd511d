public import Video

/// A clip that was found and may be read.
public struct ClipSource: Sendable {
  /// Base name of the file.
  public let name: String
  /// The open file: whoever draws on the clip decodes the same bytes.
  public let file: ClipFile

  /// - Throws: ``AnalysisError`` when the file is missing, may not be read, or is no regular file.
  public init(path: String) throws(AnalysisError) {
    do {
      file = try ClipFile(path: path)
    } catch {
      throw AnalysisError(error)
    }
    name = file.name
  }
}
