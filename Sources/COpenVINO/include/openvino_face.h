#pragma once

// A small C face over OpenVINO's C++ API: open a model, keep the outputs that are used, run it.
//
// Every call that can fail returns 0 for success and something else for failure, and then `message` holds a
// zero-terminated text (cut to `capacity` bytes). No C++ exception leaves this library.

#include <stddef.h>

#ifdef __cplusplus
extern "C" {
#endif

typedef struct fc_network fc_network;
typedef struct fc_request fc_request;

/// Reads a model file and compiles it for the processor.
///
/// Only the named outputs are kept: what nothing kept depends on is removed from the graph.
/// Precision is f32, or bf16 where `low_precision` is not 0 (only for tests that must see the difference).
/// `streams` inferences run side by side, each on one thread, so the numbers do not depend on their count.
int fc_network_open(const char *path, const char *const *outputs, size_t output_count, int streams,
                    int low_precision, fc_network **network, char *message, size_t capacity);
void fc_network_close(fc_network *network);

/// One inference at a time: its input, its outputs. It keeps what it needs of the network alive.
int fc_request_make(fc_network *network, fc_request **request, char *message, size_t capacity);
/// Waits for an inference that still runs.
void fc_request_free(fc_request *request);

/// The input tensor's floats, to be filled before each start. Valid as long as the request lives.
float *fc_request_input(fc_request *request, size_t *count);
int fc_request_start(fc_request *request, char *message, size_t capacity);
int fc_request_wait(fc_request *request, char *message, size_t capacity);
/// An output in the order in which they were named. Valid until the next start.
const float *fc_request_output(fc_request *request, size_t index, size_t *count);

/// The version of the OpenVINO library that is loaded; the text lives as long as the process.
const char *fc_runtime_version(void);

/// Networks and requests that live now, in the whole process: for leak tests.
long fc_handles_alive(void);

#ifdef __cplusplus
}
#endif
