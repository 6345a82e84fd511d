internal import COpenVINO
internal import Foundation

/// Precision of the arithmetic in a network.
enum Precision {
  case f32
  /// Half the time on processors that have it, and joints off by several percent of the torso: tests show it.
  case bf16
}

/// A compiled network; owns the C handle.
///
/// Requests may be made from any thread: OpenVINO documents compiled models as safe to share.
struct Network: ~Copyable, @unchecked Sendable {
  private let handle: OpaquePointer

  /// - Parameters:
  ///   - outputs: the names of the outputs to keep; the rest of the graph goes.
  ///   - streams: inferences that run side by side, each on one thread.
  init(path: String, outputs: [String], streams: Int, precision: Precision) throws(PoseTrackingError) {
    var made: OpaquePointer?
    let names = outputs.map { strdup($0) }
    defer { names.forEach { free($0) } }
    var pointers = names.map { UnsafePointer($0) }
    let failure = Message.ofFailure { text, capacity in
      fc_network_open(
        path, &pointers, pointers.count, Int32(streams), precision == .bf16 ? 1 : 0, &made, text, capacity)
    }
    guard let made, failure == nil else {
      throw .modelUnusable(path: path, reason: failure ?? "no network was made")
    }
    handle = made
  }

  deinit { fc_network_close(handle) }

  func makeInference() throws(PoseTrackingError) -> Inference {
    var made: OpaquePointer?
    let failure = Message.ofFailure { text, capacity in fc_request_make(handle, &made, text, capacity) }
    guard let made, failure == nil else { throw .inferenceFailed(reason: failure ?? "no request was made") }
    return Inference(owning: RequestHandle(raw: made))
  }

  /// The version of the library that is loaded.
  static var runtimeVersion: String { String(cString: fc_runtime_version()) }

  /// Networks and inferences that live now in the whole process: for leak tests.
  static var handlesAlive: Int { fc_handles_alive() }
}

/// Owns the C handle of one request.
private struct RequestHandle: ~Copyable {
  let raw: OpaquePointer

  deinit { fc_request_free(raw) }
}

/// One inference at a time: fill the input, start, wait, read. A class only because arrays hold no `~Copyable` values.
final class Inference {
  private let handle: RequestHandle

  fileprivate init(owning handle: consuming RequestHandle) {
    self.handle = handle
  }

  /// The input tensor, to be filled before ``start()``.
  var input: UnsafeMutableBufferPointer<Float> {
    var count = 0
    let base = fc_request_input(handle.raw, &count)
    return UnsafeMutableBufferPointer(start: base, count: count)
  }

  /// Returns at once; the inference runs on a thread of the library.
  func start() throws(PoseTrackingError) {
    let failure = Message.ofFailure { text, capacity in fc_request_start(handle.raw, text, capacity) }
    if let failure { throw .inferenceFailed(reason: failure) }
  }

  func wait() throws(PoseTrackingError) {
    let failure = Message.ofFailure { text, capacity in fc_request_wait(handle.raw, text, capacity) }
    if let failure { throw .inferenceFailed(reason: failure) }
  }

  /// An output, in the order in which the network was asked for them. Valid until the next ``start()``.
  func output(_ index: Int) -> UnsafeBufferPointer<Float> {
    var count = 0
    let base = fc_request_output(handle.raw, index, &count)
    return UnsafeBufferPointer(start: base, count: count)
  }
}

private enum Message {
  /// `nil` when the call returns 0, otherwise the first line of what it said.
  static func ofFailure(_ call: (UnsafeMutablePointer<CChar>, Int) -> Int32) -> String? {
    withUnsafeTemporaryAllocation(of: CChar.self, capacity: 1024) { text in
      guard let base = text.baseAddress else { return "out of memory" }
      base[0] = 0
      guard call(base, text.count) != 0 else { return nil }
      let lines = String(cString: base).split(separator: "\n")
      return lines.last.map(String.init) ?? "no reason given"
    }
  }
}
