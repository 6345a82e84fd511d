"""Clips on balls and on the 45° bench about knees, holds, trunk and lowering."""

from .camera import Camera
from .clip import Clip
from .company import ATRIUM, CLAY, LEO, QUINN, ROSA
from .recipe import fault, near, steady


def ball_mixed():
    reps = steady(-46, (-2.0, 0.0, -1.0, 0.5), hold=1.9)
    reps[1] = fault(reps[1], "knee-bend", 48, knee=45)
    reps[2] = fault(reps[2], "pause", 0.6, hold=-0.2)
    return Clip(
        "ball-mixed",
        "Knees bent by 48°, a hold of .6 s where two are asked for",
        "ball",
        split="report",
        look=ROSA,
        gym=ATRIUM,
        setup=dict(clearance=0.12),
        camera=Camera(width=960, height=540, facing="left", yaw=3, distance=3.6, lift=0.95, target=(-0.1, 0.65, 0)),
        reps=reps,
        seed=61,
        crf=28,
        rate=24,
        lead=1.2,
        tail=1.2,
    )


def incline45_lowering():
    reps = steady(-56, (0.0, 1.0, -1.0, 0.5))
    reps[1] = near(reps[1], "lowering", 1.75, descent=1.75)
    reps[2] = fault(reps[2], "lowering", 0.5, ["swing"], descent=0.5, hold=1.15)
    return Clip(
        "incline45-lowering",
        "Legs lowered in 1.75 s (fine) and dropped in .5 s on a 45° bench",
        "incline45",
        look=LEO,
        gym=CLAY,
        camera=Camera(width=960, height=540, facing="left", yaw=3, distance=4.1, lift=0.9, target=(-0.15, 0.78, 0)),
        reps=reps,
        seed=62,
        crf=28,
        rate=25,
    )


def ball_on_bench_torso():
    reps = steady(-68, (0.0, 1.0, -1.0, 0.5))
    reps[1] = near(reps[1], "torso-still", 8, ["torso-still"], rock=8)
    reps[2] = fault(reps[2], "torso-still", 27, ["swing", "head-steady", "head-jerk"], rock=27)
    return Clip(
        "ball-on-bench-torso",
        "The trunk rises over the ball by 8° (a ball allows it) and by 27°",
        "ball-on-bench",
        split="report",
        look=QUINN,
        gym=ATRIUM,
        camera=Camera(yaw=3, distance=3.7, lift=1.15, target=(-0.1, 0.82, 0)),
        reps=reps,
        seed=63,
        rate=25,
    )


OTHERS = (ball_mixed, incline45_lowering, ball_on_bench_torso)
