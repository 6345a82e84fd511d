#include "probe.h"

#include <errno.h>
#include <seccomp.h>
#include <unistd.h>

long probe_call(long number, long a, long b, long c, long d, long e) {
  long result = syscall(number, a, b, c, d, e);
  return result < 0 ? -errno : result;
}

long probe_number(const char *name) { return seccomp_syscall_resolve_name(name); }
