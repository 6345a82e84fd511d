internal import Confinement
internal import Foundation

/// Confines itself, then does what it is told, and prints the errno that the kernel answered with (0: done).
///
///     confinement-probe [free] [read=PATH]… [write=FOLDER] [memory=MB] [cpu=S] [file=MB] [descriptor=N] [parent=PID]
///         DEED ARGUMENT…
///
/// `free` leaves the confinement out: a deed that fails anyway would prove nothing.
@main
enum Probe {
  static func main() {
    var words = CommandLine.arguments.dropFirst()
    var confinement = Confinement(readable: [])
    var isFree = false
    while let word = words.first {
      let parts = word.split(separator: "=", maxSplits: 1).map(String.init)
      guard word == "free" || parts.count == 2 else { break }
      words.removeFirst()
      switch parts[0] {
      case "read": confinement.readable.append(URL(fileURLWithPath: parts[1]))
      case "write": confinement.writable = URL(fileURLWithPath: parts[1], isDirectory: true)
      case "memory": confinement.memory = Int(parts[1])
      case "cpu": confinement.processorTime = Int(parts[1])
      case "file": confinement.fileSize = Int(parts[1])
      case "descriptor": confinement.descriptor = Int32(parts[1])
      case "parent": confinement.parent = Int32(parts[1])
      default: isFree = true
      }
    }
    let deed = words.removeFirst()
    if deed == "after-a-thread" {
      Thread.detachNewThread { sleep(60) }
    } else if deed == "parenthood" {
      beParent()
    }
    if !isFree {
      do {
        let report = try confinement.apply()
        if deed == "report" { say(report.summary) }
      } catch {
        say("\(error)")
        exit(1)
      }
    }
    switch deed {
    case "report", "after-a-thread": break
    case "burn": while true {}
    case "wait":
      say("\(getpid())")
      sleep(60)
    default: say("\(Deed.run(deed, Array(words)))")
    }
  }

  /// At once, also to a pipe.
  private static func say(_ text: String) {
    FileHandle.standardOutput.write(Data((text + "\n").utf8))
  }

  /// Starts a confined child that waits, and waits too: the child's number is printed by the child.
  private static func beParent() {
    let child = Process()
    child.executableURL = URL(fileURLWithPath: "/proc/self/exe").resolvingSymlinksInPath()
    child.arguments = ["parent=\(getpid())", "wait"]
    try? child.run()
    sleep(60)
    exit(0)
  }
}
