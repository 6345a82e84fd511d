"""Truth: what RULES.md defines, computed on the true signals, and the file that carries it."""

import json

import numpy as np
from scipy.signal import butter, find_peaks, sosfiltfilt

from .geometry import bounce
from .motion import RATE

BAND, STILL = 5.0, 20.0
JOINTS = {"shoulder": "upperarm01", "elbow": "lowerarm01", "wrist": "wrist", "hip": "upperleg01", "knee": "lowerleg01", "ankle": "foot"}


def body_line(shoulder, hip, knee, mirror):
    """Delta of RULES.md in degrees from image points (y down); `mirror` is -1 where the head points right."""
    trunk, thigh = np.asarray(hip) - shoulder, np.asarray(knee) - hip
    tau, phi = (np.degrees(np.arctan2(-part[..., 1], mirror * part[..., 0])) for part in (trunk, thigh))
    return (phi - tau + 180) % 360 - 180


def smooth(signal, cutoff):
    """The zero-lag 4th-order Butterworth of RULES.md."""
    return sosfiltfilt(butter(2, cutoff, fs=RATE, output="sos"), signal)


def measure(played, reps, geometry) -> list:
    """The truth of each rep of a `motion.Set`: times, levels and what the rules look at. A rep that the clip cuts is left out."""
    time, delta = played.time, played.deviation
    speed = np.gradient(delta, time)
    calm = smooth(delta, 4)
    calm_speed = np.gradient(calm, time)
    found = []
    for number, (rep, (onset, end)) in enumerate(zip(reps, played.spans), 1):
        if rep.kind == "cut":
            continue
        overlap = max(-rep.rest, 0)
        first, last = int(max(onset - max(rep.rest, 0.3), 0) * RATE), min(int((end + overlap) * RATE), len(time) - 1)
        turn = first + int(np.argmin(delta[first : int(onset * RATE) + int(np.argmax(delta[int(onset * RATE) : last]))]))
        since = max(int(onset * RATE), turn if number > 1 and reps[number - 2].rest < 0 else 0)
        shape, moments = _shape(time, delta, calm_speed, first, since, last)
        times = _times(time, delta, speed, first, since, last)
        moments["limit"] = end
        about = times | moments
        found.append(
            {"number": number, "kind": rep.kind}
            | times
            | {"measures": shape | _head_measures(played, onset, end) | geometry.of_rep(about, moments["t10"], moments["leaving"])}
            | {"faults": rep.faults, "mustFlag": rep.must_flag, "mayFlag": rep.may_flag}
        )
        found[-1]["measures"] |= {"floorContact": geometry.contact(about)} | bounce(time, calm_speed, moments)
    return found


def _runs(mask):
    """The (first, last + 1) of each run of true values."""
    edges = np.flatnonzero(np.diff(np.concatenate([[0], mask.astype(int), [0]])))
    return list(zip(edges[::2], edges[1::2]))


def _lowest(delta, centre):
    """The median over 0.2 s about a minimum."""
    half = RATE // 10
    return float(np.median(delta[max(centre - half, 0) : centre + half + 1]))


def _plateau(delta, speed, first, last, low):
    """The longest quiet stretch near the top, as (start, end, level); the maximum where there is none.

    Near is the upper quarter of the range up to the peak, so that an overshoot of a tenth of the range does not push the plateau
    below its own t90.
    """
    peak = first + int(np.argmax(delta[first:last]))
    high = low + 0.75 * (delta[peak] - low)
    quiet = [(a + first, b + first) for a, b in _runs((delta[first:last] > high) & (np.abs(speed[first:last]) < STILL))]
    if not quiet:
        return peak, peak + 1, float(delta[peak])
    start, end = max(quiet, key=lambda run: run[1] - run[0])
    return start, end, float(np.median(delta[start:end]))


def _times(time, delta, speed, first, onset, last):
    middle = onset + int(np.argmax(delta[onset:last]))
    before = _lowest(delta, first + int(np.argmin(delta[first:middle])))
    bottom_at = middle + int(np.argmin(delta[middle : last + 1]))
    after = _lowest(delta, bottom_at)
    start_top, end_top, top = _plateau(delta, speed, onset, last, before)
    centre = (start_top + end_top) // 2
    near, still = np.abs(delta - top) <= BAND, np.abs(speed) < STILL
    held = next((run for run in _runs(near & still) if run[0] <= centre < run[1]), (centre, centre))
    leave_bottom = first + int(np.flatnonzero(delta[first:centre] <= before + BAND)[-1])
    enter_top = leave_bottom + int(np.flatnonzero(near[leave_bottom:])[0])
    in_band = np.flatnonzero(near[centre:last])
    leave_top = centre + int(in_band[-1])
    arrive = leave_top + int(np.flatnonzero(delta[leave_top : last + 1] <= after + BAND)[0])
    return {
        "start": _round(time[leave_bottom]),
        "top": _round(time[centre]),
        "end": _round(time[arrive]),
        "topDeviation": round(top, 2),
        "bottomDeviation": round(after, 2),
        "hold": _round((held[1] - held[0]) / RATE),
        "ascentDuration": _round(time[enter_top] - time[leave_bottom]),
        "descentDuration": _round(time[arrive] - time[leave_top]),
    }


def _shape(time, delta, speed, first, onset, last):
    """Speed shape of the ascent and full times of both moves, as the jerk, swing and lowering rules define them; and moments for others."""
    middle = onset + int(np.argmax(delta[onset:last]))
    low = _lowest(delta, first + int(np.argmin(delta[first:middle])))
    start_top, end_top, top = _plateau(delta, np.gradient(delta, time), onset, last, low)
    reach = top - low
    t10 = onset + int(np.flatnonzero(delta[onset:last] >= low + 0.1 * reach)[0])
    t90 = onset + int(np.flatnonzero(delta[onset:last] >= low + 0.9 * reach)[0])
    t70 = onset + int(np.flatnonzero(delta[onset:last] >= low + 0.7 * reach)[0])
    part = speed[t10:t90]
    peaks, _ = find_peaks(np.concatenate([[0], part, [0]]), prominence=0.3 * part.max())
    peaks -= 1
    dip = min((part[a:b].min() / min(part[a], part[b]) for a, b in zip(peaks, peaks[1:])), default=1.0)
    lowest = end_top + int(np.argmin(delta[end_top : last + 1]))
    after = _lowest(delta, lowest)
    fall = top - after
    d90, d30, d10 = (end_top + int(np.flatnonzero(delta[end_top : last + 1] <= after + share * fall)[0]) for share in (0.9, 0.3, 0.1))
    ascent10to90 = (t90 - t10) / RATE
    crest = int(np.argmax(speed[t70 : t90 + RATE // 2])) + t70
    measures = {
        "fullAscent": _round(ascent10to90 / 0.507),
        "fullDescent": _round((d10 - d90) / RATE / 0.507),
        "lateSpeedRatio": round(float(speed[crest] / (0.8 * reach / ascent10to90)), 2),
        "speedPeaks": len(peaks),
        "speedDip": round(float(dip), 2),
        "burst": round(float(part.max() / (0.8 * reach / ascent10to90)), 2),
        "overshoot": round(float(delta[t90 : t90 + RATE // 2].max() - top), 2),
        "highP90": round(float(np.percentile(delta[t90 : max(end_top, t90 + 1)], 90)), 2),
    }
    return measures, {"t10": time[t10], "leaving": time[end_top], "d30": time[d30], "lowest": time[lowest]}


def _head_measures(played, onset, end):
    """Excursion and range of the face line's turn within a rep."""
    time, head = played.time, played.head
    usual = np.median(head[(time >= onset - 0.3) & (time < onset)])
    inside = head[(time >= onset) & (time <= end)]
    ascent = head[(time >= onset - 0.2) & (time <= onset + 2.5)]
    return {
        "headExcursion": round(float(ascent.max() - usual), 2),
        "headRange": round(float(np.percentile(inside, 95) - np.percentile(inside, 5)), 2),
    }


def _round(value):
    return round(float(value), 3)


class Recorder:
    """Collects the true joints, angles and box of the athlete, frame by frame; `shake` moves them as it moves the picture.

    Apart from what goes into the file: `lowest`, the height of the feet's lowest point in metres, and `floor`, the floor below the
    near toe in pixels from the top.
    """

    def __init__(self, camera, shake=None):
        self.camera, self.shake = camera, shake
        self.lowest, self.floor, self.leg_metres = [], [], 1.0
        self.near = "R" if camera.facing == "right" else "L"
        self.mirror = -1 if camera.facing == "right" else 1
        self.frames = {"t": [], "hip_deg": [], "hip_deg_near_2d": [], "knee_deg": [], "tau_deg": [], "head_deg": [], "box": []}
        self.joints = {}

    def note(self, time, posed, vertices):
        """One frame."""
        word = {"L": "left", "R": "right"}
        points = {
            f"{word[side]}_{name}": posed.joint(f"{bone}.{side}")
            for name, bone in JOINTS.items()
            for side in "LR"
            if side == self.near or name not in ("elbow", "wrist")
        }
        points |= {name: posed.keypoint(name, vertices) for name in ("nose", "left_ear", "right_ear")}
        points |= {
            f"{side}_{part}": posed.keypoint(f"{side}_{key}", vertices)
            for side in ("left", "right")
            for part, key in (("foot_index", "big_toe"), ("heel", "heel"))
        }
        toe = points[f"{word[self.near]}_foot_index"]
        self.lowest.append(float(vertices[posed.body.feet, 1].min()))
        self.floor.append(float(self.camera.pixels(toe * (1, 0, 1))[1]))
        hip, knee, ankle = (posed.joint(f"{JOINTS[name]}.{self.near}") for name in ("hip", "knee", "ankle"))
        self.leg_metres = float(np.linalg.norm(hip - knee) + np.linalg.norm(knee - ankle))
        flat = dict(zip(points, self._pixels(time, np.array(list(points.values())))))
        for name, point in flat.items():
            far = name.startswith(("left", "right")) and not name.startswith(word[self.near])
            self.joints.setdefault(name, []).append([round(float(point[0]), 1), round(float(point[1]), 1), 1 if far else 2])
        shoulder, hip, knee, ankle = (flat[f"{word[self.near]}_{name}"] for name in ("shoulder", "hip", "knee", "ankle"))
        delta = float(body_line(shoulder, hip, knee, self.mirror))
        trunk = hip - shoulder
        face = flat["nose"] - flat[f"{word[self.near]}_ear"]
        axis = shoulder - hip
        turned = np.degrees(np.arctan2(-face[1], -self.mirror * face[0]) - np.arctan2(-axis[1], -self.mirror * axis[0]))
        outline = self._pixels(time, vertices[::5])
        record = {
            "t": round(float(time), 5),
            "hip_deg": round(180 + delta, 2),
            "hip_deg_near_2d": round(180 + delta, 2),
            "knee_deg": round(180 - abs(float(body_line(hip, knee, ankle, self.mirror))), 2),
            "tau_deg": round(float(np.degrees(np.arctan2(-trunk[1], self.mirror * trunk[0]))), 2),
            "head_deg": round(float((turned + 180) % 360 - 180), 2),
            "box": [round(float(value), 1) for value in (*outline.min(axis=0), *outline.max(axis=0))],
        }
        for name, value in record.items():
            self.frames[name].append(value)

    def _pixels(self, time, points):
        flat = self.camera.pixels(points)
        return self.shake.moved(time, flat, self.camera.width, self.camera.height) if self.shake else flat


def save(path, head, measured, recorder):
    """Writes the truth file: compact, numbers rounded."""
    content = {"schema": "formcheck.truth/1"} | head | measured
    if recorder:
        content |= {"perFrame": recorder.frames, "joints": recorder.joints}
    path.write_text(json.dumps(content, separators=(",", ":")) + "\n")
