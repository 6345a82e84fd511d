#include <libavcodec/avcodec.h>
#include <libavformat/avformat.h>
#include <libavutil/cpu.h>
#include <libavutil/display.h>
#include <libavutil/imgutils.h>
#include <libavutil/opt.h>
#include <libavutil/pixdesc.h>
#include <libswscale/swscale.h>

// Macros with casts or calls in them, which Swift cannot import.
static const int shim_error_again = AVERROR(EAGAIN);
static const int shim_error_end = AVERROR_EOF;
static const int shim_error_invalid_argument = AVERROR(EINVAL);
static const int shim_error_invalid_data = AVERROR_INVALIDDATA;
static const int shim_error_io = AVERROR(EIO);
static const int shim_error_memory = AVERROR(ENOMEM);
static const int shim_error_no_encoder = AVERROR_ENCODER_NOT_FOUND;
static const int shim_error_permission = AVERROR(EPERM);
static const int64_t shim_no_timestamp = AV_NOPTS_VALUE;
