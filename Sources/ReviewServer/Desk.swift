public import Archive
public import Foundation
internal import Hummingbird
internal import HummingbirdCore
internal import Logging
internal import NIOCore
internal import ServiceLifecycle

/// The coach's desk: pages over the results of batches, served to browsers on this machine.
public struct Desk: Sendable {
  /// Connections at a time; a browser holds six, whoever comes later waits.
  private static let mostConnections = 256
  /// Without a sign of life a connection ends.
  private static let patience = TimeAmount.seconds(60)
  /// Also in the midst of an answer that nobody reads. Those who wait for news hear something more often.
  private static let silence = TimeAmount.seconds(90)
  /// Bytes of all header fields of a request together.
  private static let longestHead = 1 << 15
  /// What is under way when the desk is closed has so long to come to its end.
  private static let lastCall = Duration.seconds(1)

  private let settings: DeskSettings
  private let desk: DeskArchive
  private let door: Door
  private let uploads: DeskUploads?

  /// - Parameters:
  ///   - results: the folder of a batch's results.
  ///   - archive: its archive, open for reading only where the settings say so.
  ///   - uploads: takes clips that are dropped on the desk; `nil`: none are taken.
  public init(_ settings: DeskSettings, over results: URL, _ archive: ResultsArchive, uploads: DeskUploads? = nil) {
    self.settings = settings
    self.uploads = settings.isReadOnly ? nil : uploads
    desk = DeskArchive(results: results, archive: archive, worker: Worker(threads: 8))
    door = Door(coach: settings.coach)
  }

  /// Serves until the task is cancelled; what was acknowledged by then is on disk.
  ///
  /// - Parameter onOpen: gets the addresses for browsers, through a proxy first; each has a key that opens once.
  /// - Throws: ``DeskError`` when it cannot listen there.
  public func run(onOpen: @escaping @Sendable ([String]) -> Void) async throws {
    let whereabouts = Whereabouts()
    let pages = DeskPages(isReadOnly: settings.isReadOnly, hasUploads: uploads != nil)
    let table = RouteTable()
    let clipReader = Worker(threads: 1)
    DeskRoutes(
      desk: desk, pages: pages, door: door, whereabouts: whereabouts, clips: OriginalClip(desk),
      clipReader: clipReader
    ).add(to: table)
    if let uploads { UploadRoutes(uploads: uploads, desk: desk, pages: pages).add(to: table) }
    let gate = Gate(
      whereabouts: whereabouts, door: door, pages: pages, open: table.open, routes: table.router.buildResponder())
    let (settings, door) = (settings, door)
    let application = Application(
      responder: gate, server: .http1(configuration: Self.connection),
      configuration: ApplicationConfiguration(
        address: .hostname(settings.host, port: settings.port),
        availableConnectionsDelegate: .maximum(Self.mostConnections, logger: Self.logger)),
      onServerRunning: { channel in
        let port = channel.localAddress?.port ?? settings.port
        whereabouts.place = Whereabouts.Place(
          hosts: KnownHosts(
            addresses: KnownHosts.addresses(listeningOn: settings.host), port: port, behind: settings.knownAs),
          port: port)
        let own = "http://\(Self.reachable(settings.host)):\(port)"
        onOpen((settings.knownAs.map { "https://" + $0 } + [own]).map { "\($0)/enter?key=\(door.key())" })
      }, logger: Self.logger)
    let analysing = Task { [uploads] in await uploads?.queue.run() }
    // Those who listen to the queue are told its end; else they would hold the desk open.
    let ended = await Result { try await serve(application, onClose: { analysing.cancel() }) }
    // A worker is killed within moments, and what it worked on waits for the next time.
    analysing.cancel()
    await analysing.value
    for worker in [desk.worker, clipReader] { await worker.stop() }
    do {
      try ended.get()
    } catch let error as IOError {
      throw failure(error.errnoCode)
    } catch is SocketAddressError {
      throw failure(EADDRNOTAVAIL)
    }
  }

  /// Cancelled, it takes no new request, lets those that are under way come to their end, and then ends the others.
  private func serve(_ application: some Service, onClose: @escaping @Sendable () -> Void) async throws {
    var configuration = ServiceGroupConfiguration(services: [application], logger: Self.logger)
    configuration.maximumGracefulShutdownDuration = Self.lastCall
    let group = ServiceGroup(configuration: configuration)
    // Not a child: cancelled together with us it would end in the midst of an answer.
    let serving = Task { try await group.run() }
    try await withTaskCancellationHandler {
      do { try await serving.value } catch is CancellationError {}
    } onCancel: {
      onClose()
      Task { await group.triggerGracefulShutdown() }
    }
  }

  private static var connection: HTTP1Channel.Configuration {
    HTTP1Channel.Configuration(
      additionalChannelHandlers: [SafeHeaders(), IdleStateHandler(allTimeout: silence), SilenceHandler()],
      idleTimeout: patience,
      httpDecoderConfiguration: .init(
        maxHeaderFieldSize: longestHead, maxHeaderListSize: longestHead, maxHeaderFieldCount: 100))
  }

  /// Only errors: what the desk has to say it says itself.
  private static let logger: Logger = {
    var logger = Logger(label: "formcheck") { _ in StreamLogHandler.standardError(label: "formcheck") }
    logger.logLevel = .error
    return logger
  }()

  /// Of listening.
  private func failure(_ errorNumber: Int32) -> DeskError {
    let place = "\(Self.inAddress(settings.host)):\(settings.port)"
    switch errorNumber {
    case EADDRINUSE:
      return DeskError(.portTaken, "\(place): somebody else listens there. Name another --port, or 0 for any.")
    case EACCES: return DeskError(.badAddress, "\(place): may not be used. Name a --port of 1024 or more.")
    default:
      return DeskError(
        .badAddress, "\(place): is no address of this machine. Leave --host out to serve this machine alone.")
    }
  }

  /// One of version 6 has brackets.
  private static func inAddress(_ host: String) -> String { host.contains(":") ? "[\(host)]" : host }

  /// All addresses of this machine are none that a browser can ask for.
  private static func reachable(_ host: String) -> String {
    KnownHosts.all.contains(host) ? "127.0.0.1" : inAddress(host)
  }
}

extension Result where Failure == any Error {
  fileprivate init(_ body: () async throws -> Success) async {
    do { self = .success(try await body()) } catch { self = .failure(error) }
  }
}
