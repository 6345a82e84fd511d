internal import Archive
internal import Crypto
internal import Foundation
public import Movement

/// How a clip of the batch is analysed.
public struct ClipPlan: Sendable, Equatable {
  /// Everything that may change a verdict.
  public var options: AnalysisOptions
  /// What judges: version, models and limits.
  public var tool: ToolFacts
  /// The worker's words for what else changes the report: videos, hidden faces.
  public var drawing: [String]

  public init(options: AnalysisOptions, tool: ToolFacts, drawing: [String]) {
    self.options = options
    self.tool = tool
    self.drawing = drawing
  }

  /// The worker's words for all of it.
  var words: [String] { ["--options", String(decoding: Self.text(options), as: UTF8.self)] + drawing }

  /// The name of the result: the same clip, analysed in the same way by the same program, has the same.
  func key(for clip: ClipHash) -> SetKey {
    SetKey(of: [
      Data(clip.rawValue.utf8), Self.text(options), Self.text(tool), Data(drawing.joined(separator: " ").utf8),
    ])
  }

  /// With sorted keys: equal values give equal bytes.
  private static func text(_ value: some Encodable) -> Data {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    guard let text = try? encoder.encode(value) else { preconditionFailure("they are finite numbers and texts") }
    return text
  }
}

extension SetKey {
  /// Of a file whose content could not be read: all that is known is by which name it came.
  init(unread name: String) { self.init(of: [Data("unread".utf8), Data(name.utf8)]) }

  fileprivate init(of parts: [Data]) {
    var hash = SHA256()
    for part in parts {
      // Behind each part stands a byte that none of them holds, so that two of them cannot trade ends.
      hash.update(data: part + [0])
    }
    guard let key = SetKey(rawValue: Hexadecimal.text(hash.finalize().prefix(20))) else {
      preconditionFailure("twenty bytes are forty digits")
    }
    self = key
  }
}

public enum Hexadecimal {
  /// Two lower-case digits a byte.
  public static func text(_ bytes: some Sequence<UInt8>) -> String {
    bytes.map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
  }
}
