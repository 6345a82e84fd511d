#pragma once

/// Any system call with up to five arguments: Swift cannot call variadic functions.
/// Returns what the kernel returned, or the errno with its sign turned.
long probe_call(long number, long a, long b, long c, long d, long e);

/// The number of a system call on this processor; negative: it has none of that name.
long probe_number(const char *name);
