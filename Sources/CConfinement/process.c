#include "confinement_face.h"

#include <dirent.h>
#include <errno.h>
#include <linux/capability.h>
#include <signal.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

int fc_thread_count(void) {
  DIR *tasks = opendir("/proc/self/task");
  if (tasks == NULL) return -errno;
  int count = 0;
  for (struct dirent *entry; (entry = readdir(tasks)) != NULL;) count += entry->d_name[0] != '.';
  closedir(tasks);
  return count;
}

int fc_close_all_but(int descriptor) {
  unsigned kept = descriptor < 3 ? 2 : (unsigned)descriptor;
  if (kept > 3 && close_range(3, kept - 1, 0) != 0) return errno;
  return close_range(kept + 1, ~0U, 0) == 0 ? 0 : errno;
}

int fc_forbid_new_privileges(void) { return prctl(PR_SET_NO_NEW_PRIVS, 1, 0, 0, 0) == 0 ? 0 : errno; }

int fc_drop_capabilities(void) {
  struct __user_cap_header_struct header = {.version = _LINUX_CAPABILITY_VERSION_3};
  struct __user_cap_data_struct none[_LINUX_CAPABILITY_U32S_3] = {0};
  return syscall(SYS_capset, &header, none) == 0 ? 0 : errno;
}

int fc_hide_memory(void) { return prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) == 0 ? 0 : errno; }

int fc_die_with_parent(pid_t parent) {
  if (prctl(PR_SET_PDEATHSIG, SIGKILL, 0, 0, 0) != 0) return errno;
  // A parent that ended before the line above sends no signal any more.
  return getppid() == parent ? 0 : ESRCH;
}

static int resource(enum fc_limit limit) {
  switch (limit) {
    case fc_limit_data: return RLIMIT_DATA;
    case fc_limit_addresses: return RLIMIT_AS;
    case fc_limit_cpu: return RLIMIT_CPU;
    case fc_limit_file_size: return RLIMIT_FSIZE;
    case fc_limit_files: return RLIMIT_NOFILE;
    case fc_limit_core: return RLIMIT_CORE;
  }
  return -1;
}

int fc_lower_limit(enum fc_limit limit, uint64_t value) {
  struct rlimit bounds;
  if (getrlimit(resource(limit), &bounds) != 0) return errno;
  if (bounds.rlim_cur > value) bounds.rlim_cur = value;
  if (bounds.rlim_max > value) bounds.rlim_max = value;
  // What is too long is an error of one write, not the end of the process.
  if (limit == fc_limit_file_size) signal(SIGXFSZ, SIG_IGN);
  return setrlimit(resource(limit), &bounds) == 0 ? 0 : errno;
}
