public import Archive
internal import Foundation
public import Movement

/// What a studio knows about its uploads: `sets.csv`.
///
/// The header names the columns, in any order: `file` must be there, `athlete`, `profile`, `date`, `load`, `tempo` and
/// `notes` may. One row a file; a file without a row has no facts.
public struct Manifest: Sendable, Equatable {
  /// What is known about one file.
  public struct Facts: Sendable, Equatable {
    public var athlete: String?
    public var profile: Profile?
    public var date: CalendarDay?
    /// As it was written: "40 kg".
    public var load: String?
    public var tempo: TempoTarget?
    /// As it was written: "1-1-3-0".
    public var tempoText: String?
    public var notes: String?

    public init(
      athlete: String? = nil, profile: Profile? = nil, date: CalendarDay? = nil, load: String? = nil,
      tempo: TempoTarget? = nil, tempoText: String? = nil, notes: String? = nil
    ) {
      self.athlete = athlete
      self.profile = profile
      self.date = date
      self.load = load
      self.tempo = tempo
      self.tempoText = tempoText
      self.notes = notes
    }
  }

  /// A row that cannot be used; the others can.
  public struct Fault: Sendable, Equatable, CustomStringConvertible {
    /// 1 is the header's.
    public var line: Int
    /// The clip that the row is about; `nil`: it names none.
    public var file: String?
    /// With the manifest's name and the line.
    public var description: String
  }

  /// For messages.
  public let name: String

  /// By the path as it stands in the column `file`.
  public private(set) var facts: [String: Facts] = [:]
  public private(set) var faults: [Fault] = []

  private static let columns = ["file", "athlete", "profile", "date", "load", "tempo", "notes"]

  /// - Parameters:
  ///   - text: CSV by RFC 4180, comma or semicolon.
  ///   - name: for messages.
  /// - Throws: ``ManifestError`` when the header cannot be used.
  public init(_ text: String, name: String) throws(ManifestError) {
    self.name = name
    var rows = CSVRows(text)
    guard let header = rows.next() else { throw ManifestError(name, "it is empty") }
    var names = header.cells.map { $0.trimmingCharacters(in: .whitespaces).lowercased() }
    // Columns that a spreadsheet once had something in.
    while names.last == "" { names.removeLast() }
    guard Set(names).count == names.count else { throw ManifestError(name, "a column is there twice") }
    guard names.contains("file") else { throw ManifestError(name, "there is no column 'file'") }
    if let unknown = names.first(where: { !Self.columns.contains($0) }) {
      throw ManifestError(
        name, "the column '\(unknown.printable)' is unknown; known are \(Self.columns.joined(separator: ", "))")
    }
    while let row = rows.next() {
      // It has swallowed all rows behind it.
      if row.isBroken { throw ManifestError(name, "the quotation mark of line \(row.line) is not closed") }
      take(row, names)
    }
  }

  /// The facts of a file: by its whole path, or else by the end of it that the row names.
  public func facts(of file: FoundFile) -> Facts? { Self.names(of: file).lazy.compactMap { facts[$0] }.first }

  /// Why the row of a file cannot be used; `nil`: it can, or there is none.
  public func fault(of file: FoundFile) -> Fault? {
    // The longest name decides here, too.
    let name = Self.names(of: file).first { name in facts[name] != nil || faults.contains { $0.file == name } }
    return name.flatMap { name in faults.first { $0.file == name } }
  }

  /// What rows name and no file is called, sorted.
  public func strays(_ files: [FoundFile]) -> [String] {
    let named = Set(files.lazy.compactMap { file in Self.names(of: file).first { facts[$0] != nil } })
    return facts.keys.filter { !named.contains($0) }.sorted()
  }

  /// By which a row may name a file, the longest first: `monday/a.mp4` before `a.mp4`.
  private static func names(of file: FoundFile) -> [String] {
    let parts = file.path.split(separator: "/")
    return [file.path] + parts.indices.map { parts[$0...].joined(separator: "/") }
  }

  private mutating func take(_ row: CSVRows.Row, _ names: [String]) {
    var values = row.cells.map { $0.trimmingCharacters(in: .whitespaces) }
    guard values.contains(where: { !$0.isEmpty }) else { return }
    while values.count > names.count, values.last == "" { values.removeLast() }
    func refuse(_ reason: String, _ file: String? = nil) {
      faults.append(
        Fault(line: row.line, file: file, description: "\(name.printable), line \(row.line): \(reason)"))
    }
    guard values.count == names.count else {
      let place = names.firstIndex(of: "file") ?? 0
      let file = values.indices.contains(place) ? values[place] : nil
      return refuse("\(values.count) cells under \(names.count) columns", file)
    }
    guard !values.contains(where: { $0.utf8.contains(0) }) else { return refuse("a cell holds a NUL") }
    let cells = Dictionary(uniqueKeysWithValues: zip(names, values))
    func cell(_ name: String) -> String? { cells[name].flatMap { $0.isEmpty ? nil : $0 } }
    guard let file = cell("file") else { return refuse("no file is named") }
    guard facts[file] == nil else { return refuse("\(file.printable) has a row already", file) }
    var entry = Facts(athlete: cell("athlete"), load: cell("load"), notes: cell("notes"))
    if let word = cell("profile") {
      guard let profile = Profile(rawValue: word) else {
        let known = Profile.allCases.map(\.rawValue).joined(separator: ", ")
        return refuse("the profile '\(word.printable)' is unknown; known are \(known)", file)
      }
      entry.profile = profile
    }
    if let word = cell("date") {
      guard let day = CalendarDay(word) else {
        return refuse("the date '\(word.printable)' is not written like 2026-11-21", file)
      }
      entry.date = day
    }
    if let word = cell("tempo") {
      guard let tempo = TempoTarget(word) else {
        return refuse("the tempo '\(word.printable)' is not written like 1-1-3-0", file)
      }
      entry.tempo = tempo
      entry.tempoText = word
    }
    facts[file] = entry
  }
}

/// Why a manifest cannot be used at all.
public struct ManifestError: Error, Equatable, CustomStringConvertible {
  public let description: String

  public init(_ name: String, _ reason: String) {
    description =
      "\(name.printable): \(reason). The first line names the columns: file,athlete,profile,date,load,tempo,notes"
  }
}
