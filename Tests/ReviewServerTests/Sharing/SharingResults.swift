import Archive
import ArchiveTesting
import Foundation
import Movement
import Reports

/// A results folder with reports in it, as far as sharing looks at them.
final class SharingResults {
  private let scratch: TemporaryFolder
  let archive: ResultsArchive

  init() throws {
    scratch = try TemporaryFolder()
    try FileManager.default.createDirectory(
      at: scratch.url.appendingPathComponent("results"), withIntermediateDirectories: true)
    archive = try ResultsArchive(
      at: scratch.url.appendingPathComponent("results").appendingPathComponent(ResultsArchive.fileName))
  }

  var url: URL { scratch.url.appendingPathComponent("results") }
  /// Beside the results.
  func place(_ name: String) -> URL { scratch.url.appendingPathComponent(name) }
  func folder(_ number: Int) -> URL { url.appendingPathComponent(ResultsLayout.folder(of: Sample.key(number))) }

  /// What lies beside the results.
  var neighbours: [String] {
    get throws {
      try FileManager.default.contentsOfDirectory(atPath: scratch.url.path).filter { $0 != "results" }.sorted()
    }
  }

  /// A set with its report: a rep with a fault and a doubt, and one without.
  func record(
    _ number: Int, uploads: [Upload]? = nil, film: Film = SharingResults.film, file: String = "clip.mp4",
    message: String = "pause was seen"
  ) throws {
    var analysis = Sample.analysis(
      clip: number,
      [
        Sample.PlannedRep(4, 7.5, [Sample.Said("pause", .flag, .strong), Sample.Said("swing", .borderline)]),
        Sample.PlannedRep(8, 11.5, [Sample.Said("pause", .ok)]),
      ])
    analysis.clip.file = file
    analysis.reps[0].findings[0].message = message
    let record = Sample.set(number, uploads: uploads)
    let page = """
      <h1>report</h1>
      <section class="player"><video id="film" src="annotated.mp4" data-original="../../../secret/x.mp4"></video>
      </section>
      """
    let encoder = JSONEncoder()
    var files = [
      "report.html": Data(page.utf8), "reps.csv": Data("reps".utf8), "signals.csv": Data("signals".utf8),
      "pose.json.gz": Data("pose".utf8), "film.json": try encoder.encode(film), "set.json": try record.document(),
      "analysis.json": try AnalysisJSON.document(analysis),
    ]
    for name in [film.video].compactMap({ $0 }) + film.stills.map(\.file) + film.flagClips.map(\.file) {
      files[name] = Data("content of \(name)".utf8)
    }
    for (name, data) in files {
      let file = folder(number).appendingPathComponent(name)
      try FileManager.default.createDirectory(at: file.deletingLastPathComponent(), withIntermediateDirectories: true)
      try data.write(to: file)
    }
    try archive.record(record, analysis)
  }

  /// A video, a still and the short film of a flag; the clip as it was filmed lies elsewhere.
  static let film: Film = {
    let text = """
      {"schema":"formcheck.film/1","original":"../../../secret/x.mp4","video":"annotated.mp4","soundNote":null,\
      "facesBlurred":false,"stills":[{"name":"rep-1-top","rep":"1","moment":"top","time":5,"angle":170,"width":600,\
      "height":400}],"flagClips":[{"rep":"1","rule":"pause","from":3,"to":6}]}
      """
    guard let film = try? JSONDecoder().decode(Film.self, from: Data(text.utf8)) else {
      preconditionFailure("the sample is a film")
    }
    return film
  }()

  /// Files of a folder, by their names from it on.
  static func files(in folder: URL) throws -> [String: Data] {
    var files: [String: Data] = [:]
    for name in try FileManager.default.subpathsOfDirectory(atPath: folder.path) {
      let file = folder.appendingPathComponent(name)
      let isFolder = try file.resourceValues(forKeys: [.isDirectoryKey]).isDirectory == true
      if !isFolder { files[name] = try Data(contentsOf: file) }
    }
    return files
  }
}

extension Data {
  var text: String { String(decoding: self, as: UTF8.self) }
}
