"""Compares a saved track with the reference's joints.

    compare.py GOLDEN.json POSE.json.gz

Prints, over shoulders, hips, knees and ankles, the distance in percent of the reference's torso, and on how many of the
frames in which the reference finds the athlete we do. Exits with 1 where the median is above 1 %, the 95th percentile
above 3 %, or fewer than 95 % of the frames are found.
"""

import gzip
import json
import sys

import numpy as np

JOINTS = [11, 12, 23, 24, 25, 26, 27, 28]


def main(golden_path, track_path):
    with open(golden_path) as file:
        golden = json.load(file)
    with gzip.open(track_path, "rt") as file:
        frames = json.load(file)["frames"]
    seen = [(np.array(theirs), frame.get("pose")) for theirs, frame in zip(golden["joints"], frames) if theirs]
    errors = []
    for theirs, pose in seen:
        if pose is None:
            continue
        ours = np.array(pose[1:]).reshape(33, 4)[JOINTS, :2]
        torso = np.hypot(*((theirs[0] + theirs[1] - theirs[2] - theirs[3]) / 2))
        errors.append(np.hypot(*(ours - theirs).T) / torso * 100)
    median, high = np.percentile(errors, 50), np.percentile(errors, 95)
    share = len(errors) / len(seen)
    print(f"{golden['clip']:32} median {median:5.2f} %   p95 {high:5.2f} %   found in {share:6.1%} of {len(seen)} frames")
    return 0 if median <= 1 and high <= 3 and share >= 0.95 else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1], sys.argv[2]))
