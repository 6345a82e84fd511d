internal import Foundation

/// One HTTP request and its answer, to a server on this machine.
///
/// `URLSession` on Linux drops every answer of chromedriver, whose header lines have no blank after the colon.
enum LoopbackHTTP {
  struct Failed: Error, CustomStringConvertible {
    let description: String

    /// The system's word for what went wrong last.
    init(_ call: String) { description = "\(call): \(String(cString: strerror(errno)))" }
    init(answer: String) { description = answer }
  }

  /// Seconds: longer than any command may take by the driver's own limits.
  private static let patience = 60
  private static let queue = DispatchQueue(label: "formcheck.browser", attributes: .concurrent)

  static func send(
    _ method: String, _ path: String, _ body: Data, port: Int
  ) async throws -> (status: Int, body: Data) {
    // Reads and writes block, and the threads of the tests are few.
    try await withCheckedThrowingContinuation { continuation in
      queue.async { continuation.resume(with: Result { try exchange(method, path, body, port) }) }
    }
  }

  private static func exchange(_ method: String, _ path: String, _ body: Data, _ port: Int) throws -> (Int, Data) {
    let socket = socket(AF_INET, Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue), 0)
    guard socket >= 0 else { throw Failed("socket") }
    defer { close(socket) }
    var patience = timeval(tv_sec: patience, tv_usec: 0)
    setsockopt(socket, SOL_SOCKET, SO_RCVTIMEO, &patience, socklen_t(MemoryLayout<timeval>.size))
    try connect(socket, port)
    let head = """
      \(method) /\(path) HTTP/1.1\r
      Host: 127.0.0.1:\(port)\r
      Content-Type: application/json; charset=utf-8\r
      Content-Length: \(body.count)\r
      Connection: close\r
      \r

      """
    try write(Data(head.utf8) + body, to: socket)
    return try readAnswer(from: socket)
  }

  private static func connect(_ socket: Int32, _ port: Int) throws {
    var address = sockaddr_in()
    address.sin_family = sa_family_t(AF_INET)
    address.sin_port = in_port_t(port).bigEndian
    address.sin_addr.s_addr = in_addr_t(INADDR_LOOPBACK).bigEndian
    let status = withUnsafeBytes(of: &address) { bytes in
      Foundation.connect(
        socket, bytes.assumingMemoryBound(to: sockaddr.self).baseAddress, socklen_t(bytes.count))
    }
    guard status == 0 else { throw Failed("connect") }
  }

  private static func write(_ data: Data, to socket: Int32) throws {
    var left = data[...]
    while !left.isEmpty {
      let sent = left.withUnsafeBytes {
        Foundation.send(socket, $0.baseAddress, $0.count, Int32(MSG_NOSIGNAL))
      }
      guard sent > 0 else { throw Failed("send") }
      left = left.dropFirst(sent)
    }
  }

  private static func readAnswer(from socket: Int32) throws -> (Int, Data) {
    var answer = Data()
    var buffer = [UInt8](repeating: 0, count: 1 << 16)
    while true {
      if let whole = try parsed(answer) { return whole }
      let count = recv(socket, &buffer, buffer.count, 0)
      guard count >= 0 else { throw Failed("recv") }
      guard count > 0 else { throw Failed(answer: "the answer ended after \(answer.count) bytes") }
      answer.append(contentsOf: buffer[..<count])
    }
  }

  /// The answer once all of it is there. The driver always says how long it is.
  private static func parsed(_ answer: Data) throws -> (Int, Data)? {
    guard let end = answer.firstRange(of: Data("\r\n\r\n".utf8)) else { return nil }
    let head = String(decoding: answer[..<end.lowerBound], as: UTF8.self)
    guard let status = head.prefixMatch(of: /HTTP\/1\.1 (\d{3})/), let code = Int(status.1),
      let line = head.firstMatch(of: /(?i)\r\ncontent-length: *(\d+)/), let length = Int(line.1)
    else { throw Failed(answer: head) }
    let body = answer[end.upperBound...]
    return body.count < length ? nil : (code, Data(body.prefix(length)))
  }
}
