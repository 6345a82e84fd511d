internal import Archive
internal import Foundation
internal import Movement
internal import Reports

/// What formcheck itself has left in a folder: films among it are no clips of a batch.
///
/// Only what it is known to make is left out. A stranger's file that is called like one of ours hides nothing beside it.
enum OwnWork {
  /// Those of the names that are ours, with all below.
  static func names(among names: [String], of folder: String) -> Set<String> {
    let all = Set(names)
    return results(all, folder).union(report(all)).union(uploads(all))
  }

  /// The results of a batch. `uploads` in it is looked into: what came over the desk is known there by its record.
  private static func results(_ names: Set<String>, _ folder: String) -> Set<String> {
    guard names.contains(ResultsArchive.fileName) else { return [] }
    let kept = [ResultsLayout.setsFolder, ResultsLayout.failuresFolder].filter { holdsKeys(folder + "/" + $0) }
    let written = [
      ResultsArchive.fileName, ResultsIndex.pageName, ResultsIndex.tableName, ResultsLayout.decisionsFile,
    ]
    return names.intersection(kept + written)
  }

  /// Is there nothing in it but results by their keys?
  private static func holdsKeys(_ folder: String) -> Bool {
    guard let names = try? FileManager.default.contentsOfDirectory(atPath: folder) else { return false }
    return names.allSatisfy { name in
      name.hasPrefix(".") || SetKey(rawValue: name.hasSuffix(".json") ? String(name.dropLast(5)) : name) != nil
    }
  }

  private static func report(_ names: Set<String>) -> Set<String> {
    guard names.isSuperset(of: [ReportFolder.analysisName, ReportFolder.pageName]) else { return [] }
    return names.intersection(ReportFolder.contents + [SetRecord.fileName])
  }

  /// Clips that came over the desk, named by their hashes, with their records: the last one's record may be still to come.
  private static func uploads(_ names: Set<String>) -> Set<String> {
    guard names.contains(where: UploadsFolder.isRecord) else { return [] }
    return names.filter { ClipHash(rawValue: String($0.prefix { $0 != "." })) != nil }
  }
}
