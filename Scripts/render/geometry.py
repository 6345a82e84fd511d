"""What the rules measure on the joints: heights, bends, the trunk, seen by the camera and without noise.

Lengths are shares of the leg (Ll: thigh and shank) or of the trunk (Lt), medians over the set; angles are degrees.
"""

import numpy as np
from scipy.stats import theilslopes

from .motion import RATE

CONTACT_HEIGHT, CONTACT_SPEED = 0.04, 0.05
GRID = 30  # samples a second


def _elevation(part, mirror):
    """The elevation above the horizontal, feet-ward positive, of image vectors with y down."""
    return np.degrees(np.arctan2(-part[..., 1], mirror * part[..., 0]))


def _wrap(angle):
    return (angle + 180) % 360 - 180


def _spread(values, low=5, high=95):
    """From one percentile to another."""
    return float(np.percentile(values, high) - np.percentile(values, low))


class Geometry:
    """The joints of a whole set, as a `truth.Recorder` noted them on a regular grid."""

    def __init__(self, recorder, profile):
        side = {"L": "left", "R": "right"}
        near, far = side[recorder.near], side["L" if recorder.near == "R" else "R"]
        point = {name: np.array(track, float)[:, :2] for name, track in recorder.joints.items()}
        self.time, mirror = np.array(recorder.frames["t"]), recorder.mirror
        self.shoulder, self.hip = point[f"{near}_shoulder"], point[f"{near}_hip"]
        self.toe, self.ankle = point[f"{near}_foot_index"], point[f"{near}_ankle"]
        thigh, shank = point[f"{near}_knee"] - self.hip, self.ankle - point[f"{near}_knee"]
        far_thigh = point[f"{far}_knee"] - point[f"{far}_hip"]
        self.trunk = float(np.median(np.linalg.norm(self.shoulder - self.hip, axis=1)))
        self.leg = float(np.median(np.linalg.norm(thigh, axis=1) + np.linalg.norm(shank, axis=1)))
        self.knee = _wrap(_elevation(shank, mirror) - _elevation(thigh, mirror))
        self.apart = np.abs(_wrap(_elevation(thigh, mirror) - _elevation(far_thigh, mirror)))
        self.ankles = np.linalg.norm(self.ankle - point[f"{far}_ankle"], axis=1) / np.linalg.norm(shank, axis=1)
        toes = self.toe - self.ankle
        cosine = -np.sum(toes * shank, axis=1) / np.linalg.norm(toes, axis=1) / np.linalg.norm(shank, axis=1)
        self.foot = np.degrees(np.arccos(np.clip(cosine, -1, 1)))
        seat = np.median(self.hip, axis=0)
        axis = seat - self.shoulder
        self.tau = _elevation(axis, mirror)
        along = np.median(axis, axis=0) / np.linalg.norm(np.median(axis, axis=0))
        self.along = (self.shoulder + self.hip) / 2 @ along / self.trunk
        line = np.tile([mirror, 0.0], (len(axis), 1)) if profile == "incline45" else axis / np.linalg.norm(axis, axis=1)[:, None]
        over = np.stack([line[:, 1], -line[:, 0]], axis=1) * mirror
        self.feet = np.sum((self.ankle - self.hip) * over, axis=1) / self.leg
        self.lowest = np.array(recorder.lowest)
        self.floor_y = float(recorder.floor[int(np.argmax(self.toe[:, 1]))])
        self.metres = recorder.leg_metres

    def of_rep(self, rep, t10, leaving) -> dict:
        """The measures of a rep between its `start` and `end`; `t10` and `leaving` bound ascent and hold."""
        inside = (self.time >= rep["start"]) & (self.time <= rep["end"])
        raised = (self.time >= t10) & (self.time <= leaving)
        held = np.abs(self.time - rep["top"]) <= max(rep["hold"] / 2, 0.05)
        shoulder = self.shoulder[inside]
        return {
            "feetHeight": round(float(np.median(self.feet[held])), 3),
            "toeClearance": round(self._clearance(rep), 3),
            "kneeFlexion": round(float(np.median(self.knee[raised])), 2),
            "kneeChange": round(_spread(self.knee[inside]), 2),
            "legSpread": round(float(np.percentile(self.apart[inside], 95)), 2),
            "ankleSpread": round(float(np.percentile(self.ankles[inside], 95)), 3),
            "ankleAngle": round(float(np.median(self.foot[held])), 2),
            "torsoRange": round(_spread(self.tau[inside]), 2),
            "torsoShift": round(float(np.linalg.norm(np.ptp(shoulder, axis=0)) / self.trunk), 3),
            "hipHeave": round(float(np.ptp(self.hip[inside, 1]) / self.trunk), 3),
        }

    def _clearance(self, rep):
        """The toe's height over the floor at the bottom that a rep ends in."""
        about = (self.time > rep["top"]) & (self.time < rep["end"] + 1.0) & (self.time < rep["limit"])
        return float(self.floor_y - np.median(np.sort(self.toe[about, 1])[-5:])) / self.leg

    def contact(self, rep) -> float:
        """For how long the feet rest on the floor in the bottom that a rep ends in, in seconds."""
        about = (self.time > rep["top"]) & (self.time < rep["limit"] + 0.5)
        height = self.lowest / self.metres
        resting = (height < CONTACT_HEIGHT) & (np.abs(np.gradient(height, self.time)) < CONTACT_SPEED)
        return round(float(np.count_nonzero(resting & about)) / GRID, 2)

    def slide(self, reps) -> float:
        """The drift along the trunk over the bottoms of the set, feet-ward, in Lt."""
        if len(reps) < 3:
            return 0.0
        places = [float(np.median(self.along[np.abs(self.time - rep["end"]) < 0.2])) for rep in reps]
        return round(float(theilslopes(places)[0]) * (len(places) - 1), 3)


def fade(values) -> float:
    """The share by which the last third of a set's values lies below the first third."""
    third = max(len(values) // 3, 1)
    first, last = np.mean(values[:third]), np.mean(values[-third:])
    return round(float(1 - last / first), 3)


def bounce(time, speed, rep) -> dict:
    """How fast the leg falls in the last 30 % of the descent, and rises within a quarter second after the bottom."""
    bottom = int(rep["lowest"] * RATE)
    falling = int(rep["d30"] * RATE)
    return {
        "fallSpeed": round(float(-speed[falling : bottom + 1].min()), 1),
        "reboundSpeed": round(float(max(speed[bottom : bottom + RATE // 4].max(), 0)), 1),
    }
