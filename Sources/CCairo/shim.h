#include <cairo/cairo.h>
#include <ft2build.h>
#include FT_FREETYPE_H
#include FT_OUTLINE_H

/* A macro with a cast, which Swift does not see: hinting that moves outlines up and down only, so widths stay true. */
static const FT_Int32 formcheck_load_outline = FT_LOAD_NO_BITMAP | FT_LOAD_TARGET_LIGHT;
