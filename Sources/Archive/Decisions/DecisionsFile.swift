internal import Foundation
internal import Movement

/// `decisions.jsonl` of a results folder: what coaches decided, a line each, in the order in which it was acknowledged.
///
/// Lines are only ever added behind the others; forgetting alone makes the file anew. Programs of ours do both within a
/// writing transaction of the archive, of which there is one at a time; a script of somebody's own that adds a line should
/// lock the file (`flock`), as is done here.
struct DecisionsFile {
  let folder: URL

  private var url: URL { folder.appendingPathComponent(ResultsLayout.decisionsFile) }
  private var draft: URL { folder.appendingPathComponent(".\(ResultsLayout.decisionsFile).new") }

  /// Bytes; 0: there is no file.
  var length: Int {
    get throws {
      var facts = stat()
      guard lstat(url.path, &facts) == 0 else {
        guard errno == ENOENT else { throw failure(errno) }
        return 0
      }
      return Int(facts.st_size)
    }
  }

  // MARK: - Reading

  /// Calls with every line and its number, from 1, one after the other; of a file of any length only one line is held.
  ///
  /// - Parameter body: gets `nil` for a line that is too long to be a decision's.
  /// - Returns: the bytes that were read.
  func forEachLine(_ body: (Data?, Int) throws -> Void) throws -> Int {
    guard let handle = try opened() else { return 0 }
    var (line, isTooLong, number, length) = (Data(), false, 0, 0)
    func end() throws {
      number += 1
      try body(isTooLong ? nil : line, number)
      (line, isTooLong) = (Data(), false)
    }
    while let chunk = try reading({ try handle.read(upToCount: 1 << 16) }), !chunk.isEmpty {
      length += chunk.count
      var rest = chunk[...]
      while let feed = rest.firstIndex(of: UInt8(ascii: "\n")) {
        add(rest[..<feed])
        try end()
        rest = rest[(feed + 1)...]
      }
      add(rest)
    }
    if !line.isEmpty || isTooLong { try end() }
    return length

    func add(_ bytes: Data) {
      guard !isTooLong, line.count + bytes.count <= Decision.longestLine else {
        (line, isTooLong) = (Data(), true)
        return
      }
      line += bytes
    }
  }

  /// Calls with every decision in order. What is damaged is named and passed over; the rest of a cut-off last line too.
  ///
  /// - Returns: the bytes that were read, and a sentence for each line that was passed over.
  func forEachDecision(_ body: (Decision) throws -> Void) throws -> (length: Int, problems: [String]) {
    var problems: [String] = []
    var unsaid = 0
    func pass(over number: Int, _ words: String) {
      guard problems.count < 100 else { return unsaid += 1 }
      problems.append("\(url.path.printable), line \(number): \(words). It is passed over.")
    }
    let length = try forEachLine { line, number in
      guard let line else { return pass(over: number, "longer than any decision") }
      guard line.contains(where: { $0 != 32 && $0 != 9 && $0 != 13 }) else { return }
      let decision: Decision
      do { decision = try Decision(line: line) } catch let error as Document.Misfit {
        return pass(over: number, error.words)
      }
      do { try body(decision) } catch let error as DecisionTable.Clash {
        pass(over: number, error.words)
      }
    }
    if unsaid > 0 { problems.append("\(url.path.printable): \(unsaid) more lines are passed over.") }
    return (length, problems)
  }

  // MARK: - Writing

  /// Puts lines behind the others, on disk when the call returns. When it throws nothing has been added.
  ///
  /// - Parameter lines: each with its line feed.
  /// - Returns: the bytes that the file has now.
  func append(_ lines: Data) throws -> Int {
    let isNew = try length == 0
    let descriptor = open(url.path, O_RDWR | O_CREAT | O_APPEND | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0o644)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    try lock(descriptor)
    let old = try plainLength(descriptor)
    var last = UInt8(ascii: "\n")
    if old > 0, pread(descriptor, &last, 1, off_t(old - 1)) != 1 { throw failure(errno) }
    // Behind a line that was cut off: a line of its own.
    let text = last == UInt8(ascii: "\n") ? lines : Data("\n".utf8) + lines
    do {
      try write(text, to: descriptor)
      guard fsync(descriptor) == 0 else { throw failure(errno) }
      if isNew { try synchronizeFolder() }
    } catch {
      _ = ftruncate(descriptor, off_t(old))
      throw error
    }
    return old + text.count
  }

  /// Makes the file anew, without some of its lines; the new one or the old one is there, never a part.
  ///
  /// - Returns: the bytes that the file has now.
  func rewrite(keeping isKept: (Data) -> Bool) throws -> Int {
    guard let old = try opened() else { return 0 }
    try lock(old.fileDescriptor)
    // Whoever wants to add to the old one waits for it until the new one has its name.
    defer { try? old.close() }
    guard unlink(draft.path) == 0 || errno == ENOENT else { throw failure(errno) }
    let descriptor = open(draft.path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0o644)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    var length = 0
    do {
      _ = try forEachLine { line, _ in
        // Nobody can tell whom a line shows that is too long to be ours.
        guard let line, isKept(line) else { return }
        try write(line + Data("\n".utf8), to: descriptor)
        length += line.count + 1
      }
      guard fsync(descriptor) == 0, rename(draft.path, url.path) == 0 else { throw failure(errno) }
    } catch {
      unlink(draft.path)
      throw error
    }
    try synchronizeFolder()
    return length
  }

  // MARK: - The file itself

  /// Until the descriptor is closed. Nobody holds it for long.
  private func lock(_ descriptor: Int32) throws {
    let end = ContinuousClock.now + .seconds(5)
    while flock(descriptor, LOCK_EX | LOCK_NB) != 0 {
      guard errno == EWOULDBLOCK || errno == EINTR else { throw failure(errno) }
      guard ContinuousClock.now < end else {
        throw ArchiveError(
          .busy, "\(url.path.printable): another program is writing to it. Wait until it has ended, then try again.")
      }
      usleep(1_000)
    }
  }

  /// Only ever a plain file: a pipe of that name would be waited for without end, a link leads elsewhere.
  private func opened() throws -> FileHandle? {
    let descriptor = open(url.path, O_RDONLY | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK)
    guard descriptor >= 0 else {
      guard errno == ENOENT else { throw failure(errno) }
      return nil
    }
    let handle = FileHandle(fileDescriptor: descriptor, closeOnDealloc: true)
    _ = try plainLength(descriptor)
    return handle
  }

  private func plainLength(_ descriptor: Int32) throws -> Int {
    var facts = stat()
    guard fstat(descriptor, &facts) == 0 else { throw failure(errno) }
    guard facts.st_mode & S_IFMT == S_IFREG else {
      throw ArchiveError(.unreadable, "\(url.path.printable): not a plain file. Move it away, then try again.")
    }
    return Int(facts.st_size)
  }

  private func reading<Value>(_ body: () throws -> Value) throws -> Value {
    do { return try body() } catch { throw failure(EIO) }
  }

  private func write(_ data: Data, to descriptor: Int32) throws {
    try data.withUnsafeBytes { bytes in
      var offset = 0
      while offset < bytes.count {
        let count = Foundation.write(descriptor, bytes.baseAddress! + offset, bytes.count - offset)
        if count < 0, errno == EINTR { continue }
        guard count > 0 else { throw failure(errno) }
        offset += count
      }
    }
  }

  /// A new name is safe from a power cut only once its folder is on the disk.
  private func synchronizeFolder() throws {
    let descriptor = open(folder.path, O_RDONLY | O_DIRECTORY | O_CLOEXEC)
    guard descriptor >= 0 else { throw failure(errno) }
    defer { close(descriptor) }
    guard fsync(descriptor) == 0 || errno == EINVAL else { throw failure(errno) }
  }

  private func failure(_ number: Int32) -> ArchiveError {
    let cause = number == ELOOP ? "a link, not a file" : String(cString: strerror(number)).lowercased()
    let (kind, mend): (ArchiveError.Kind, String) =
      switch number {
      case ENOSPC, EDQUOT: (.diskFull, "Nothing was changed. Free some space, then try again.")
      case EACCES, EPERM, EROFS, ENOENT, ENOTDIR:
        (.notWritable, "Give yourself permission to read and write it and its folder, then try again.")
      case ELOOP, EISDIR, ENXIO: (.unreadable, "Move it away, then try again.")
      default: (.system, "Check the disk, then try again.")
      }
    return ArchiveError(kind, "\(url.path.printable): \(cause). \(mend)")
  }
}
