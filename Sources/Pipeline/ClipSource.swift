public import Video

/// A clip that was found and may be read.
public struct ClipSource: Sendable {
  /// Base name of the file.
  public let name: String
  /// The open file: whoever draws on the clip decodes the same bytes.
  public let file: ClipFile

  /// - Throws: ``AnalysisError`` when the file is missing, may not be read, or is no regular file.
  public init(path: String) throws(AnalysisError) {
    try self.init { () throws(ClipError) in try ClipFile(path: path) }
  }

  /// Takes a file that another process opened for us.
  ///
  /// - Parameter name: what the clip is called.
  /// - Throws: ``AnalysisError`` when it is no regular file.
  public init(descriptor: Int32, name: String) throws(AnalysisError) {
    try self.init { () throws(ClipError) in try ClipFile(descriptor: descriptor, name: name) }
  }

  private init(_ opening: () throws(ClipError) -> ClipFile) throws(AnalysisError) {
    do {
      file = try opening()
    } catch {
      throw AnalysisError(error)
    }
    name = file.name
  }
}
