internal import Foundation

/// Puts the process in order before the first command.
@main
enum Entry {
  static func main() async {
    // A reader that has gone away is an error of one write, not the end of the process.
    signal(SIGPIPE, SIG_IGN)
    // A stream that the caller closed would lend its number to the next file that is opened, and texts would go there.
    for stream in [STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO] where fcntl(stream, F_GETFD) == -1 {
      _ = open("/dev/null", O_RDONLY)
    }
    // A worker confines itself before there is a second thread: here nothing has waited yet.
    if CommandLine.arguments.dropFirst().first == WorkerCommand.name { exit(WorkerCommand.run().rawValue) }
    await Formcheck.main()
  }
}
