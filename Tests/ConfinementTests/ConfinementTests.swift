internal import Confinement
internal import Foundation
internal import Testing

@Suite("A confined process", .enabled(if: Confinement.available().isComplete, "the kernel lacks Landlock or seccomp"))
struct ConfinementTests {
  let folders: Folders

  init() throws { folders = try Folders() }

  /// OWN and SIBLING stand for the two folders.
  private func spelled(_ words: [String]) -> [String] {
    words.map {
      $0.replacingOccurrences(of: "OWN", with: folders.own.path)
        .replacingOccurrences(of: "SIBLING", with: folders.sibling.path)
    }
  }

  private func confined(_ deed: [String]) throws -> ProbeRun {
    try ProbeRun(["read=/usr/share", "write=\(folders.own.path)"] + spelled(deed))
  }

  private func free(_ deed: [String]) throws -> ProbeRun {
    try ProbeRun(["free"] + spelled(deed))
  }

  @Test(
    "may do what it was given",
    arguments: [
      ["read", "/usr/share/common-licenses/GPL-3"], ["list", "/usr/share"], ["write", "OWN/new"],
      ["read", "OWN/file"], ["list", "OWN"], ["remove", "OWN/file"], ["folder", "OWN/inner"],
      ["rename", "OWN/file", "OWN/other"], ["thread"],
    ])
  func granted(deed: [String]) throws {
    #expect(try confined(deed).answer == 0)
  }

  @Test(
    "may touch no other file",
    arguments: [
      ["read", "/etc/hostname"], ["read", "/etc/passwd"], ["read", "/proc/1/cmdline"], ["list", "/"], ["list", "/tmp"],
      ["read", "SIBLING/file"], ["list", "SIBLING"], ["write", "SIBLING/file"], ["write", "SIBLING/new"],
      ["empty", "SIBLING/file"], ["remove", "SIBLING/file"], ["folder", "SIBLING/new"], ["chmod", "SIBLING/file"],
      ["rename", "OWN/file", "SIBLING/moved"], ["rename", "SIBLING/file", "OWN/moved"],
      ["link", "SIBLING/file", "OWN/linked"], ["symlink", "/etc/hostname", "OWN/link"], ["pipe", "OWN/pipe"],
      ["chmod", "OWN/file"],
    ])
  func files(deed: [String]) throws {
    // First, or the deed that succeeds would spoil the one that must not.
    let answer = try #require(try confined(deed).answer)
    #expect([EACCES, EPERM, EXDEV].contains(answer))
    #expect(try free(deed).answer == 0, "it fails without confinement, too, and so proves nothing")
  }

  @Test("is not led out by a link that lies in its folder")
  func links() throws {
    let link = folders.own.appendingPathComponent("out").path
    try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: "/etc/hostname")
    #expect(try confined(["read", link]).answer == EACCES)
    #expect(try confined(["read", "/proc/self/root/etc/hostname"]).answer == EACCES)
    #expect(try confined(["read", "OWN/../sibling/file"]).answer == EACCES)
  }

  @Test(
    "opens no socket and starts no program",
    arguments: [
      ["call", "socket", "\(AF_INET)", "1"], ["call", "socket", "\(AF_INET)", "2"],
      ["call", "socket", "\(AF_INET6)", "1"], ["call", "socket", "\(AF_UNIX)", "1"],
      ["call", "socket", "\(AF_NETLINK)", "3"], ["execute", "/usr/bin/true"], ["call", "fork"],
      ["call", "vfork"], ["call", "clone", "17"], ["share"],
      ["call", "memfd_create", "0"], ["call", "io_uring_setup", "1"], ["call", "userfaultfd", "1"],
      ["call", "keyctl", "0", "-3"], ["call", "perf_event_open"], ["call", "prctl", "1", "0"],
      ["call", "prctl", "\(1 << 32 | 1)", "0"], ["call", "prctl", "4", "1"],
      ["call", "kill", "-1", "0"], ["call", "tkill", "1", "0"], ["call", "fchmod", "1", "511"],
      ["call", "ioctl", "0", "21522"], ["call", "ioctl", "0", "\(1 << 32 | 21522)"],
      ["call", "fcntl", "0", "8", "1"], ["call", "fcntl", "0", "\(1 << 32 | 8)", "1"],
      ["call", "fcntl", "0", "15"], ["call", "shmat"], ["call", "shmctl"], ["call", "msgsnd"], ["call", "msgrcv"],
      ["call", "msgctl"], ["call", "semop"], ["call", "semctl"], ["call", "mq_unlink"],
      ["call", "mmap", "0", "4096", "3", "\(0x122)", "-1"],
    ])
  func refused(deed: [String]) throws {
    #expect(try confined(deed).answer == EPERM)
  }

  @Test("is told that calls which cannot be filtered do not exist", arguments: ["clone3", "openat2"])
  func unknown(call: String) throws {
    #expect(try confined(["call", call]).answer == ENOSYS)
  }

  @Test(
    "dies of what no honest library does",
    arguments: [
      "ptrace", "process_vm_readv", "process_vm_writev", "mount", "umount2", "unshare", "setns",
      "pivot_root", "chroot", "bpf", "kexec_load", "init_module", "finit_module", "open_by_handle_at",
      "name_to_handle_at", "reboot", "open_tree", "fsopen",
    ])
  func killed(call: String) throws {
    let run = try confined(["call", call])
    #expect(run.signal == SIGSYS)
    #expect(run.answer == nil)
  }

  @Test("cannot slip past the filter by calling as a 32-bit program's kernel knows the calls")
  func otherTables() throws {
    // The kernel's x32 table: getpid, with a bit set in its number.
    #expect(try confined(["call", "\(1 << 30 | 39)"]).signal == SIGSYS)
  }

  @Test("neither signals nor reads its parent")
  func parent() throws {
    #expect(try confined(["signal", "\(getpid())"]).answer == EPERM)
    #expect(try free(["signal", "\(getpid())"]).answer == 0)
    #expect([EACCES, EPERM].contains(try confined(["memory", "\(getpid())"]).answer))
  }

  @Test("confines itself as an ordinary user, too", .enabled(if: getuid() == 0, "only root can become another"))
  func ordinaryUser() throws {
    let nobody: UInt32 = 65534
    try FileManager.default.setAttributes([.posixPermissions: 0o777], ofItemAtPath: folders.own.path)
    let report = try ProbeRun(["write=\(folders.own.path)", "report"], as: nobody)
    #expect(report.output == Confinement.available().summary)
    #expect(try ProbeRun(["write=\(folders.own.path)", "write", folders.own.path + "/new"], as: nobody).answer == 0)
    #expect(try ProbeRun(["write=\(folders.own.path)", "read", "/etc/hostname"], as: nobody).answer == EACCES)
    #expect(try ProbeRun(["read=/proc/self", "read", "/proc/self/maps"], as: nobody).answer == 0)
  }

  @Test("keeps no file open that it inherited, but the one it is told")
  func inherited() throws {
    let isOpen = ["call", "fcntl", "7", "1"]
    #expect(try ProbeRun(["free"] + isOpen, inheriting: 7).answer == 0)
    #expect(try ProbeRun(isOpen, inheriting: 7).answer == EBADF)
    #expect(try ProbeRun(["descriptor=7"] + isOpen, inheriting: 7).answer == 0)
    #expect(try ProbeRun(["descriptor=5"] + isOpen, inheriting: 7).answer == EBADF)
  }

  @Test("says what is in force")
  func report() throws {
    let run = try ProbeRun(["memory=512", "cpu=9", "report"])
    #expect(run.output == Confinement.available().summary + ", 512 MB, 9 s of processor time")
  }

  @Test("is not made where threads are that would stay free")
  func threads() throws {
    #expect(try ProbeRun(["after-a-thread"]).output == "cannot be confined: there are 2 threads already")
  }
}

@Suite("Limits of a confined process")
struct LimitTests {
  let folders: Folders

  init() throws { folders = try Folders() }

  @Test("memory beyond the limit is an allocation that fails, and below it one that succeeds")
  func memory() throws {
    #expect(try ProbeRun(["memory=256", "read=/dev/zero", "allocate", "100"]).answer == 0)
    #expect(try ProbeRun(["memory=256", "read=/dev/zero", "allocate", "400"]).answer == ENOMEM)
    #expect(try ProbeRun(["free", "allocate", "400"]).answer == 0)
  }

  @Test("a limit cannot be raised again, by root either")
  func raising() throws {
    #expect(try ProbeRun(["memory=256", "raise", "1024"]).answer == EPERM)
  }

  @Test("processor time beyond the limit is the end")
  func processorTime() throws {
    let run = try ProbeRun(["cpu=1", "burn"])
    #expect([SIGXCPU, SIGKILL].contains(run.signal))
  }

  @Test("a file beyond the limit is a write that fails")
  func fileSize() throws {
    let path = folders.own.appendingPathComponent("large").path
    #expect(try ProbeRun(["write=\(folders.own.path)", "file=2", "grow", path, "2"]).answer == 0)
    #expect(try ProbeRun(["write=\(folders.own.path)", "file=2", "grow", path, "3"]).answer == EFBIG)
  }
}

@Suite("A process bound to its parent")
struct ParentTests {
  @Test("dies within a second of it")
  func death() throws {
    let parent = Process()
    parent.executableURL = ProbeRun.program
    parent.arguments = ["parenthood"]
    let pipe = Pipe()
    parent.standardOutput = pipe
    try parent.run()
    let child = try #require(
      Int32(String(decoding: pipe.fileHandleForReading.availableData, as: UTF8.self).trimmingCharacters(in: .newlines)))
    #expect(kill(child, 0) == 0)
    kill(parent.processIdentifier, SIGKILL)
    parent.waitUntilExit()
    let clock = ContinuousClock()
    let end = clock.now + .seconds(1)
    while Self.isAlive(child), clock.now < end { usleep(5_000) }
    #expect(!Self.isAlive(child))
  }

  @Test("does not start for a parent that is gone")
  func gone() throws {
    let run = try ProbeRun(["parent=1", "nothing"])
    #expect(run.output == "the process 1 that asked for this work is gone")
  }

  /// A process that is dead and that nobody asked about yet is not alive.
  private static func isAlive(_ process: Int32) -> Bool {
    guard let state = try? String(contentsOfFile: "/proc/\(process)/stat", encoding: .utf8) else { return false }
    return state.drop { $0 != ")" }.dropFirst(2).first != "Z"
  }
}
