#include "confinement_face.h"

#include <errno.h>
#include <fcntl.h>
#include <stddef.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

// The kernel's interface in our own words: Debian's header ends at version 2, and the kernel decides at run time.

enum {
  create_ruleset = 444,
  add_rule = 445,
  restrict_self = 446,
  ask_version = 1,
  path_beneath = 1,
};

struct ruleset_rights {
  uint64_t files;
  uint64_t network;
  uint64_t scoped;
};

struct path_rule {
  uint64_t rights;
  int32_t parent;
} __attribute__((packed));

enum {
  right_execute = 1 << 0,
  right_write_file = 1 << 1,
  right_read_file = 1 << 2,
  right_read_folder = 1 << 3,
  right_remove_folder = 1 << 4,
  right_remove_file = 1 << 5,
  right_make_folder = 1 << 7,
  right_make_file = 1 << 8,
  // From version 2 on: to move a file from one folder to another. Before, the kernel forbids it to all.
  right_refer = 1 << 13,
  // From version 3 on.
  right_truncate = 1 << 14,
  // From version 5 on.
  right_control_device = 1 << 15,
};

enum { tcp_bind_and_connect = 3, scoped_sockets_and_signals = 3 };

static uint64_t known_file_rights(int version) {
  uint64_t first = (1 << 13) - 1;
  return first | (version >= 2 ? right_refer : 0) | (version >= 3 ? right_truncate : 0) |
         (version >= 5 ? right_control_device : 0);
}

int fc_landlock_version(void) {
  long version = syscall(create_ruleset, NULL, 0, ask_version);
  return version < 0 ? 0 : (int)version;
}

int fc_landlock_make(int *version, int *ruleset) {
  for (;;) {
    struct ruleset_rights rights = {
        .files = known_file_rights(*version),
        .network = *version >= 4 ? tcp_bind_and_connect : 0,
        .scoped = *version >= 6 ? scoped_sockets_and_signals : 0,
    };
    // An older kernel refuses a structure that is longer than its own, unless the rest of it is zero.
    long made = syscall(create_ruleset, &rights, sizeof rights, 0);
    if (made >= 0) {
      *ruleset = (int)made;
      return 0;
    }
    // There are kernels that claim 6 and know only half of what came with it.
    if (errno != EINVAL || *version < 6) return errno;
    *version = 5;
  }
}

int fc_landlock_allow(int ruleset, int version, const char *path, int grant) {
  int descriptor = open(path, O_PATH | O_CLOEXEC);
  if (descriptor < 0) return errno;
  struct stat status;
  int result = 0;
  if (fstat(descriptor, &status) != 0) {
    result = errno;
  } else {
    uint64_t rights = 0;
    if (grant & fc_grant_read) rights |= right_read_file | right_read_folder;
    if (grant & fc_grant_write) {
      rights |= right_write_file | right_remove_folder | right_remove_file | right_make_folder | right_make_file |
                right_refer | right_truncate;
    }
    // The kernel refuses rights that a file cannot have.
    if (!S_ISDIR(status.st_mode)) rights &= right_read_file | right_write_file | right_truncate;
    struct path_rule rule = {.rights = rights & known_file_rights(version), .parent = descriptor};
    if (syscall(add_rule, ruleset, path_beneath, &rule, 0) != 0) result = errno;
  }
  close(descriptor);
  return result;
}

int fc_landlock_enter(int ruleset) { return syscall(restrict_self, ruleset, 0) == 0 ? 0 : errno; }
