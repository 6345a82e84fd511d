#include "openvino_face.h"

#include <algorithm>
#include <atomic>
#include <cstring>
#include <exception>
#include <memory>
#include <stdexcept>
#include <string>
#include <utility>
#include <vector>

#include <openvino/openvino.hpp>

struct fc_network {
  ov::CompiledModel compiled;
  size_t outputs;
};

struct fc_request {
  ov::InferRequest request;
  ov::Tensor input;
  std::vector<ov::Tensor> outputs;
  bool running = false;
};

namespace {

std::atomic<long> alive{0};

void put(const char *text, char *message, size_t capacity) {
  if (capacity == 0) return;
  const size_t length = std::min(std::strlen(text), capacity - 1);
  std::memcpy(message, text, length);
  message[length] = 0;
}

/// Runs `body` and makes a return code and a message of whatever it throws.
template <typename Body>
int guarded(char *message, size_t capacity, Body body) {
  try {
    body();
    return 0;
  } catch (const std::exception &error) {
    put(error.what(), message, capacity);
  } catch (...) {
    put("an exception without a text", message, capacity);
  }
  return 1;
}

/// One core for the whole process: it holds the plugins, and loading them takes most of the time of a first open.
ov::Core &core() {
  static ov::Core shared;
  return shared;
}

}  // namespace

int fc_network_open(const char *path, const char *const *outputs, size_t output_count, int streams,
                    int low_precision, fc_network **network, char *message, size_t capacity) {
  return guarded(message, capacity, [&] {
    const std::shared_ptr<ov::Model> whole = core().read_model(path);
    ov::OutputVector kept;
    for (size_t i = 0; i < output_count; ++i) kept.push_back(whole->output(outputs[i]));
    const auto model = std::make_shared<ov::Model>(kept, whole->get_parameters(), whole->get_friendly_name());
    ov::CompiledModel compiled = core().compile_model(
        model, "CPU",
        ov::AnyMap{ov::hint::inference_precision(low_precision ? ov::element::bf16 : ov::element::f32),
                   ov::num_streams(streams), ov::inference_num_threads(streams),
                   // Pinned threads would fight with the other processes of a batch for the same cores.
                   ov::hint::enable_cpu_pinning(false)});
    *network = new fc_network{std::move(compiled), output_count};
    ++alive;
  });
}

void fc_network_close(fc_network *network) {
  if (!network) return;
  delete network;
  --alive;
}

int fc_request_make(fc_network *network, fc_request **request, char *message, size_t capacity) {
  return guarded(message, capacity, [&] {
    auto made = std::make_unique<fc_request>();
    made->request = network->compiled.create_infer_request();
    made->input = made->request.get_input_tensor(0);
    if (made->input.get_element_type() != ov::element::f32) throw std::runtime_error("the input is not f32");
    for (size_t i = 0; i < network->outputs; ++i) {
      made->outputs.push_back(made->request.get_output_tensor(i));
      if (made->outputs.back().get_element_type() != ov::element::f32) throw std::runtime_error("an output is not f32");
    }
    *request = made.release();
    ++alive;
  });
}

void fc_request_free(fc_request *request) {
  if (!request) return;
  char ignored[1];
  if (request->running) fc_request_wait(request, ignored, sizeof ignored);
  delete request;
  --alive;
}

float *fc_request_input(fc_request *request, size_t *count) {
  *count = request->input.get_size();
  return request->input.data<float>();
}

int fc_request_start(fc_request *request, char *message, size_t capacity) {
  return guarded(message, capacity, [&] {
    request->request.start_async();
    request->running = true;
  });
}

int fc_request_wait(fc_request *request, char *message, size_t capacity) {
  request->running = false;
  return guarded(message, capacity, [&] { request->request.wait(); });
}

const float *fc_request_output(fc_request *request, size_t index, size_t *count) {
  *count = request->outputs[index].get_size();
  return request->outputs[index].data<const float>();
}

const char *fc_runtime_version(void) { return ov::get_openvino_version().buildNumber; }

long fc_handles_alive(void) { return alive.load(); }
