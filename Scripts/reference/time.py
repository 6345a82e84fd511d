"""Prints the seconds that the reference Python pipeline needs to decode a clip and track every frame: time.py CLIP"""

import sys
import time

import cv2
import mediapipe

with mediapipe.solutions.pose.Pose(model_complexity=1, smooth_landmarks=False) as pose:
    start = time.monotonic()
    clip = cv2.VideoCapture(sys.argv[1])
    while True:
        found, frame = clip.read()
        if not found:
            break
        pose.process(cv2.cvtColor(frame, cv2.COLOR_BGR2RGB))
    print(f"{time.monotonic() - start:.3f}")
