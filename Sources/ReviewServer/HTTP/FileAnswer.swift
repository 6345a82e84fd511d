internal import Foundation
internal import HTTPTypes
internal import Hummingbird
internal import NIOCore

/// A file as an answer, whole or the part that is asked for.
struct FileAnswer {
  private static let chunk = 1 << 17

  let file: OpenFile
  let type: String
  let worker: Worker
  /// Whether a browser may keep it for a while: what is asked for ahead is there when it is needed.
  var mayBeKept = true
  var fields: HTTPFields = [:]

  /// - Throws: ``Refusal`` when the part that is asked for lies behind the end.
  func response(to request: Request) throws(Refusal) -> Response {
    var fields = fields
    fields[.contentType] = type
    fields[.acceptRanges] = "bytes"
    fields[.eTag] = file.tag
    fields[.lastModified] = Self.date(file.changed)
    if mayBeKept { fields[.cacheControl] = "private, max-age=600" }
    if let known = request.headers[.ifNoneMatch], known.contains(file.tag) {
      return Response(status: .notModified, headers: fields)
    }
    // Of another content than the one that was begun with, a part is of no use.
    let isSame = request.headers[.ifRange].map { $0 == file.tag } ?? true
    let wanted = isSame && request.method == .get ? request.headers[.range] : nil
    switch ByteRange(wanted, of: file.size) {
    case .whole:
      return Response(status: .ok, headers: fields, body: body(0..<file.size))
    case .part(let range):
      fields[.contentRange] = "bytes \(range.lowerBound)-\(range.upperBound)/\(file.size)"
      return Response(status: .partialContent, headers: fields, body: body(Range(range)))
    case .unsatisfiable:
      fields[.contentRange] = "bytes */\(file.size)"
      fields[.contentType] = nil
      throw Refusal(.rangeNotSatisfiable, "The file has \(file.size) bytes.", fields: fields)
    }
  }

  private func body(_ range: Range<Int>) -> ResponseBody {
    let (file, worker) = (file, worker)
    return ResponseBody(contentLength: range.count) { writer in
      var place = range.lowerBound
      while place < range.upperBound {
        let (start, count) = (place, min(Self.chunk, range.upperBound - place))
        let bytes = try await worker.run { try file.read(count, at: start) }
        // It was cut meanwhile: the connection ends, or the rest would be taken for the next answer.
        guard bytes.count == count else { throw POSIXError(.EIO) }
        try await writer.write(ByteBuffer(bytes: bytes))
        place += count
      }
      try await writer.finish(nil)
    }
  }

  /// `Sun, 06 Nov 1994 08:49:37 GMT`
  private static func date(_ seconds: Double) -> String {
    var (time, parts) = (time_t(seconds), tm())
    gmtime_r(&time, &parts)
    var text = [CChar](repeating: 0, count: 40)
    strftime(&text, text.count, "%a, %d %b %Y %H:%M:%S GMT", &parts)
    return String(decoding: text.prefix { $0 != 0 }.map(UInt8.init(bitPattern:)), as: UTF8.self)
  }
}
