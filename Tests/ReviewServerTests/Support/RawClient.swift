import Foundation

/// One request over a connection of its own, written byte by byte as a test wants it: what no browser would send, too.
enum RawClient {
  struct Answer: Sendable {
    var status: Int
    /// Names in lower case; of several of one name all values.
    var fields: [String: [String]]
    var body: Data

    var text: String { String(decoding: body, as: UTF8.self) }
    subscript(_ name: String) -> String? { fields[name]?.first }
  }

  struct Failed: Error {
    var call: String
    var code = errno
  }

  private static let queue = DispatchQueue(label: "formcheck.raw-client", attributes: .concurrent)

  /// - Parameters:
  ///   - method: as it is to be sent.
  ///   - fields: in this order; `Host` too, which is sent only when it is among them.
  /// - Returns: `nil`: the connection was closed without an answer.
  static func send(
    _ method: String, _ target: String, _ fields: [(String, String)], body: Data = Data(), port: Int
  ) async throws -> Answer? {
    let head =
      "\(method) \(target) HTTP/1.1\r\n" + fields.map { "\($0): \($1)\r\n" }.joined() + "Connection: close\r\n\r\n"
    return try await exchange(Data(head.utf8) + body, port: port)
  }

  /// Reads and writes block, and the threads of the tests are few.
  ///
  /// - Parameter isCutOff: nothing more will be sent.
  static func exchange(_ bytes: Data, port: Int, isCutOff: Bool = false) async throws -> Answer? {
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try parsed(connected(bytes, port, isCutOff)) }) }
    }
  }

  private static func connected(_ bytes: Data, _ port: Int, _ isCutOff: Bool) throws -> Data {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { throw Failed(call: "socket") }
    defer { close(socket) }
    var patience = timeval(tv_sec: 30, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    let status = withUnsafeBytes(of: &address) { bytes in
      connect(socket, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t(bytes.count))
    }
    guard status == 0 else { throw Failed(call: "connect") }
    // An answer may come, and the connection end, before all was sent.
    _ = bytes.withUnsafeBytes { Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL)) }
    if isCutOff { shutdown(socket, Int32(SHUT_WR)) }
    var answer = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count > 0 else { return answer }
      answer.append(contentsOf: buffer[..<count])
    }
  }

  private static func parsed(_ answer: Data) -> Answer? {
    guard let end = answer.firstRange(of: Data("\r\n\r\n".utf8)) else { return nil }
    let lines = String(decoding: answer[..<end.lowerBound], as: UTF8.self).components(separatedBy: "\r\n")
    guard let status = lines.first?.split(separator: " ").dropFirst().first.flatMap({ Int($0) }) else { return nil }
    var fields: [String: [String]] = [:]
    for line in lines.dropFirst() {
      guard let colon = line.firstIndex(of: ":") else { continue }
      let value = line[line.index(after: colon)...].trimmingCharacters(in: .whitespaces)
      fields[line[..<colon].lowercased(), default: []].append(value)
    }
    var body = Data(answer[end.upperBound...])
    if fields["transfer-encoding"] == ["chunked"] { body = unchunked(body) }
    return Answer(status: status, fields: fields, body: body)
  }

  private static func unchunked(_ data: Data) -> Data {
    var (rest, whole) = (data[...], Data())
    while let line = rest.firstRange(of: Data("\r\n".utf8)),
      let count = Int(String(decoding: rest[..<line.lowerBound], as: UTF8.self), radix: 16), count > 0
    {
      whole += rest[line.upperBound...].prefix(count)
      rest = rest[line.upperBound...].dropFirst(count + 2)
    }
    return whole
  }
}
