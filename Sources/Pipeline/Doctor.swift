public import Foundation
internal import PoseTracking
internal import Video

/// Looks at what the program needs on this machine.
public enum Doctor {
  public struct Check: Sendable {
    public let name: String
    /// What was found.
    public let detail: String
    /// What to do about it; `nil`: it is fine.
    public let mend: String?

    public var isFine: Bool { mend == nil }
  }

  /// - Parameters:
  ///   - folder: where the models should be.
  ///   - fonts: where the fonts should be that reports are drawn with.
  public static func examine(models folder: URL, fonts: URL) -> [Check] {
    let machine = ProcessInfo.processInfo
    let memory = machine.physicalMemory >> 30
    return [
      Check(name: "formcheck", detail: formcheckVersion, mend: nil),
      Check(name: "processor", detail: "\(machine.activeProcessorCount) threads, \(memory) GiB of memory", mend: nil),
      Check(name: "video decoding", detail: VideoLibrary.summary, mend: nil),
      VideoLibrary.hasEncoder
        ? Check(name: "video encoding", detail: "libx264", mend: nil)
        : Check(
          name: "video encoding", detail: "this build of libavcodec has no libx264",
          mend: "Install Debian's libavcodec59, or analyse with --no-video."),
    ]
      + PoseModels.files.map { model in
        let fault = ModelFolder.fault(of: model, in: folder)
        return Check(
          name: "model \(model.name)", detail: fault?.cause ?? folder.path, mend: fault?.mend)
      } + [inference(folder), font(fonts)]
  }

  private static func font(_ folder: URL) -> Check {
    let missing = ["DejaVuSans.ttf", "DejaVuSans-Bold.ttf"].filter {
      !FileManager.default.isReadableFile(atPath: folder.appendingPathComponent($0).path)
    }
    return missing.isEmpty
      ? Check(name: "font", detail: folder.path, mend: nil)
      : Check(
        name: "font", detail: "\(folder.path): \(missing.joined(separator: " and ")) not found or not readable",
        mend: "Install the Debian package fonts-dejavu-core, or set FORMCHECK_FONTS to the folder of the fonts.")
  }

  /// Loads the models for real: the libraries may be there and still not work together.
  private static func inference(_ folder: URL) -> Check {
    do {
      _ = try ModelFolder(folder, streams: 1).models()
      return Check(name: "inference", detail: PoseModels.runtime, mend: nil)
    } catch {
      return Check(name: "inference", detail: error.cause, mend: error.mend)
    }
  }
}
