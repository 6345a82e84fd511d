internal import Movement

/// Why a clip cannot be read: which file, what is wrong, and what to do about it.
///
/// Only what ends the reading is an error. Single broken packets are counted in ``ClipReader/health``.
public struct ClipError: Error, Equatable, CustomStringConvertible {
  /// What a caller should do about it; the command line makes its exit code of this.
  public enum Kind: Sendable {
    /// There is no such file.
    case notFound
    /// The file is there and cannot be read.
    case unreadable
    /// The file's content is not a video that can be analysed; trying again will not help.
    case unsupported
    /// The machine ran short of something; trying again may help.
    case temporary
  }

  public enum Cause: Sendable, Hashable {
    case notFound
    case noPermission
    case isDirectory
    /// A pipe, a socket or a device.
    case notRegularFile
    /// Opening or reading failed with this `errno`.
    case system(Int32)
    case empty
    case stillPicture
    case text
    /// Sound, perhaps with a cover picture.
    case audioOnly
    /// A container or codec that is known and not supported, by its name.
    case unsupportedContainer(String)
    case unsupportedCodec(String)
    /// The file's first or last part is missing, with the index of its frames.
    case cutOff
    case notAVideo
    /// It looked like a video, but not one frame could be decoded.
    case noFrames
    case pictureTooLarge(width: Int, height: Int, limits: DecodeLimits)
    /// Frames that were met before the counting stopped.
    case tooManyFrames(atLeast: Int, limit: Int)
    /// Seconds that were met before the counting stopped; pauses are cut to one second each.
    case tooLong(atLeast: Double, limit: Double)
    /// Frames in some one second.
    case tooManyFramesASecond(rate: Double, limit: Double)
    /// Somebody wrote to the file, or cut it, while it was read.
    case changed
    case outOfMemory
    case tooManyOpenFiles
  }

  /// Base name of the file.
  public let file: String
  public let cause: Cause
  /// The failing call and the library's own words, for a bug report; `nil` where no library was asked.
  public let detail: String?

  init(_ file: String, _ cause: Cause, detail: String? = nil) {
    self.file = file
    self.cause = cause
    self.detail = detail
  }

  public var kind: Kind {
    switch cause {
    case .notFound: .notFound
    case .noPermission, .isDirectory, .notRegularFile, .system: .unreadable
    case .outOfMemory, .tooManyOpenFiles, .changed: .temporary
    default: .unsupported
    }
  }

  /// File, cause and mend in one or two sentences, then the library's words in brackets.
  public var description: String {
    file.printable + ": " + sentence + (detail.map { " [\($0)]" } ?? "")
  }

  /// A whole number where it is one.
  private static func seconds(_ value: Double) -> String {
    let tenths = (value * 10).rounded() / 10
    return tenths == tenths.rounded() && tenths < 1e15 ? "\(Int(tenths))" : "\(tenths)"
  }

  private var sentence: String {
    switch cause {
    case .notFound: "there is no such file. Check the spelling and the folder."
    case .noPermission:
      "you are not allowed to read this file. Change its permissions, or copy it to a folder of yours."
    case .isDirectory: "this is a folder, not a clip. Name a video file in it."
    case .notRegularFile: "this is a pipe, socket or device, not a file. Save the video to a file first."
    case .system(let code):
      "the file cannot be read: \(SystemMessage.text(code)). Check the disk, or copy the file again."
    case .empty: "the file is empty. Copy or record it again."
    case .stillPicture: "this is a still picture, not a video. Name the clip itself."
    case .text: "this is a text file, not a video. Name the clip itself."
    case .audioOnly: "there is sound in this file but no video. Name the clip itself."
    case .unsupportedContainer(let name):
      "this kind of file (\(name)) is not supported. Convert it to MP4, for example: ffmpeg -i INPUT output.mp4"
    case .unsupportedCodec(let name):
      "the video is coded as \(name), which is not supported. Convert it to H.264, "
        + "for example: ffmpeg -i INPUT -c:v libx264 output.mp4"
    case .cutOff:
      "the file is cut off: the index of its frames is missing. The recording or the copy was not finished; "
        + "copy it again from the camera."
    case .notAVideo:
      "this is not a video that can be read. Play it to see whether it is whole, or export it again as MP4."
    case .noFrames: "not one frame of the video could be decoded. The file is damaged; copy it again from the camera."
    case .pictureTooLarge(let width, let height, let limits):
      "the picture is too large: \(width) by \(height) pixels, and at most \(limits.maxSide) a side and "
        + "\(limits.maxPixels) pixels in all are read. Export the clip at 1080p"
        + (DecodeLimits.side(for: width, by: height).map { ", or allow it with --max-side \($0)." } ?? ".")
    case .tooManyFrames(let count, let limit):
      "the clip is too long: \(count) frames or more, and at most \(limit) are read. Cut it to the set itself, or allow "
        + "more with --max-frames."
    case .tooLong(let seconds, let limit):
      "the clip is too long: \(Self.seconds(seconds)) s or more, and at most \(Self.seconds(limit)) s are read. Cut it to "
        + "the set itself, or allow more with --max-duration."
    case .tooManyFramesASecond(let rate, let limit):
      "the clip has too many frames a second: \(Self.seconds(rate)), and at most \(Self.seconds(limit)) are read. Export "
        + "it at 60, or allow more with --max-frame-rate."
    case .changed: "the file was changed while it was read. Wait until it is copied, and try again."
    case .outOfMemory: "there is not enough memory to read this clip. Close other programs and try again."
    case .tooManyOpenFiles: "too many files are open on this machine. Try again with fewer jobs."
    }
  }
}
