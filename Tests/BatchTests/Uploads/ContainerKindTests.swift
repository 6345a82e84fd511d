import Foundation
import Testing

@testable import Batch

@Suite("What a file begins like")
struct ContainerKindTests {
  private static func box(_ name: String, _ length: [UInt8] = [0, 0, 0, 24], _ more: String = "    ") -> [UInt8] {
    length + Array(name.utf8) + Array(more.utf8)
  }

  private static func packets(_ length: Int, from first: Int = 0, count: Int = 20) -> [UInt8] {
    (0..<length * count).map { $0 % length == first ? 0x47 : UInt8(truncatingIfNeeded: $0 &* 31 | 0x80) }
  }

  private static let matroska: [UInt8] = [0x1A, 0x45, 0xDF, 0xA3, 0x9F, 0x42, 0x82, 0x88]

  static let videos: [([UInt8], ContainerKind)] = [
    (box("ftyp", [0, 0, 0, 24], "mp42"), .mp4), (box("ftyp", [0, 0, 0, 20], "qt  "), .mov),
    (box("ftyp", [0, 0, 0, 20], "3gp5"), .mp4), (box("moov"), .mov), (box("wide", [0, 0, 0, 8]), .mov),
    (box("free"), .mov), (box("skip"), .mov), (box("mdat", [0, 0, 0, 1]), .mov), (box("mdat", [0, 0, 0, 0]), .mov),
    (box("mdat", [0x7F, 1, 2, 3]), .mov), (matroska + Array("matroska....".utf8), .mkv),
    (matroska + Array("webm........".utf8), .webm), (Array("RIFF\u{1}\u{2}\u{3}\u{4}AVI LIST".utf8), .avi),
    (Array("GIF89a........".utf8), .gif), (Array("GIF87a........".utf8), .gif), (packets(188), .ts),
    (packets(192, from: 4), .m2ts), (packets(204), .ts), (packets(188, from: 100), .ts), (packets(188, count: 3), .ts),
  ]

  @Test("videos of the kinds that are read", arguments: videos)
  func known(start: [UInt8], kind: ContainerKind) { #expect(ContainerKind(start: start[...]) == kind) }

  @Test(
    "everything else is none",
    arguments: [
      [], [0x47], Array("a text that is called x.mp4, and goes on for a while".utf8),
      Array("for free, a text of words".utf8), Array("all skip this one".utf8), Array("ftypmp42 without".utf8),
      box("ftyp", [0, 0, 0, 4]), box("ftyp", [0x20, 0, 0, 24]), box("ftyp", [0, 0, 0, 24], "heic"),
      box("mdat", [0, 0, 0, 4]), box("uuid"), Array("RIFF....WAVEfmt ".utf8), Array("RIFF....WEBPVP8 ".utf8),
      Array("%PDF-1.7 and more".utf8), [0x89, 0x50, 0x4E, 0x47] + Array("\r\n........".utf8),
      [0xFF, 0xD8, 0xFF, 0xE0] + Array("..JFIF......".utf8), Array("PK\u{3}\u{4}............".utf8),
      [0x7F] + Array("ELF............".utf8), Array("#!/bin/sh\nrm -rf /".utf8), Array("#EXTM3U\n#EXT-X".utf8),
      Array("<html>............".utf8), Array("OggS............".utf8), packets(188, count: 2), packets(190),
      [UInt8](repeating: 0, count: 4096), (0..<4096).map { UInt8(truncatingIfNeeded: $0 &* $0 >> 3) },
    ] as [[UInt8]])
  func unknown(start: [UInt8]) { #expect(ContainerKind(start: start[...]) == nil) }

  @Test("a packet that is none among others: no transport stream")
  func broken() {
    var bytes = Self.packets(188)
    bytes[188 * 5] = 0
    #expect(ContainerKind(start: bytes[...]) == nil)
  }

  @Test("a slice counts from its own beginning")
  func slices() {
    let bytes = [1, 2, 3] + Self.videos[0].0
    #expect(ContainerKind(start: bytes[3...]) == .mp4)
  }
}
