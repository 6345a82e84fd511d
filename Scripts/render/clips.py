"""The sample clips. The name of a function, with dashes, is the name of its clip."""

from dataclasses import replace

from .camera import Camera
from .casting import ANNA, BEN, BLUE, CHLOE, DAN, DARK, EVE, FINN, GRACE, GREEN, HALL, HUGO, IVY, JON, LOFT, RED, STUDIO, WARM
from .clip import Clip
from .clips_negatives import NEGATIVES
from .clips_bench import BENCH
from .clips_machine import MACHINE
from .clips_others import OTHERS
from .motion import Rep
from .recipe import fault, steady

STOP_AND_GO = [(0.5, 0.55), (0.5, 0.35), (1.0, 0.75)]
TWO_STOPS = [(0.36, 0.40), (0.36, 0.30), (0.68, 0.45), (0.68, 0.30), (1.0, 0.60)]
YANK_AND_CRAWL = [(0.55, 0.38), (1.0, 1.7)]
KICK, HARD_KICK = [(0.64, 1.15), (1.0, 0.32)], [(0.58, 1.15), (1.0, 0.32)]


def _clean(bottom, tops, **changes):
    """Clean reps of a trunk that does not move at all."""
    return [replace(rep, rock=0.0, shift=0.0) for rep in steady(bottom, tops, **changes)]


def bench_clean():
    return Clip(
        "bench-clean",
        "Five clean reps on a flat bench",
        "bench",
        look=ANNA,
        gym=WARM,
        camera=Camera(yaw=3, distance=3.6, lift=1.1, target=(-0.1, 0.85, 0)),
        reps=_clean(-70.5, (1.0, -2.0, 2.5, 0.0, -1.5)),
        seed=11,
    )


def machine_clean():
    return Clip(
        "machine-clean",
        "Five clean reps on a reverse-hyper machine",
        "machine",
        look=BEN,
        gym=BLUE,
        camera=Camera(facing="left", yaw=4, distance=3.9, lift=1.25, target=(-0.1, 0.85, 0)),
        reps=_clean(-78, (-1.0, 2.0, 0.5, -2.5, 1.0)),
        seed=12,
    )


def machine_above_line():
    first, *_, last = _clean(-77, (0.0, 1.0, -1.0))
    base = Rep(bottom=-77, ascent=1.6, descent=2.3)
    reps = [
        first,
        replace(base, top=6, faults={"above-line": 6}, ascent=1.5),
        fault(replace(base, top=25), "above-line", 25),
        fault(replace(base, top=34, ascent=1.7, descent=2.4), "above-line", 34),
        last,
    ]
    return Clip(
        "machine-above-line",
        "Legs 6° (fine), 25° and 34° above the body line",
        "machine",
        look=CHLOE,
        gym=WARM,
        camera=Camera(yaw=2, distance=4.1, lift=1.0, target=(-0.15, 0.9, 0)),
        reps=reps,
        seed=13,
    )


def bench_partial_top():
    first, *_, last = _clean(-71, (0.5, 1.0, -1.0))
    base = Rep(bottom=-71)
    reps = [
        first,
        replace(base, top=-7, faults={"partial-top": -7}),
        fault(replace(base, top=-27, ascent=1.3, descent=1.9), "partial-top", -27, ["feet-height"]),
        fault(replace(base, top=-38, ascent=1.25, descent=1.8), "partial-top", -38, ["feet-height"]),
        last,
    ]
    return Clip(
        "bench-partial-top",
        "Legs stop 7° (fine), 27° and 38° below the line",
        "bench",
        look=DAN,
        gym=HALL,
        camera=Camera(facing="left", yaw=5, distance=3.7, lift=1.3, target=(-0.1, 0.85, 0)),
        reps=reps,
        seed=14,
    )


def empty_gym():
    return Clip(
        "empty-gym", "A gym with nobody in it", gym=WARM, camera=Camera(lift=1.2, target=(0, 1.0, 0)), seconds=8, seed=15, outcome=["noAthlete"]
    )


def standing_person():
    return Clip(
        "standing-person",
        "Somebody stands and talks",
        gym=HALL,
        camera=Camera(distance=4.7, lift=1.2, target=(0, 1.0, 0)),
        seconds=10,
        seed=16,
        others=[(FINN, dict(heading=-55, doing="talk"))],
        outcome=["notThisExercise", "noReps", "noAthlete"],
    )


def squats():
    return Clip(
        "squats",
        "Six squats, seen from the side",
        split="report",
        gym=STUDIO,
        camera=Camera(distance=4.0, lift=1.1, target=(0, 0.85, 0)),
        seconds=17,
        seed=17,
        others=[(JON, dict(heading=-8, doing="squat", period=2.8))],
        outcome=["notThisExercise", "noReps", "noAthlete"],
    )


def lying_still():
    return Clip(
        "lying-still",
        "An athlete lies on the bench, legs hanging, and does not move",
        "bench",
        look=EVE,
        gym=BLUE,
        camera=Camera(yaw=4, distance=3.7, lift=1.1, target=(-0.1, 0.85, 0)),
        seconds=12,
        seed=18,
        outcome=["noReps", "notThisExercise"],
    )


def machine_bystander():
    camera = Camera(width=960, height=540, yaw=0, distance=4.6, lift=1.3, lens=34, target=(1.15, 1.0, 0))
    return Clip(
        "machine-bystander",
        "A clean set at the side; somebody larger walks to and fro in the middle",
        "machine",
        look=EVE,
        gym=HALL,
        camera=camera,
        reps=_clean(-77, (0.0, -2.0, 1.5, -1.0)),
        seed=19,
        rate=25,
        others=[(DAN, dict(x=1.3, z=1.0, doing="walk", stroll=0.5))],
    )


def bench_head_jerk():
    first, second, *_, last = _clean(-70, (0.0, 1.0, -1.0))
    base = Rep(top=-0.5, bottom=-70)

    def thrown(size):
        return [(0.05, 0), (0.5, size), (1.9, size), (2.9, 0)]

    reps = [
        first,
        replace(base, head=thrown(5), faults={"head-jerk": 5}),
        fault(replace(base, head=thrown(24)), "head-jerk", 24, ["head-steady"]),
        fault(replace(base, head=thrown(35), top=1), "head-jerk", 35, ["head-steady"]),
        last,
    ]
    return Clip(
        "bench-head-jerk",
        "The head goes back by 5° (fine), 24° and 35° with the ascent",
        "bench",
        look=ANNA,
        gym=DARK,
        camera=Camera(yaw=2, distance=3.1, lift=1.05, target=(-0.1, 0.9, 0), lens=34),
        reps=reps,
        seed=20,
    )


def bench_pause():
    first, *_, last = _clean(-71, (0.0, 1.0, -1.0))
    base = Rep(top=0, bottom=-71, ascent=1.4, descent=2.0)
    reps = [
        first,
        replace(base, hold=0.7, faults={"pause": 1.2}),
        fault(replace(base, hold=-0.14), "pause", 0.4),
        fault(replace(base, hold=-0.33, top=3.5, ascent=1.35, descent=1.9), "pause", 0.2, ["swing"]),
        last,
    ]
    return Clip(
        "bench-pause",
        "Holds of 1.2 s (fine), .4 s and .2 s; variable frame rate",
        "bench",
        look=BEN,
        gym=LOFT,
        camera=Camera(yaw=3, distance=3.8, lift=0.95, target=(-0.1, 0.85, 0)),
        reps=reps,
        seed=21,
        irregular=True,
    )


def machine_jerky_ascent():
    first, *_ = _clean(-78, (0.0,))
    base = Rep(top=0, bottom=-78)
    reps = [
        first,
        replace(base, ascent=2.2, faults={"jerky-ascent": 0}),
        fault(replace(base, stages=STOP_AND_GO), "jerky-ascent", 0.35),
        fault(replace(base, stages=YANK_AND_CRAWL), "jerky-ascent", 3),
        fault(replace(base, stages=TWO_STOPS), "jerky-ascent", 0.3),
    ]
    return Clip(
        "machine-jerky-ascent",
        "A slow even ascent (fine), a stop, a yank and a crawl, two stops; 60 frames a second",
        "machine",
        split="report",
        look=HUGO,
        gym=RED,
        camera=Camera(facing="left", yaw=3, distance=4.0, lift=1.2, target=(-0.1, 0.85, 0)),
        reps=reps,
        seed=22,
        rate=60,
        lead=1.2,
        tail=1.0,
    )


def bench_jerk_at_top():
    first, *_, last = _clean(-74, (0.0, 1.0, -1.0))
    base = Rep(top=1, bottom=-74)
    may = ["jerky-ascent", "above-line", "swing"]
    reps = [
        first,
        replace(base, ascent=1.1, faults={"jerk-at-top": 0}),
        fault(replace(base, stages=KICK, overshoot=8), "jerk-at-top", 8, may),
        fault(replace(base, stages=HARD_KICK, overshoot=12), "jerk-at-top", 12, may + ["pause"]),
        last,
    ]
    return Clip(
        "bench-jerk-at-top",
        "A brisk ascent (fine), two kicks into the top",
        "bench",
        split="report",
        look=IVY,
        gym=GREEN,
        camera=Camera(yaw=5, distance=3.5, lift=1.15, target=(-0.1, 0.9, 0)),
        reps=reps,
        seed=23,
    )


def ball_clean():
    return Clip(
        "ball-clean",
        "Four clean reps over a Swiss ball; 24 frames a second",
        "ball",
        look=FINN,
        gym=LOFT,
        camera=Camera(yaw=3, distance=3.7, lift=0.9, target=(-0.1, 0.65, 0)),
        reps=_clean(-52, (-3.0, 0.0, -2.0, 1.0), hold=1.9),
        seed=24,
        rate=24,
    )


def machine_head_steady():
    first, *_, last = _clean(-78, (0.0, 1.0, -1.0))
    base = Rep(top=0, bottom=-78)
    reps = [
        first,
        replace(base, nod=(8, 2.2), faults={"head-steady": 8}),
        fault(replace(base, nod=(40, 2.2)), "head-steady", 40, ["head-jerk"]),
        fault(replace(base, nod=(55, 2.2)), "head-steady", 55, ["head-jerk"]),
        last,
    ]
    return Clip(
        "machine-head-steady",
        "The head nods by 8° (fine), 40° and 55°",
        "machine",
        look=CHLOE,
        gym=LOFT,
        camera=Camera(facing="left", yaw=1, distance=3.1, lift=1.15, target=(-0.05, 0.87, 0)),
        reps=reps,
        seed=25,
    )


def incline45_clean():
    return Clip(
        "incline45-clean",
        "Four clean reps on a 45° bench, legs up to the horizontal",
        "incline45",
        look=CHLOE,
        gym=HALL,
        camera=Camera(yaw=2, distance=3.8, lift=1.0, target=(-0.15, 0.75, 0)),
        reps=_clean(-56, (1.0, -1.5, 2.0, 0.0)),
        seed=26,
        rate=25,
    )


def ball_on_bench_clean():
    return Clip(
        "ball-on-bench-clean",
        "Four clean reps on a ball on a bench",
        "ball-on-bench",
        split="report",
        look=GRACE,
        gym=STUDIO,
        camera=Camera(facing="left", yaw=4, distance=3.7, lift=1.1, target=(-0.1, 0.8, 0)),
        reps=_clean(-70, (-1.0, 2.0, 0.0, -2.0)),
        seed=27,
        rate=25,
    )


def bench_portrait():
    return Clip(
        "bench-portrait",
        "A clean set filmed upright: stored on its side, with a rotation of 90°",
        "bench",
        split="report",
        look=JON,
        gym=GREEN,
        camera=Camera(width=480, height=854, yaw=3, distance=3.3, lift=1.2, lens=62, target=(-0.15, 0.95, 0)),
        reps=_clean(-70, (0.0, 2.0, -1.5, 0.5)),
        seed=28,
        portrait=True,
    )


def incline45_partial_top():
    first, *_, last = _clean(-57, (0.0, 1.0, -1.0))
    base = Rep(bottom=-57, ascent=1.35)
    reps = [
        first,
        replace(base, top=-5, faults={"partial-top": -5}),
        fault(replace(base, top=-25, ascent=1.2), "partial-top", -25, ["feet-height"]),
        last,
    ]
    return Clip(
        "incline45-partial-top",
        "Legs stop 5° (fine) and 25° below the horizontal on a 45° bench",
        "incline45",
        split="report",
        look=HUGO,
        gym=STUDIO,
        camera=Camera(facing="left", yaw=2, distance=4.0, lift=1.0, target=(-0.15, 0.75, 0)),
        reps=reps,
        seed=29,
        rate=25,
    )


def machine_mixed():
    first, *_, last = _clean(-76, (1.0, 1.0, -2.0))
    base = Rep(top=0, bottom=-76)
    reps = [
        first,
        fault(replace(base, top=-30, ascent=1.3), "partial-top", -30, ["feet-height"]),
        fault(replace(base, hold=-0.33, top=3.5, ascent=1.35, descent=1.9), "pause", 0.2, ["swing"]),
        fault(replace(base, top=28, ascent=1.7, descent=2.3), "above-line", 28),
        fault(replace(base, stages=STOP_AND_GO), "jerky-ascent", 0.35),
        last,
    ]
    return Clip(
        "machine-mixed",
        "A short top, no pause, legs too high, a stop on the way up",
        "machine",
        split="report",
        look=GRACE,
        gym=RED,
        camera=Camera(facing="right", yaw=7, distance=4.0, lift=1.4, roll=1.0, target=(-0.1, 0.9, 0)),
        reps=reps,
        seed=30,
    )


CLIPS = (
    bench_clean,
    machine_clean,
    machine_above_line,
    bench_partial_top,
    empty_gym,
    standing_person,
    squats,
    lying_still,
    machine_bystander,
    bench_head_jerk,
    bench_pause,
    machine_jerky_ascent,
    bench_jerk_at_top,
    ball_clean,
    machine_head_steady,
    incline45_clean,
    ball_on_bench_clean,
    bench_portrait,
    incline45_partial_top,
    machine_mixed,
    *NEGATIVES,
    *BENCH,
    *MACHINE,
    *OTHERS,
)
