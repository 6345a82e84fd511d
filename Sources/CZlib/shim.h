#include <zlib.h>

/* deflateInit2 and inflateInit2 are macros, which Swift does not see. 16 + 15 window bits mean the gzip format. */
static inline int formcheck_gzip_begin(z_stream *stream, int level) {
  return deflateInit2(stream, level, Z_DEFLATED, 16 + 15, 8, Z_DEFAULT_STRATEGY);
}

static inline int formcheck_gunzip_begin(z_stream *stream) {
  return inflateInit2(stream, 16 + 15);
}
