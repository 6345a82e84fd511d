public import Foundation
public import Movement

/// What a JSON file holds that begins with the name of its schema.
protocol NamedSchema: Decodable {
  static var schemaName: String { get }
}

extension SetRecord: NamedSchema {}
extension FailureRecord: NamedSchema {}
extension UploadRecord: NamedSchema {}
extension Analysis: NamedSchema {}

extension Analysis {
  static let fileName = "analysis.json"

  /// - Parameter folder: a report's; what lies there may be a stranger's.
  /// - Throws: ``ArchiveError``: `unreadable`, or `badDocument`.
  public init(ofReportIn folder: URL) throws(ArchiveError) {
    self = try Document.read(Analysis.self, from: folder.appendingPathComponent(Self.fileName))
  }
}

/// Reading and writing the JSON files of a results folder.
enum Document {
  /// Far more than any of them is long; a file that keeps growing must not fill the memory.
  private static let longest = 64 << 20

  /// - Throws: ``ArchiveError``: `unreadable`, or `badDocument` with the place in the document that is wrong.
  static func read<Content: NamedSchema>(_ type: Content.Type, from url: URL) throws(ArchiveError) -> Content {
    let bytes = try bytes(of: url)
    do { return try decode(type, from: bytes) } catch { throw damaged(url, error.words) }
  }

  static func decode<Content: NamedSchema>(_ type: Content.Type, from bytes: Data) throws(Misfit) -> Content {
    do { return try JSONDecoder().decode(Checked<Content>.self, from: bytes).content } catch let error as OtherSchema {
      throw Misfit(
        words: "its schema is \(error.name.prefix(60).description.printable), expected \(type.schemaName)")
    } catch {
      throw Misfit(words: words(error))
    }
  }

  /// Bytes that are not what they should be; says what is wrong, and where.
  struct Misfit: Error {
    var words: String
  }

  /// Looks at the schema's name first: what another schema holds need not fit at all.
  private struct Checked<Content: NamedSchema>: Decodable {
    let content: Content

    init(from decoder: any Decoder) throws {
      let name = try Header(from: decoder).schema
      guard name == Content.schemaName else { throw OtherSchema(name: name) }
      content = try Content(from: decoder)
    }
  }

  private struct Header: Decodable {
    var schema: String
  }

  private struct OtherSchema: Error {
    var name: String
  }

  /// Sorted keys, so that equal values give equal bytes; ends with a line feed.
  static func write(_ content: some Encodable) throws(ArchiveError) -> Data {
    try write(content, .prettyPrinted)
  }

  /// All of it on one line, with a line feed behind it.
  static func line(_ content: some Encodable) throws(ArchiveError) -> Data { try write(content, []) }

  private static func write(_ content: some Encodable, _ form: JSONEncoder.OutputFormatting) throws(ArchiveError)
    -> Data
  {
    let encoder = JSONEncoder()
    encoder.outputFormatting = form.union([.sortedKeys, .withoutEscapingSlashes])
    do { return try encoder.encode(content) + Data("\n".utf8) } catch {
      throw ArchiveError(.invalid, "a record cannot be written: \(error.localizedDescription).")
    }
  }

  static func damaged(_ url: URL, _ fault: String) -> ArchiveError {
    ArchiveError(
      .badDocument, "\(url.path.printable): \(fault). Analyse its clip again, or take the file away.")
  }

  /// Only ever a plain file: a pipe of that name would be waited for without end, a link leads elsewhere.
  private static func bytes(of url: URL) throws(ArchiveError) -> Data {
    let descriptor = open(url.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else { throw unreadable(url, errno) }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw unreadable(url, errno) }
    guard facts.st_mode & S_IFMT == S_IFREG else { throw damaged(url, "not a plain file") }
    guard facts.st_size <= longest else { throw damaged(url, "longer than \(longest >> 20) MB") }
    do { return try handle.read(upToCount: longest) ?? Data() } catch { throw unreadable(url, EIO) }
  }

  private static func unreadable(_ url: URL, _ errorNumber: Int32) -> ArchiveError {
    let cause = errorNumber == ELOOP ? "a link, not a file" : String(cString: strerror(errorNumber)).lowercased()
    return ArchiveError(.unreadable, "\(url.path.printable): \(cause). Make it readable, or analyse its clip again.")
  }

  private static func words(_ error: any Error) -> String {
    switch error as? DecodingError {
    case .keyNotFound(let key, let context): "\(place(context.codingPath + [key])) is missing"
    case .valueNotFound(_, let context): "\(place(context.codingPath)) is null"
    case .typeMismatch(_, let context): "\(place(context.codingPath)) is of another type"
    case .dataCorrupted(let context) where !context.codingPath.isEmpty:
      "\(place(context.codingPath)) holds what it cannot"
    default: "not JSON, or cut off"
    }
  }

  private static func place(_ path: [any CodingKey]) -> String {
    path.map { key in key.intValue.map { "[\($0)]" } ?? ".\(key.stringValue)" }.joined().drop { $0 == "." }
      .description.printable
  }
}
