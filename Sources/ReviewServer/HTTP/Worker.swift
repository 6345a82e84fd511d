internal import NIOPosix

/// Threads that may wait for a disk or for the archive; those that serve connections and tasks must not.
struct Worker: Sendable {
  private let pool: NIOThreadPool

  init(threads: Int) {
    pool = NIOThreadPool(numberOfThreads: threads)
    pool.start()
  }

  func run<Value: Sendable>(_ body: @escaping @Sendable () throws -> Value) async throws -> Value {
    try await pool.runIfActive(body)
  }

  /// Waits for what runs; nothing new is begun.
  func stop() async { try? await pool.shutdownGracefully() }
}
