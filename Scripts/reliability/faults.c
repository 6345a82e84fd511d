// Makes calls fail that change a file, in the process into which it is loaded; its children are let be.
//
//   FAULT_LOG=FILE     writes down every such call, a line each, and whether it failed
//   FAULT_AT=K         the K-th of them fails, counted over all threads
//   FAULT_SINCE=1      and all that come after, as on a disk that stays full
//   FAULT_CODE=N       with this error number; 0: the process is killed instead
//
// Counted are calls on regular files, folders and the standard streams: what a process says to its own threads through
// pipes and events is no disk. What a full disk does not refuse (removing) is counted with EIO only.

#define _GNU_SOURCE
#include <dlfcn.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdarg.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/types.h>
#include <sys/uio.h>
#include <unistd.h>

static atomic_long calls;
static long first;
static int goes_on;
static int code;
static int notes = -1;

__attribute__((constructor)) static void begin(void) {
  const char *at = getenv("FAULT_AT"), *number = getenv("FAULT_CODE"), *log = getenv("FAULT_LOG");
  first = at ? atol(at) : 0;
  goes_on = getenv("FAULT_SINCE") != NULL;
  code = number ? atoi(number) : EIO;
  if (log == NULL) return;
  int low = (int)syscall(SYS_openat, AT_FDCWD, log, O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  notes = fcntl(low, F_DUPFD_CLOEXEC, 700);
  syscall(SYS_close, low);
}

static int fails(const char *call, const char *path) {
  long number = atomic_fetch_add(&calls, 1) + 1;
  int failing = first > 0 && (goes_on ? number >= first : number == first);
  if (notes >= 0) {
    char line[700];
    int length = snprintf(line, sizeof line, "%ld\t%s\t%.600s\t%s\n", number, call, path, failing ? "failed" : "-");
    syscall(SYS_write, notes, line, length);
  }
  if (failing && code == 0) raise(SIGKILL);
  if (failing) errno = code;
  return failing;
}

static int path_fails(const char *call, const char *path) {
  if (path == NULL || strncmp(path, "/dev/", 5) == 0 || strncmp(path, "/proc/", 6) == 0) return 0;
  return fails(call, path);
}

static int removal_fails(const char *call, const char *path) {
  return code == ENOSPC ? 0 : path_fails(call, path);
}

static int descriptor_fails(const char *call, int descriptor) {
  struct stat facts;
  if (syscall(SYS_fstat, descriptor, &facts) != 0) return 0;
  int is_stream = descriptor == STDOUT_FILENO || descriptor == STDERR_FILENO;
  if (!S_ISREG(facts.st_mode) && !S_ISDIR(facts.st_mode) && !is_stream) return 0;
  // A disk that stays full must not keep the program from saying so.
  if (is_stream && goes_on) return 0;
  char link[40], path[600];
  snprintf(link, sizeof link, "/proc/self/fd/%d", descriptor);
  ssize_t length = readlink(link, path, sizeof path - 1);
  path[length < 0 ? 0 : length] = 0;
  return fails(call, is_stream ? (descriptor == STDOUT_FILENO ? "stdout" : "stderr") : path);
}

#define REAL(name) ((__typeof__(&name))dlsym(RTLD_NEXT, #name))

#define ON_DESCRIPTOR(type, name, parameters, ...)                                                                     \
  type name parameters {                                                                                               \
    return descriptor_fails(#name, d) ? -1 : REAL(name)(__VA_ARGS__);                                                  \
  }

ON_DESCRIPTOR(ssize_t, write, (int d, const void *b, size_t n), d, b, n)
ON_DESCRIPTOR(ssize_t, pwrite, (int d, const void *b, size_t n, off_t o), d, b, n, o)
ON_DESCRIPTOR(ssize_t, pwrite64, (int d, const void *b, size_t n, off64_t o), d, b, n, o)
ON_DESCRIPTOR(ssize_t, writev, (int d, const struct iovec *v, int n), d, v, n)
ON_DESCRIPTOR(ssize_t, pwritev, (int d, const struct iovec *v, int n, off_t o), d, v, n, o)
ON_DESCRIPTOR(ssize_t, pwritev64, (int d, const struct iovec *v, int n, off64_t o), d, v, n, o)
ON_DESCRIPTOR(int, fsync, (int d), d)
ON_DESCRIPTOR(int, fdatasync, (int d), d)
ON_DESCRIPTOR(int, ftruncate, (int d, off_t n), d, n)
ON_DESCRIPTOR(int, ftruncate64, (int d, off64_t n), d, n)
ON_DESCRIPTOR(int, fallocate, (int d, int m, off_t o, off_t n), d, m, o, n)
ON_DESCRIPTOR(int, fallocate64, (int d, int m, off64_t o, off64_t n), d, m, o, n)

#define ON_PATH(judge, name, parameters, path, ...)                                                                    \
  int name parameters {                                                                                                \
    return judge(#name, path) ? -1 : REAL(name)(__VA_ARGS__);                                                          \
  }

ON_PATH(path_fails, rename, (const char *a, const char *b), b, a, b)
ON_PATH(path_fails, renameat, (int d, const char *a, int e, const char *b), b, d, a, e, b)
ON_PATH(path_fails, renameat2, (int d, const char *a, int e, const char *b, unsigned f), b, d, a, e, b, f)
ON_PATH(path_fails, link, (const char *a, const char *b), b, a, b)
ON_PATH(path_fails, mkdir, (const char *a, mode_t m), a, a, m)
ON_PATH(path_fails, mkdirat, (int d, const char *a, mode_t m), a, d, a, m)
ON_PATH(removal_fails, unlink, (const char *a), a, a)
ON_PATH(removal_fails, unlinkat, (int d, const char *a, int f), a, d, a, f)
ON_PATH(removal_fails, rmdir, (const char *a), a, a)

#define WRITING (O_WRONLY | O_RDWR | O_CREAT | O_TRUNC)

static mode_t mode_of(int flags, va_list rest) {
  return flags & (O_CREAT | (O_TMPFILE & ~O_DIRECTORY)) ? va_arg(rest, mode_t) : 0;
}

#define OPENING(name, parameters, path, ...)                                                                           \
  int name parameters {                                                                                                \
    va_list rest;                                                                                                      \
    va_start(rest, f);                                                                                                 \
    mode_t m = mode_of(f, rest);                                                                                       \
    va_end(rest);                                                                                                      \
    if (f & WRITING && path_fails(#name, path)) return -1;                                                             \
    return REAL(name)(__VA_ARGS__, m);                                                                                 \
  }

OPENING(open, (const char *a, int f, ...), a, a, f)
OPENING(open64, (const char *a, int f, ...), a, a, f)
OPENING(openat, (int d, const char *a, int f, ...), a, d, a, f)
OPENING(openat64, (int d, const char *a, int f, ...), a, d, a, f)
