internal import CFFmpeg

/// The containers and codecs that are opened. Everything else that libav knows stays shut: playlists that name other
/// files, network formats, and decoders that see little use and little testing.
enum Supported {
  /// libav's names of the demuxers: MP4, MOV, M4V and 3GP; MKV and WebM; AVI; GIF; the transport streams of
  /// camcorders.
  static let containers = ["mov", "matroska", "avi", "gif", "mpegts"]

  private static let codecs = [
    AV_CODEC_ID_H264, AV_CODEC_ID_HEVC, AV_CODEC_ID_VP8, AV_CODEC_ID_VP9, AV_CODEC_ID_AV1, AV_CODEC_ID_MPEG4,
    AV_CODEC_ID_MJPEG, AV_CODEC_ID_GIF, AV_CODEC_ID_MPEG2VIDEO, AV_CODEC_ID_PRORES, AV_CODEC_ID_H263,
  ]

  /// `true` for a demuxer of the list; libav gives some demuxers several names, with commas between.
  static func isContainer(_ names: String) -> Bool {
    names.split(separator: ",").contains { containers.contains(String($0)) }
  }

  static func isCodec(_ codec: AVCodecID) -> Bool { codecs.contains(codec) }

  /// Names of the decoders, with commas between, as libav's white list wants them.
  static let decoderList = codecs.compactMap { avcodec_find_decoder($0) }.map { String(cString: $0.pointee.name) }
    .joined(separator: ",")

  /// Why a file of this demuxer is not a clip.
  static func refusal(_ names: String) -> ClipError.Cause {
    let name = names.split(separator: ",").first.map(String.init) ?? names
    if name.hasSuffix("_pipe") || ["image2", "ico", "apng", "webp_pipe", "svg_pipe"].contains(name) {
      return .stillPicture
    }
    if sound.contains(name) { return .audioOnly }
    if texts.contains(name) { return .text }
    return .unsupportedContainer(name)
  }

  private static let sound: Set = [
    "mp3", "wav", "flac", "ogg", "aac", "aiff", "au", "amr", "ac3", "eac3", "caf", "w64", "ape", "wv", "tta", "loas",
  ]
  private static let texts: Set = [
    "hls", "concat", "dash", "ffmetadata", "srt", "ass", "webvtt", "microdvd", "subviewer", "sdp", "tty", "lrc", "sami",
  ]
}
