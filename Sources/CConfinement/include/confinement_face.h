#pragma once

// A small C face over what a process can do to confine itself: Landlock, seccomp, limits, and its bond to its parent.
//
// C, because Swift cannot call `syscall`, which is variadic, and because seccomp's rules are macros.
// Every call that can fail returns 0 for success, else the system's errno.

#include <stdint.h>
#include <sys/types.h>

/// What may be done at and below a path.
enum fc_grant {
  fc_grant_read = 1,
  /// Everything that makes, changes and takes away regular files and folders.
  fc_grant_write = 2,
};

/// The version of the kernel's Landlock; 0: it has none, or it is switched off.
int fc_landlock_version(void);

/// Makes a set of rules that forbids everything that this version knows: files, TCP, signals and sockets to others.
/// The descriptor is the caller's. `version` is taken down to what the kernel really accepts.
int fc_landlock_make(int *version, int *ruleset);

/// Grants a path in a set of rules. ENOENT where there is no such path.
int fc_landlock_allow(int ruleset, int version, const char *path, int grant);

/// Puts the set of rules in force, for this thread and the threads that it makes from now on, until they end.
int fc_landlock_enter(int ruleset);

/// Can the kernel filter system calls?
int fc_seccomp_is_available(void);

/// Puts the filter of system calls in force, for the whole process, until it ends.
int fc_seccomp_enter(void);

/// Threads of this process; negative: an errno.
int fc_thread_count(void);

/// Closes every descriptor but the three streams and this one; -1: no other.
int fc_close_all_but(int descriptor);

/// Neither this process nor what it would become gains rights by executing a file.
int fc_forbid_new_privileges(void);

/// Gives away what root may do and others may not, such as raising limits again.
int fc_drop_capabilities(void);

/// No other process of the same user may look into this one, and it leaves no core file.
int fc_hide_memory(void);

/// The process is killed when the thread that made it ends. ESRCH where the parent is another one already.
int fc_die_with_parent(pid_t parent);

enum fc_limit {
  /// Bytes of private memory that can be written.
  fc_limit_data,
  /// Bytes of addresses.
  fc_limit_addresses,
  /// Seconds of all processors together: then the process dies of SIGXCPU.
  fc_limit_cpu,
  /// Bytes of one file.
  fc_limit_file_size,
  /// Descriptors.
  fc_limit_files,
  /// Bytes of a core file.
  fc_limit_core,
};

/// Lowers a limit. It is never raised: where a lower one is in force, that one stays.
int fc_lower_limit(enum fc_limit limit, uint64_t value);
