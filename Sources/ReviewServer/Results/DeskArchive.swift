internal import Archive
internal import Foundation
internal import Movement
internal import Reports

/// The results that the desk shows, read on threads that may wait for the disk.
struct DeskArchive: Sendable {
  let results: URL
  let archive: ResultsArchive
  let worker: Worker

  func run<Value: Sendable>(_ body: @escaping @Sendable (ResultsArchive) throws -> Value) async throws -> Value {
    let archive = archive
    return try await worker.run { try body(archive) }
  }

  func folder(of key: SetKey) -> URL {
    results.appendingPathComponent(ResultsLayout.folder(of: key), isDirectory: true)
  }

  /// A file of a set's report, named from its folder.
  func file(_ names: [String], of key: SetKey) -> OpenFile? {
    OpenFile([ResultsLayout.setsFolder, key.rawValue] + names, in: results)
  }

  /// What was drawn of a set; empty where that cannot be read.
  func film(of key: SetKey) -> Film { ReportFolder.film(in: folder(of: key)) ?? Film() }

  func analysis(of key: SetKey) throws(ArchiveError) -> Analysis { try Analysis(ofReportIn: folder(of: key)) }

  /// The hip angle of a set; `nil`: its table is not there, or holds none.
  func hipAngle(of key: SetKey) -> Signals? {
    guard let file = file([ReportFolder.signalsName], of: key), let csv = try? file.content(upTo: 64 << 20) else {
      return nil
    }
    return Signals(csv: csv, only: SwingChart.columns)
  }
}
