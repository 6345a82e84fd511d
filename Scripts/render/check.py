"""`python -m render.check CLIP.mp4 ...`: how the reference pose tracker sees the rendered clips, against their truth.

Prints for each clip the share of frames with a person, the error of the hip angle (all frames and at the tops), the turn of the face line and
what the truth's own measures would be flagged for where the recipe does not say so.
"""

import json
import sys
from pathlib import Path

import cv2
import mediapipe as mp
import numpy as np

from .limits import summary
from .truth import body_line

POINTS = {"shoulder": (11, 12), "hip": (23, 24), "knee": (25, 26)}
EARS, NOSE = (7, 8), 0


def track(path, truth):
    """Tracked hip angle and face-line angle per frame, nan where nobody was found or not near the athlete's box."""
    capture = cv2.VideoCapture(str(path))
    side = 1 if truth["facing"] == "right" else 0
    mirror = -1 if truth["facing"] == "right" else 1
    boxes = truth.get("perFrame", {}).get("box")
    rows = []
    with mp.solutions.pose.Pose(model_complexity=1) as pose:
        while True:
            good, picture = capture.read()
            if not good:
                return np.array(rows)
            if (picture.shape[1], picture.shape[0]) != (truth["width"], truth["height"]):
                picture = cv2.rotate(picture, cv2.ROTATE_90_CLOCKWISE)
            found = pose.process(cv2.cvtColor(picture, cv2.COLOR_BGR2RGB)).pose_landmarks
            if not found:
                rows.append([np.nan] * 3)
                continue
            size = np.array([picture.shape[1], picture.shape[0]])
            marks = np.array([[mark.x, mark.y] for mark in found.landmark]) * size
            shoulder, hip, knee = (marks[POINTS[name][side]] for name in ("shoulder", "hip", "knee"))
            ear = marks[EARS[side]]
            face, axis = marks[NOSE] - ear, shoulder - hip
            turned = np.degrees(np.arctan2(-face[1], -mirror * face[0]) - np.arctan2(-axis[1], -mirror * axis[0]))
            box = boxes[min(len(rows), len(boxes) - 1)] if boxes else [0, 0, *size]
            inside = box[0] - 30 < hip[0] < box[2] + 30 and box[1] - 30 < hip[1] < box[3] + 30
            rows.append([180 + body_line(shoulder, hip, knee, mirror), (turned + 180) % 360 - 180, inside])


def compare(rows, truth):
    """Errors of the tracked hip angle, overall and at the tops, and the tracked range of the face line, as text."""
    frames = truth["perFrame"]
    count = min(len(rows), len(frames["t"]))
    hip, face = rows[:count, 0], rows[:count, 1]
    times = np.array(frames["t"][:count])
    error = hip - frames["hip_deg"][:count]
    tops = [np.nanmedian(error[abs(times - rep["top"]) < max(rep["hold"] / 2, 0.1)]) for rep in truth["reps"]]
    turns = [np.nanpercentile(face[(times > rep["start"]) & (times < rep["end"])], [5, 95]) for rep in truth["reps"]]
    return "\n".join(
        [
            f"  hip error: mean absolute {np.nanmean(abs(error)):.1f}, median {np.nanmedian(error):+.1f}, at the tops {np.round(tops, 1).tolist()}",
            f"  trunk: mean {np.mean(frames['tau_deg']):.1f}, range {np.ptp(frames['tau_deg']):.1f}",
            f"  face line: median {np.median(frames['head_deg']):.0f}, tracked {np.nanmedian(face):.0f}, "
            f"ranges tracked {[round(float(high - low)) for low, high in turns]}",
        ]
    )


def main():
    """Checks every clip named on the command line."""
    for path in map(Path, sys.argv[1:]):
        truth = json.loads(path.with_name(path.stem + ".truth.json").read_text())
        rows = track(path, truth)
        found, athlete = np.isfinite(rows[:, 0]).mean(), (rows[:, 2] == 1).mean()
        print(f"{path.stem}: {path.stat().st_size / 1e6:.2f} MB, {len(rows)} frames, found {found:.1%}, athlete {athlete:.1%}", flush=True)
        for line in summary(truth):
            print(" ", line)
        if truth.get("perFrame"):
            print(compare(rows, truth))


main()
