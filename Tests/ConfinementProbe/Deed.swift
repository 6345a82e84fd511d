internal import CProbe
internal import Foundation

/// Something that a hostile process would try, and what the kernel said to it: 0, or an errno.
enum Deed {
  static func run(_ name: String, _ arguments: [String]) -> Int32 {
    let path = arguments.first ?? ""
    return switch name {
    case "read": read(path)
    case "write": closing(open(path, O_WRONLY | O_CREAT, 0o644))
    case "empty": closing(open(path, O_RDONLY | O_TRUNC))
    case "list": list(path)
    case "remove": code(unlink(path))
    case "folder": code(mkdir(path, 0o755))
    case "rename": code(rename(path, arguments.last ?? ""))
    case "link": code(link(path, arguments.last ?? ""))
    case "symlink": code(symlink(path, arguments.last ?? ""))
    case "pipe": code(mkfifo(path, 0o600))
    case "chmod": code(chmod(path, 0o777))
    case "execute": execute(path)
    case "signal": code(kill(Int32(path) ?? 0, 0))
    case "thread": thread()
    case "allocate": allocate(megabytes: Int(path) ?? 0)
    case "share": share()
    case "raise": raise(megabytes: Int(path) ?? 0)
    case "grow": grow(path, megabytes: Int(arguments.last ?? "") ?? 0)
    case "memory": look(at: path)
    case "call": call(path, arguments.dropFirst().map { Int($0) ?? 0 })
    case "nothing": 0
    default: preconditionFailure("\(name): no such deed")
    }
  }

  private static func code(_ result: Int32) -> Int32 { result < 0 ? errno : 0 }

  private static func closing(_ descriptor: Int32) -> Int32 {
    guard descriptor >= 0 else { return errno }
    close(descriptor)
    return 0
  }

  private static func read(_ path: String) -> Int32 {
    let descriptor = open(path, O_RDONLY)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    var byte: UInt8 = 0
    return Glibc.read(descriptor, &byte, 1) < 0 ? errno : 0
  }

  private static func list(_ path: String) -> Int32 {
    guard let folder = opendir(path) else { return errno }
    closedir(folder)
    return 0
  }

  private static func execute(_ path: String) -> Int32 {
    var arguments: [UnsafeMutablePointer<CChar>?] = [strdup(path), nil]
    return code(execv(path, &arguments))
  }

  private static func thread() -> Int32 {
    var thread = pthread_t()
    let result = pthread_create(&thread, nil, { _ in nil }, nil)
    if result == 0 { pthread_join(thread, nil) }
    return result
  }

  /// Writes to every page, so that it is there. By system calls: the optimiser leaves out memory that nobody reads.
  private static func allocate(megabytes: Int) -> Int32 {
    for _ in 0..<megabytes {
      let block = mmap(nil, 1 << 20, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0)
      guard block != MAP_FAILED else { return errno }
      let zeroes = open("/dev/zero", O_RDONLY)
      guard zeroes >= 0 else { return errno }
      defer { close(zeroes) }
      guard Glibc.read(zeroes, block, 1 << 20) == 1 << 20 else { return errno }
    }
    return 0
  }

  private static func share() -> Int32 {
    mmap(nil, 1 << 20, PROT_READ | PROT_WRITE, MAP_SHARED | MAP_ANONYMOUS, -1, 0) == MAP_FAILED ? errno : 0
  }

  /// Raises its own limit again.
  private static func raise(megabytes: Int) -> Int32 {
    var limit = rlimit(rlim_cur: rlim_t(megabytes) << 20, rlim_max: rlim_t(megabytes) << 20)
    return code(setrlimit(__rlimit_resource_t(RLIMIT_DATA.rawValue), &limit))
  }

  private static func grow(_ path: String, megabytes: Int) -> Int32 {
    let descriptor = open(path, O_WRONLY | O_CREAT, 0o644)
    guard descriptor >= 0 else { return errno }
    defer { close(descriptor) }
    let block = [UInt8](repeating: 1, count: 1 << 20)
    for _ in 0..<megabytes where Glibc.write(descriptor, block, block.count) < 0 { return errno }
    return 0
  }

  /// Opens the memory of another process.
  private static func look(at process: String) -> Int32 {
    closing(open("/proc/\(process)/mem", O_RDONLY))
  }

  /// - Parameter name: of a system call, or its number.
  private static func call(_ name: String, _ arguments: [Int]) -> Int32 {
    let all = arguments + [Int](repeating: 0, count: 5)
    let result = probe_call(Int(name) ?? probe_number(name), all[0], all[1], all[2], all[3], all[4])
    return result < 0 ? Int32(-result) : 0
  }
}
