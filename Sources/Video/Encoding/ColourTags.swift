internal import CFFmpeg
internal import Imaging

/// What a stream says of its colours, besides the range.
struct ColourTags: Equatable {
  private let space: AVColorSpace
  private let primaries: AVColorPrimaries
  private let transfer: AVColorTransferCharacteristic
  private let chromaPlace: AVChromaLocation

  init(_ frame: borrowing Frame) {
    let parts = frame.pointer.pointee
    space = parts.colorspace
    primaries = parts.color_primaries
    transfer = parts.color_trc
    chromaPlace = parts.chroma_location
  }

  /// Written pictures are always of limited range.
  ///
  /// Full range is an option of H.264 that some players and televisions overlook, and then crush dark and bright parts;
  /// limited range is what all of them take for granted. The picture loses less than the coding takes anyway.
  func apply(to frame: borrowing Frame) {
    let pointer = frame.pointer
    pointer.pointee.colorspace = space
    pointer.pointee.color_primaries = primaries
    pointer.pointee.color_trc = transfer
    pointer.pointee.chroma_location = chromaPlace
    pointer.pointee.color_range = AVCOL_RANGE_MPEG
  }

  func apply(to encoder: UnsafeMutablePointer<AVCodecContext>) {
    encoder.pointee.colorspace = space
    encoder.pointee.color_primaries = primaries
    encoder.pointee.color_trc = transfer
    encoder.pointee.chroma_sample_location = chromaPlace
    encoder.pointee.color_range = AVCOL_RANGE_MPEG
  }
}
