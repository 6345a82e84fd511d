"""Clips on the flat bench about lowering, feet, legs, sliding and the camera."""

from .camera import Camera
from .clip import Clip
from .company import ATRIUM, CLAY, COURT, GARAGE, KIM, LEO, MIA, NED, OLA, PAUL, QUINN
from .motion import Rep
from .recipe import fault, near, steady
from .shake import Shake


def bench_lowering():
    reps = steady(-70, (0.0, 1.0, -1.0, 0.5, -0.5))
    reps[1] = near(reps[1], "lowering", 1.7, descent=1.72)
    reps[2] = fault(reps[2], "lowering", 0.6, ["swing"], descent=0.6, hold=1.15)
    reps[3] = fault(reps[3], "lowering", 0.42, ["swing"], descent=0.42, hold=1.2)
    return Clip(
        "bench-lowering",
        "Legs lowered in 1.7 s (fine), dropped in .6 s and in .4 s",
        "bench",
        look=KIM,
        gym=CLAY,
        camera=Camera(yaw=2, distance=3.5, lift=1.15, target=(-0.1, 0.8, 0)),
        reps=reps,
        seed=41,
        rate=25,
    )


def bench_feet_off_floor():
    reps = steady(0.15, (0.0, 1.5, -1.0, 0.5))
    for rep, bottom in zip(reps, (0.14, 0.15, 0.10, 0.006)):
        rep.bottom = bottom
    reps.append(steady(0.006, (0.0,))[0])
    reps[4].bottom, reps[4].finish = 0.006, 0.14
    reps[1] = near(reps[1], "feet-off-floor", 0)
    reps[2] = fault(reps[2], "feet-off-floor", 0.2, ["bottom-range"], rest=0.0)
    reps[3] = fault(reps[3], "feet-off-floor", 0.6, ["bottom-range"], rest=0.6)
    return Clip(
        "bench-feet-off-floor",
        "Feet hover low (fine), touch the floor for a moment, rest on it",
        "bench",
        look=MIA,
        gym=COURT,
        setup=dict(bottom=-80, clearance=0.0),
        camera=Camera(facing="left", yaw=3, distance=3.2, lift=0.9, target=(-0.1, 0.72, 0)),
        reps=reps,
        seed=42,
        rate=25,
        clearance_bottoms=True,
        give_floor=True,
    )


def bench_bottom_range():
    reps = steady(-66, (0.0, 1.5, -1.0, 0.5, -0.5, 1.0))
    for rep, bottom in zip(reps, (-66, -66.5, -65.5, -58, -34, -33)):
        rep.bottom = bottom
    reps[5].finish = -66
    reps[2] = near(reps[2], "bottom-range", -58)
    reps[3] = fault(reps[3], "bottom-range", -34, descent=1.8)
    reps[4] = fault(reps[4], "bottom-range", -33, descent=1.7, ascent=1.2)
    reps[5].ascent = 1.2
    return Clip(
        "bench-bottom-range",
        "Legs turn back a little early (fine), then twice half-way down",
        "bench",
        look=NED,
        gym=CLAY,
        camera=Camera(yaw=1, distance=3.4, lift=1.0, target=(-0.1, 0.8, 0)),
        reps=reps,
        seed=43,
        rate=25,
        give_floor=True,
        may_flag=["set-fade"],
    )


def bench_sliding():
    reps = steady(-69, (0.0, -1.0, 1.5, 0.0, -2.0, 0.5), slide=0.056)
    for rep in reps:
        rep.may_flag = ["torso-still"]
    return Clip(
        "bench-sliding",
        "Six reps; the body slips off the bench by a quarter of the trunk in all",
        "bench",
        split="report",
        look=OLA,
        gym=ATRIUM,
        camera=Camera(width=960, height=540, yaw=4, distance=3.7, lift=1.2, target=(-0.15, 0.82, 0)),
        reps=reps,
        seed=44,
        rate=24,
        must_flag=[["sliding"]],
        may_flag=["set-fade"],
    )


def bench_legs_together():
    reps = steady(-70, (0.0, 1.0, -1.0, 0.5, -0.5))
    reps[1] = near(reps[1], "legs-together", 5, scissor=5)
    reps[2] = fault(reps[2], "legs-together", 26, scissor=26)
    reps[3] = fault(reps[3], "legs-together", 34, scissor=34)
    return Clip(
        "bench-legs-together",
        "The far leg lags by 5° (fine), 26° and 34°",
        "bench",
        split="report",
        look=QUINN,
        gym=GARAGE,
        camera=Camera(facing="left", yaw=2, distance=3.5, lift=1.0, target=(-0.1, 0.8, 0)),
        reps=reps,
        seed=45,
        rate=30,
    )


def bench_handheld():
    reps = steady(-70, (0.0, 1.0, -1.0, 0.5, 0.0), foot=-8)
    reps[2] = fault(reps[2], "pause", 0.3, hold=-0.2)
    reps[4].kind = "cut"
    return Clip(
        "bench-handheld",
        "Filmed by hand: three clean reps, one without a pause; the clip ends in the fifth ascent",
        "bench",
        split="report",
        look=PAUL,
        gym=ATRIUM,
        camera=Camera(yaw=12, distance=3.7, lift=1.35, target=(-0.1, 0.85, 0)),
        reps=reps,
        seed=46,
        rate=30,
        shake=Shake(size=3.2, drift=6.0, roll=0.4, seed=5),
        crf=29,
    )


def bench_yaw():
    reps = steady(-70, (0.0, 1.0, -38.0, 0.5))
    reps[2] = near(reps[2], "partial-top", -38, ["partial-top", "feet-height", "swing"], ascent=1.2, descent=1.8)
    return Clip(
        "bench-yaw",
        "From 22° behind and from above: clean reps and one that stops 38° below the line",
        "bench",
        look=LEO,
        gym=COURT,
        camera=Camera(yaw=22, distance=3.9, lift=1.68, target=(-0.1, 0.85, 0)),
        reps=reps,
        seed=47,
        rate=25,
    )


def bench_quick15():
    reps = [
        Rep(
            top=(0.0, 1.5, -1.5, 0.5)[number % 4],
            bottom=-69 + (0.5, -0.8, 0.2)[number % 3],
            ascent=1.02 + (0.03, -0.02, 0.0)[number % 3],
            hold=0.66 + (0.0, 0.05)[number % 2],
            descent=1.66 + (0.0, 0.05, -0.03)[number % 3],
            rest=0.3,
            rock=1.5,
            shift=0.01,
        )
        for number in range(15)
    ]
    return Clip(
        "bench-quick15",
        "Fifteen quick, controlled reps; compressed like a phone's messenger does it",
        "bench",
        split="report",
        look=OLA,
        gym=GARAGE,
        camera=Camera(width=640, height=360, facing="left", yaw=5, distance=3.8, lift=1.3, target=(-0.1, 0.82, 0)),
        reps=reps,
        seed=48,
        rate=24,
        lead=1.0,
        tail=1.0,
        crf=33,
        blur=0.6,
    )


BENCH = (
    bench_lowering,
    bench_feet_off_floor,
    bench_bottom_range,
    bench_sliding,
    bench_legs_together,
    bench_handheld,
    bench_yaw,
    bench_quick15,
)
