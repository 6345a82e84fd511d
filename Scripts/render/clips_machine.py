"""Clips on the machine about swing, knees, trunk, fatigue, rests and what hides the feet."""

from .camera import Camera
from .casting import HALL
from .clip import Clip
from .company import CLAY, COURT, KIM, LEO, MIA, NED, NIGHT, GARAGE, PAUL, ROSA
from .motion import Rep
from .recipe import fault, near, steady

MOMENTUM = ["pause", "lowering", "jerk-at-top", "jerky-ascent", "torso-still", "above-line", "head-jerk", "head-steady"]


def machine_swing():
    reps = steady(-77, (0.0, 1.0, 2.0, 3.0, -0.5))
    reps[1] = near(reps[1], "swing", 0, ascent=1.12, descent=1.8)
    reps[2] = fault(reps[2], "swing", 0.55, MOMENTUM, ascent=0.55, hold=-0.1, descent=0.85, rest=-0.16)
    reps[3] = fault(reps[3], "swing", 0.45, MOMENTUM, ascent=0.46, hold=-0.1, descent=1.0, heave=0.08)
    return Clip(
        "machine-swing",
        "A brisk ascent with a stop (fine); swung up in .55 s and dropped into a rebound; swung up in .45 s",
        "machine",
        split="report",
        look=PAUL,
        gym=GARAGE,
        camera=Camera(yaw=3, distance=4.1, lift=1.2, target=(-0.1, 0.88, 0)),
        reps=reps,
        seed=51,
        rate=30,
    )


def machine_knee_bend():
    reps = steady(-76, (0.0, 1.0, -1.0, 0.5, 0.0, -0.5))
    reps[1] = near(reps[1], "knee-bend", 12, knee=8)
    reps[2] = fault(reps[2], "knee-bend", 44, knee=40)
    reps[3] = fault(reps[3], "knee-bend", 56, knee=52)
    reps[4] = fault(reps[4], "knee-bend", 48, ["jerky-ascent"], knee_kick=48)
    return Clip(
        "machine-knee-bend",
        "Knees bent by 12° (fine), 44°, 56°; a bend of 48° that comes and goes on the way up",
        "machine",
        look=LEO,
        gym=COURT,
        camera=Camera(facing="left", yaw=3, distance=4.2, lift=1.15, target=(-0.15, 0.88, 0)),
        reps=reps,
        seed=52,
        rate=25,
    )


def machine_torso_still():
    reps = steady(-76, (0.0, 1.0, -1.0, 0.5, -0.5))
    reps[1] = near(reps[1], "torso-still", 3, rock=3, shift=0.0)
    reps[2] = fault(reps[2], "torso-still", 15, ["swing", "head-steady"], rock=15)
    reps[3] = fault(reps[3], "torso-still", 22, ["swing", "head-steady", "head-jerk"], rock=22)
    return Clip(
        "machine-torso-still",
        "The trunk rises by 3° (fine), 15° and 22° with the legs",
        "machine",
        look=KIM,
        gym=COURT,
        camera=Camera(yaw=2, distance=3.9, lift=1.1, target=(-0.1, 0.88, 0)),
        reps=reps,
        seed=53,
        rate=25,
    )


def machine_set_fade():
    tops = (1.0, 2.0, 1.0, 1.5, -1.0, -3.0, -6.0, -8.5, -9.0, -9.0)
    bottoms = (-78, -78.5, -78, -77.5, -75, -73, -70, -67, -66, -66)
    holds = (0.72, 0.7, 0.7, 0.62, 0.5, 0.4, 0.22, 0.08, 0.05, 0.04)
    reps = [
        Rep(top=top, bottom=bottom, ascent=1.12, hold=hold, descent=1.7, rest=0.35, rock=1.2 + 0.2 * number, shift=0.01)
        for number, (top, bottom, hold) in enumerate(zip(tops, bottoms, holds))
    ]
    for rep in reps[3:]:
        rep.may_flag = ["pause", "partial-top", "bottom-range", "feet-height"]
    return Clip(
        "machine-set-fade",
        "Ten quick reps; from the fifth on range and holds fade",
        "machine",
        look=NED,
        gym=HALL,
        camera=Camera(facing="left", yaw=4, distance=3.9, lift=1.25, target=(-0.1, 0.88, 0)),
        reps=reps,
        seed=54,
        rate=24,
        lead=1.2,
        tail=1.2,
        must_flag=[["set-fade"]],
    )


def machine_pendulum():
    reps = steady(-75, (0.0, 1.0, -32.0, -1.0))
    reps[2] = fault(reps[2], "partial-top", -32, ["feet-height", "swing"], ascent=1.25, descent=1.8)
    return Clip(
        "machine-pendulum",
        "Plates hide the feet; a low, tilted camera in a dim room; clean reps and one that stops 32° below the line",
        "machine",
        split="report",
        look=ROSA,
        gym=NIGHT,
        setup=dict(heel_plates=True, post=-0.42, clearance=0.17),
        camera=Camera(width=960, height=540, facing="left", yaw=6, roll=3.5, distance=4.0, lift=0.45, target=(-0.1, 0.82, 0)),
        reps=reps,
        seed=55,
        rate=24,
        grain=10,
        crf=30,
    )


def machine_rest():
    reps = steady(-76, (0.0, 1.0, -1.0, 0.5, -0.5))
    reps[2].rest = 6.0
    may = ["partial-top", "pause", "feet-height", "lowering", "swing", "bottom-range"]
    reps.append(Rep(top=-57, bottom=-76, ascent=1.0, hold=0.2, descent=1.2, kind="attempt", may_flag=may))
    return Clip(
        "machine-rest",
        "Fidgets before the first rep, three reps, six seconds of rest, two reps, an attempt that ends a quarter of the way up",
        "machine",
        look=MIA,
        gym=CLAY,
        camera=Camera(yaw=5, distance=3.8, lift=1.2, target=(-0.1, 0.86, 0)),
        reps=reps,
        seed=56,
        rate=24,
        lead=5.0,
        fidgets=((0.6, 9, 0.9), (2.0, 14, 1.1), (3.6, 6, 0.7), (21.5, 8, 1.0)),
    )


MACHINE = (
    machine_swing,
    machine_knee_bend,
    machine_torso_still,
    machine_set_fade,
    machine_pendulum,
    machine_rest,
)
