internal import ArgumentParser
internal import Foundation
internal import Video

struct DecodeCommand: ParsableCommand {
  static let configuration = CommandConfiguration(
    commandName: "decode", abstract: "Decode a clip and do nothing else; print frames and seconds.")

  @Argument var clip: String

  func run() throws {
    var frames = 0
    let seconds = try ContinuousClock().measure {
      var reader = try ClipReader(ClipFile(path: clip))
      while try reader.nextFrame() != nil { frames += 1 }
    }
    print("\(frames) \(seconds / .seconds(1))")
  }
}
