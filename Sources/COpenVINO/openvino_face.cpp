#include "openvino_face.h"
