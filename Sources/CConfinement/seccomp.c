#include "confinement_face.h"

#include <errno.h>
#include <fcntl.h>
#include <linux/sched.h>
#include <linux/seccomp.h>
#include <seccomp.h>
#include <stddef.h>
#include <sys/ioctl.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/syscall.h>
#include <unistd.h>

// A list of what is forbidden, not of what is allowed: the decoders, the inference runtime and the C library call some
// eighty system calls, others on the next processor or in the next version, and a missing one would end an honest clip.
//
// What no library of ours ever calls kills: the parent sees SIGSYS, and knows an attack from a slip.
// What a library may try, and can do without, is an error.

/// Calls that came after the headers of Debian 12, by the number that they have on every processor.
enum {
  nr_quotactl_fd = 443,
  nr_memfd_secret = 447,
  nr_process_mrelease = 448,
  nr_fchmodat2 = 452,
  nr_lsm_set_self_attr = 460,
  nr_setxattrat = 463,
  nr_removexattrat = 466,
  nr_open_tree_attr = 467,
  nr_file_setattr = 469,
};

static const int killed[] = {
    // Other processes.
    SCMP_SYS(ptrace), SCMP_SYS(process_vm_readv), SCMP_SYS(process_vm_writev), SCMP_SYS(process_madvise),
    nr_process_mrelease, SCMP_SYS(pidfd_getfd), SCMP_SYS(kcmp),
    // Another view of the file system.
    SCMP_SYS(mount), SCMP_SYS(umount2), SCMP_SYS(pivot_root), SCMP_SYS(chroot), SCMP_SYS(move_mount),
    SCMP_SYS(open_tree), nr_open_tree_attr, SCMP_SYS(fsopen), SCMP_SYS(fsconfig), SCMP_SYS(fsmount), SCMP_SYS(fspick),
    SCMP_SYS(mount_setattr), SCMP_SYS(unshare), SCMP_SYS(setns),
    // Files by their number, past the names that rules are about.
    SCMP_SYS(name_to_handle_at), SCMP_SYS(open_by_handle_at),
    // The kernel and the machine.
    SCMP_SYS(bpf), SCMP_SYS(kexec_load), SCMP_SYS(kexec_file_load), SCMP_SYS(init_module), SCMP_SYS(finit_module),
    SCMP_SYS(delete_module), SCMP_SYS(reboot), SCMP_SYS(swapon), SCMP_SYS(swapoff), SCMP_SYS(acct), SCMP_SYS(quotactl),
    nr_quotactl_fd, SCMP_SYS(iopl), SCMP_SYS(ioperm), SCMP_SYS(syslog), SCMP_SYS(sethostname), SCMP_SYS(setdomainname),
    SCMP_SYS(settimeofday), SCMP_SYS(clock_settime), SCMP_SYS(adjtimex), SCMP_SYS(clock_adjtime), SCMP_SYS(vhangup),
};

static const int refused[] = {
    // Network and other ways out.
    SCMP_SYS(socket), SCMP_SYS(socketpair), SCMP_SYS(connect), SCMP_SYS(bind), SCMP_SYS(listen), SCMP_SYS(accept),
    SCMP_SYS(accept4), SCMP_SYS(mq_open), SCMP_SYS(mq_unlink),
    // Those that others have made are known by a number: to make none of one's own is not enough.
    SCMP_SYS(msgget), SCMP_SYS(msgsnd), SCMP_SYS(msgrcv), SCMP_SYS(msgctl), SCMP_SYS(semget), SCMP_SYS(semop),
    SCMP_SYS(semtimedop), SCMP_SYS(semctl), SCMP_SYS(shmat), SCMP_SYS(shmctl),
    // Other programs and processes. `clone` has rules of its own.
    SCMP_SYS(execve), SCMP_SYS(execveat), SCMP_SYS(fork), SCMP_SYS(vfork), SCMP_SYS(pidfd_open),
    SCMP_SYS(pidfd_send_signal), SCMP_SYS(tkill), SCMP_SYS(rt_sigqueueinfo), SCMP_SYS(rt_tgsigqueueinfo),
    SCMP_SYS(move_pages), SCMP_SYS(migrate_pages), SCMP_SYS(setpgid), SCMP_SYS(setsid),
    // Wide doors into the kernel.
    SCMP_SYS(io_uring_setup), SCMP_SYS(io_uring_enter), SCMP_SYS(io_uring_register), SCMP_SYS(userfaultfd),
    SCMP_SYS(perf_event_open), SCMP_SYS(keyctl), SCMP_SYS(add_key), SCMP_SYS(request_key), SCMP_SYS(personality),
    SCMP_SYS(fanotify_init), SCMP_SYS(lookup_dcookie), SCMP_SYS(vmsplice), nr_lsm_set_self_attr,
    // What Landlock does not know: the attributes of any file that the user owns, and truncation before its version 3.
    SCMP_SYS(chmod), SCMP_SYS(fchmod), SCMP_SYS(fchmodat), nr_fchmodat2, SCMP_SYS(chown), SCMP_SYS(fchown),
    SCMP_SYS(lchown), SCMP_SYS(fchownat), SCMP_SYS(setxattr), SCMP_SYS(lsetxattr), SCMP_SYS(fsetxattr), nr_setxattrat,
    SCMP_SYS(removexattr), SCMP_SYS(lremovexattr), SCMP_SYS(fremovexattr), nr_removexattrat, nr_file_setattr,
    SCMP_SYS(utime), SCMP_SYS(utimes), SCMP_SYS(futimesat), SCMP_SYS(utimensat), SCMP_SYS(truncate), SCMP_SYS(mknod),
    SCMP_SYS(mknodat),
    // Memory that the limit of private memory does not count.
    SCMP_SYS(memfd_create), nr_memfd_secret, SCMP_SYS(shmget),
};

/// Arguments that the kernel reads from memory cannot be filtered. Whoever is told that the kernel has no such call takes
/// the older one, which can: the C library makes its threads by `clone` then.
static const int unknown[] = {SCMP_SYS(clone3), SCMP_SYS(openat2)};

static int add(scmp_filter_ctx filter, uint32_t action, int number, unsigned count, const struct scmp_arg_cmp *when) {
  int result = -seccomp_rule_add_array(filter, action, number, count, when);
  // A call that this processor never had.
  return result == EDOM ? 0 : result;
}

static int add_all(scmp_filter_ctx filter, uint32_t action, const int *numbers, size_t count) {
  for (size_t index = 0; index < count; index++) {
    int result = add(filter, action, numbers[index], 0, NULL);
    if (result != 0) return result;
  }
  return 0;
}

/// Only the low half of the argument counts for the kernel, so only that half is compared.
static struct scmp_arg_cmp is_int(unsigned argument, unsigned value) {
  return SCMP_CMP64(argument, SCMP_CMP_MASKED_EQ, 0xffffffff, value);
}

static struct scmp_arg_cmp has(unsigned argument, uint64_t mask, uint64_t value) {
  return SCMP_CMP64(argument, SCMP_CMP_MASKED_EQ, mask, value);
}

static struct scmp_arg_cmp is_not(unsigned argument, uint64_t value) {
  return SCMP_CMP64(argument, SCMP_CMP_NE, value, 0);
}

static int add_conditions(scmp_filter_ctx filter) {
  pid_t self = getpid();
  const struct {
    int number;
    struct scmp_arg_cmp when;
  } rules[] = {
      // Threads, and nothing else.
      {SCMP_SYS(clone), has(0, CLONE_THREAD, 0)},
      {SCMP_SYS(clone), has(0, CLONE_NEWNS, CLONE_NEWNS)},
      {SCMP_SYS(clone), has(0, CLONE_NEWCGROUP, CLONE_NEWCGROUP)},
      {SCMP_SYS(clone), has(0, CLONE_NEWUTS, CLONE_NEWUTS)},
      {SCMP_SYS(clone), has(0, CLONE_NEWIPC, CLONE_NEWIPC)},
      {SCMP_SYS(clone), has(0, CLONE_NEWUSER, CLONE_NEWUSER)},
      {SCMP_SYS(clone), has(0, CLONE_NEWPID, CLONE_NEWPID)},
      {SCMP_SYS(clone), has(0, CLONE_NEWNET, CLONE_NEWNET)},
      // Signals to itself alone.
      {SCMP_SYS(kill), is_not(0, (uint64_t)self)},
      {SCMP_SYS(tgkill), is_not(0, (uint64_t)self)},
      // To be sent when a pipe of its own has something in it.
      {SCMP_SYS(fcntl), is_int(1, F_SETOWN)},
      {SCMP_SYS(fcntl), is_int(1, F_SETOWN_EX)},
      // Limits and processors of its own.
      {SCMP_SYS(prlimit64), is_not(0, 0)},
      // What was said at the start stays said.
      {SCMP_SYS(prctl), is_int(0, PR_SET_PDEATHSIG)},
      {SCMP_SYS(prctl), is_int(0, PR_SET_DUMPABLE)},
      {SCMP_SYS(prctl), is_int(0, PR_SET_PTRACER)},
      // Typing into the terminal that the parent sits at.
      {SCMP_SYS(ioctl), is_int(1, TIOCSTI)},
      {SCMP_SYS(ioctl), is_int(1, TIOCLINUX)},
      // Emptying a file that may only be read, which Landlock knows from version 3 on.
      {SCMP_SYS(open), has(1, O_ACCMODE | O_TRUNC, O_TRUNC)},
      {SCMP_SYS(openat), has(2, O_ACCMODE | O_TRUNC, O_TRUNC)},
      // Shared memory, which the limit of private memory does not count.
      {SCMP_SYS(mmap), has(3, MAP_TYPE | MAP_ANONYMOUS, MAP_SHARED | MAP_ANONYMOUS)},
      // Stacks, neither: the limit of addresses is all that would hold them.
      {SCMP_SYS(mmap), has(3, MAP_GROWSDOWN, MAP_GROWSDOWN)},
  };
  for (size_t index = 0; index < sizeof rules / sizeof *rules; index++) {
    int result = add(filter, SCMP_ACT_ERRNO(EPERM), rules[index].number, 1, &rules[index].when);
    if (result != 0) return result;
  }
  return 0;
}

int fc_seccomp_is_available(void) {
  uint32_t action = SECCOMP_RET_KILL_PROCESS;
  return syscall(SYS_seccomp, SECCOMP_GET_ACTION_AVAIL, 0, &action) == 0;
}

int fc_seccomp_enter(void) {
  scmp_filter_ctx filter = seccomp_init(SCMP_ACT_ALLOW);
  if (filter == NULL) return ENOMEM;
  // Calls in the manner of another processor (32 bits, x32) would pass by every rule.
  int result = -seccomp_attr_set(filter, SCMP_FLTATR_ACT_BADARCH, SCMP_ACT_KILL_PROCESS);
  if (result == 0) result = -seccomp_attr_set(filter, SCMP_FLTATR_CTL_TSYNC, 1);
  if (result == 0) result = add_all(filter, SCMP_ACT_KILL_PROCESS, killed, sizeof killed / sizeof *killed);
  if (result == 0) result = add_all(filter, SCMP_ACT_ERRNO(EPERM), refused, sizeof refused / sizeof *refused);
  if (result == 0) result = add_all(filter, SCMP_ACT_ERRNO(ENOSYS), unknown, sizeof unknown / sizeof *unknown);
  if (result == 0) result = add_conditions(filter);
  if (result == 0) result = -seccomp_load(filter);
  seccomp_release(filter);
  return result;
}
