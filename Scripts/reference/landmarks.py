"""Runs the reference implementation on a clip and writes what it saw.

    landmarks.py CLIP OUT.json

The reference is MediaPipe 0.10.21's pose graph, model "full", landmarks not smoothed: what
mp.solutions.pose.Pose(model_complexity=1, smooth_landmarks=False) runs, opened one level lower so that it also tells
the regions in which it read the landmarks. All places are displayed pixels as the reference gives them.

    clip, sha256, reference
    joints      one entry a frame: [x, y] of shoulders, hips, knees, ankles (left, right each); null: nobody
    readings    every tenth frame: frame, region [x, y, side, rotation], landmarks [[x, y, visibility] x 33]
    detections  every tenth frame: frame, score, hips [x, y], top [x, y]
"""

import hashlib
import json
import os
import subprocess
import sys

import numpy as np
from mediapipe.python import solution_base
from mediapipe.calculators.util import thresholding_calculator_pb2  # noqa: F401  (registers the graph's options)

GRAPH = "mediapipe/modules/pose_landmark/pose_landmark_cpu.binarypb"
OUTPUTS = ["pose_landmarks", "pose_rect_from_landmarks", "pose_rect_from_detection", "pose_detection"]
JOINTS = [11, 12, 23, 24, 25, 26, 27, 28]
EVERY = 10


def frames(clip):
    """RGB pictures, converted exactly: the quick conversion rounds down and repeats colour samples."""
    probe = ["ffprobe", "-v", "error", "-select_streams", "v:0", "-show_entries", "stream=width,height,color_space"]
    stream = json.loads(subprocess.check_output(probe + ["-of", "json", clip]))["streams"][0]
    width, height = stream["width"], stream["height"]
    matrix = "bt709" if stream.get("color_space") == "bt709" else "bt601"
    scale = f"scale=in_color_matrix={matrix}:flags=bilinear+accurate_rnd+full_chroma_int+full_chroma_inp"
    command = ["ffmpeg", "-v", "error", "-i", clip, "-fps_mode", "passthrough", "-vf", scale]
    with subprocess.Popen(command + ["-f", "rawvideo", "-pix_fmt", "rgb24", "-"], stdout=subprocess.PIPE) as decoder:
        while len(data := decoder.stdout.read(width * height * 3)) == width * height * 3:
            yield np.frombuffer(data, np.uint8).reshape(height, width, 3)


def graph(follows):
    inputs = {"model_complexity": 1, "smooth_landmarks": False, "enable_segmentation": False,
              "smooth_segmentation": False, "use_prev_landmarks": follows}
    return solution_base.SolutionBase(binary_graph_path=GRAPH, side_inputs=inputs, outputs=OUTPUTS)


def main(clip, out):
    follower, finder = graph(True), graph(False)
    joints, readings, detections = [], [], []
    region = None
    for number, picture in enumerate(frames(clip)):
        height, width = picture.shape[:2]

        def square(rect):
            return rect and [round(v, 4) for v in
                             (rect.x_center * width, rect.y_center * height, rect.width * width, rect.rotation)]

        seen = follower.process({"image": picture})
        used = region or square(seen.pose_rect_from_detection)
        region = square(seen.pose_rect_from_landmarks)
        found = seen.pose_landmarks
        landmarks = found and [[round(p.x * width, 2), round(p.y * height, 2), round(p.visibility, 3)]
                               for p in found.landmark]
        joints.append(landmarks and [landmarks[j][:2] for j in JOINTS])
        if number % EVERY == 0:
            if landmarks:
                readings.append({"frame": number, "region": used, "landmarks": landmarks})
            detection = finder.process({"image": picture}).pose_detection
            if detection:
                points = [[round(p.x * width, 2), round(p.y * height, 2)]
                          for p in detection.location_data.relative_keypoints]
                detections.append({"frame": number, "score": round(detection.score[0], 4),
                                   "hips": points[0], "top": points[1]})
    with open(clip, "rb") as file:
        digest = hashlib.sha256(file.read()).hexdigest()
    with open(out, "w") as file:
        json.dump({"clip": os.path.basename(clip), "sha256": digest, "reference": "mediapipe 0.10.21",
                   "joints": joints, "readings": readings, "detections": detections}, file, separators=(",", ":"))
        file.write("\n")


if __name__ == "__main__":
    main(sys.argv[1], sys.argv[2])
