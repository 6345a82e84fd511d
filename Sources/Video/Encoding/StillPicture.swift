internal import CFFmpeg
internal import Imaging

extension EditableFrame {
  /// The picture as a JPEG file, without any description of where it came from.
  ///
  /// JFIF knows one colour coding, BT.601 of full range; the picture is brought to it.
  ///
  /// - Parameter quality: 0 coarse to 1 fine; 0.9 shows no blocks.
  public func jpeg(quality: Double = 0.9) throws(PictureError) -> [UInt8] {
    precondition((0...1).contains(quality))
    do throws(LibavError) {
      let still = try Frame(width: size.width, height: size.height, format: AV_PIX_FMT_YUV420P)
      try check("av_frame_copy") { av_frame_copy(still.pointer, frame.pointer) }
      var picture = still.mutablePicture
      picture.colour = colour
      picture.recode(to: ColourCoding(matrix: .bt601, isFullRange: true))
      still.pointer.pointee.format = AV_PIX_FMT_YUVJ420P.rawValue
      still.pointer.pointee.color_range = AVCOL_RANGE_JPEG
      // libav's scale of coarseness, 2 to 31.
      still.pointer.pointee.quality = Int32((2 + 29 * (1 - quality)).rounded()) * FF_QP2LAMBDA
      let encoder = try Encoder(still: size)
      let packet = try Packet()
      try encoder.send(still)
      try encoder.finish()
      guard try encoder.receive(into: packet) == .packet, let data = packet.pointer.pointee.data else {
        throw LibavError(call: "avcodec_receive_packet", code: shim_error_invalid_data, log: nil)
      }
      return Array(UnsafeBufferPointer(start: data, count: Int(packet.pointer.pointee.size)))
    } catch {
      throw PictureError(error)
    }
  }
}
